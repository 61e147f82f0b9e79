// Two accounts of one contact: what the official's side and the enterprise's side said, and where
// they differ.
//
// Only what the pack declares to have an `other_side` is compared. A gift that one side tells and
// the other leaves out is a difference; a value that one side did not give or does not know is
// none.
//
// Thread-safety: pure functions.
#pragma once

#include <boost/json/object.hpp>
#include <string>
#include <vector>

#include "norms/pack.h"

namespace qinqing::norms {

struct Difference {
  std::string id;            // of the conduct or fact, as the first account has it
  std::string label;         // what it is about
  std::string ours, theirs;  // as a person reads it
  friend bool operator==(const Difference&, const Difference&) = default;
};

// Takes two receipts (their JSON), in either order of sides; `ours` is the first one's. Two
// receipts of one side are not compared: none.
std::vector<Difference> differences(const Pack& pack, const boost::json::object& ours,
                                    const boost::json::object& theirs);

}  // namespace qinqing::norms
