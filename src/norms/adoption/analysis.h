// What would change if an edition were adopted: before it is published one sees whom it touches.
//
// Thread-safety: pure functions, but as the Sql given.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "norms/adoption/proving.h"
#include "norms/diff/diff.h"
#include "norms/norms.h"
#include "store/sql.h"

namespace qinqing::norms {

// An answer that somebody kept, of a contact on a day.
struct KeptReceipt {
  std::string id;         // of the case that it is kept with
  std::string procedure;  // of that case
  std::string person;     // who keeps it
  std::string receipt;    // canonical bytes
};
// Visits the current receipt of every record of this pack whose contact is on `from` or later and
// may still take place or be looked at. Those who keep receipts are on a higher floor.
using EachReceipt = std::function<void(store::Sql& sql, const std::string& pack, base::Date from,
                                       const std::function<void(const KeptReceipt&)>& visit)>;

struct ChangedReceipt {
  KeptReceipt kept;
  base::Date contact_on;
  std::vector<std::string> conducts;
  std::string before;  // verdict
  std::string after;   // verdict; "" where the edition asks for more, or is of another kind
  std::vector<std::string> facts;  // that do it, as the regions name them; duties by their id
};

struct ChangedCase {
  std::string id;
  std::string title;
  std::string before;  // verdict, "" where refused
  std::string after;
};

struct Analysis {
  Proof proof;
  PackDiff diff;                   // from what is in force to the edition
  std::vector<ChangedCase> cases;  // of the pack in force, answered otherwise
  std::vector<ChangedReceipt> receipts;
};

// Whether the edition answers a kept receipt otherwise: another verdict, or other duties. nullopt:
// not, or the text is no receipt of this pack.
std::optional<ChangedReceipt> changed_receipt(const KeptReceipt& kept, const Pack& before,
                                              const Pack& after, const PackDiff& diff,
                                              const base::Calendar& calendar);

std::vector<ChangedCase> changed_cases(const ServedPack& before, const Pack& after,
                                       const base::Calendar& calendar);

}  // namespace qinqing::norms
