// What the commands about packs share.
#pragma once

#include <string>

#include "app/context.h"
#include "norms/pack.h"

namespace qinqing::app {

// A pack with what most of these commands need beside it.
struct LoadedPack {
  norms::PackFiles files;
  norms::Pack pack;
  base::Calendar calendar;
};

base::Result<LoadedPack> load_pack(const Context& context, const std::string& folder);

// Prints what differs between two folders: in words, or as JSON.
int diff_packs(const Context& context, const std::string& a, const std::string& b, bool json);

}  // namespace qinqing::app
