// What verification can find wrong, and where.
#pragma once

#include <boost/describe/enum.hpp>
#include <string>

namespace qinqing::ledger {

enum class Wrong {
  altered,     // a value is not what it was
  removed,     // something is gone
  added,       // something is there that no event made
  reordered,   // events stand in another order than they were sealed in
  back_dated,  // an event says another time than when it was made
  re_signed    // the tree is whole, but not the one of a head that was kept
};
BOOST_DESCRIBE_ENUM(Wrong, altered, removed, added, reordered, back_dated, re_signed)

struct Finding {
  std::string table;
  std::string key;  // the key's columns, joined by "/"
  Wrong kind = Wrong::altered;
};

}  // namespace qinqing::ledger
