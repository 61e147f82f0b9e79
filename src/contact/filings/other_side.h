// The other side's account of the same contact, where there is one: same unit, same enterprise,
// same day, the other side, and still live.
//
// Thread-safety: as the Sql given.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "contact/filings/model.h"
#include "norms/accounts.h"
#include "norms/norms.h"
#include "store/sql.h"

namespace qinqing::contact {

// Live: submitted and neither withdrawn nor said not to have happened. Of several the one filed
// last. None where the enterprise is known by name only.
std::optional<Filing> other_account(store::Sql& sql, const Filing& filing);

// The account that holds now. Throws std::runtime_error where there is none.
FilingAccount current_account(store::Sql& sql, const Filing& filing);

// What the current account of a filing calls itself; nullopt where there is no such filing.
struct Heading {
  std::string title, counterpart;
};
std::optional<Heading> heading_of(store::Sql& sql, const std::string& filing);

// Where the two accounts differ; `ours` are the filing's.
std::vector<norms::Difference> account_differences(store::Sql& sql, const norms::Norms& norms,
                                                   const Filing& filing, const Filing& other);

}  // namespace qinqing::contact
