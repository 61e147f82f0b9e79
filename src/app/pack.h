// What the commands about packs share.
#pragma once

#include <string>

#include "app/context.h"
#include "app/house.h"
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

// Keeps a folder as a draft of the database; `login` is its author, "" nobody. Prints the edition's
// id and the pack's hash.
int import_edition(const Context& context, const HouseOptions& options, const std::string& folder,
                   const std::string& login);
// Writes an edition, named by its hash or its id, into a folder that is not there yet.
int export_edition(const Context& context, const HouseOptions& options, const std::string& which,
                   const std::string& folder);

}  // namespace qinqing::app
