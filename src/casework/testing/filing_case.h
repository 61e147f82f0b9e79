// The filing procedure for tests: cases of it, their people, and what they fill in.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "casework/testing/casework_test_base.h"

namespace qinqing::casework::testing {

class FilingCaseTest : public CaseworkTest {
 protected:
  FilingCaseTest()
      : CaseworkTest(std::filesystem::path(QINQING_SOURCE_DIR) /
                     "policy/ningbo/procedures/filing.yaml") {}

  enum class When { ahead, past };

  // A filing by "filer" of a contact next Friday or last Friday, with these who must confirm.
  Docket draft(const std::string& id, When when, const std::vector<std::string>& attendees = {}) {
    contacts_[id] = {.on = when == When::ahead ? clock_.today().add_days(10)
                                               : clock_.today().add_days(-4)};
    std::vector<NewParty> parties{{.role = "filer", .person = "filer"}};
    for (const std::string& person : attendees)
      parties.push_back({.role = "attendee", .person = person, .state = PartyState::waiting});
    return open_case(id, "filing", parties, filer());
  }
  Docket submitted(const std::string& id, When when,
                   const std::vector<std::string>& attendees = {}) {
    draft(id, when, attendees);
    return must(id, "submit", filer());
  }
  identity::Caller filer() const { return caller("filer"); }
  identity::Caller admin() const { return caller("admin", identity::Role::unit_admin); }
  static boost::json::value why(const char* field) { return boost::json::object{{field, "因为"}}; }
  static boost::json::value settled(const char* duty) {
    return boost::json::object{
        {"duty", duty}, {"how_met", "paid"}, {"amount", "80.00"}, {"voucher", "A-7"}};
  }
  DeadlineState state_of(const std::string& id, const std::string& name) {
    return deadline(id, name).state;
  }
};

}  // namespace qinqing::casework::testing
