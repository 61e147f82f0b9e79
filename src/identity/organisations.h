// Registering organisations and keeping what is known of them up to date.
//
// Thread-safety: any thread.
#pragma once

#include <boost/describe.hpp>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "base/fault.h"
#include "identity/caller.h"
#include "identity/means.h"
#include "identity/model.h"

namespace qinqing::identity {

struct OrganisationText {
  OrganisationKind kind = OrganisationKind::unit;
  std::string name;
  std::optional<std::string> parent;
  std::string place;
  std::optional<std::string> credit_code;
  std::optional<base::Date> valid_from;  // today where not said
  std::optional<base::Date> valid_to;
  std::optional<std::string> merged_into;
  static constexpr std::string_view kTitle = "OrganisationText";
};
BOOST_DESCRIBE_STRUCT(OrganisationText, (),
                      (kind, name, parent, place, credit_code, valid_from, valid_to, merged_into))

class Organisations {
 public:
  explicit Organisations(const Means& means) : means_(means) {}

  // `tell` is called whenever an organisation was merged into another, after that is kept: who has
  // records of it gives them to the successor. To be set before the first change.
  void when_merged(std::function<void()> tell) { merged_ = std::move(tell); }

  // `id` is the client's. Faults: name.* · organisation.parent · organisation.place ·
  // credit_code.* · organisation.credit_code_taken · period.order · organisation.merged_into.
  // Throws Refused, and what Database::write throws: Exists where the id is taken.
  base::Result<Organisation> create(const Caller& caller, std::string id,
                                    const OrganisationText& text) const;

  // `version` is the one that was shown; Conflict where it is not the stored one any more. Faults
  // as create. The kind cannot change: posts fit to it ("organisation.kind").
  base::Result<Organisation> change(const Caller& caller, std::string_view id, std::int64_t version,
                                    const OrganisationText& text) const;

 private:
  Organisation row(const Caller& caller, std::string id, const OrganisationText& text) const;
  void check(store::Sql& sql, const Organisation& row, base::Faults& faults) const;
  void check_links(store::Sql& sql, const Organisation& row, base::Faults& faults) const;

  Means means_;
  std::function<void()> merged_;
};

}  // namespace qinqing::identity
