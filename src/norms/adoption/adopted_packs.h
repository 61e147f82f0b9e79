// The editions that were adopted, as they are judged with: each from its day on, until one that is
// adopted from a later day. None is ever taken out, so that a past day is judged by the pack of its
// day and what was handed out stays valid.
//
// Thread-safety: any number of threads.
#pragma once

#include <memory>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"

namespace qinqing::norms {

struct ServedPack;

class AdoptedPacks {
 public:
  AdoptedPacks();
  ~AdoptedPacks();

  bool knows(std::string_view edition) const;
  // The pack is served for contacts on `from` and later, while it is in force itself. Nothing where
  // that edition is known.
  void take(std::string edition, base::Date from, std::unique_ptr<const ServedPack> pack);

  // nullptr where none of that id is adopted on the day.
  const ServedPack* on(std::string_view pack, base::Date day) const;
  // The one of that hash that was adopted last; nullptr where there is none.
  const ServedPack* of_hash(std::string_view pack, std::string_view hash) const;

 private:
  struct Taken;
  mutable std::shared_mutex mutex_;
  std::vector<Taken> taken_;
};

}  // namespace qinqing::norms
