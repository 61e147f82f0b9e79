// A casework on a test database, people to act in it, and a stand-in for the domain of filings that
// answers what the filing procedure asks from memory.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "casework/casework.h"
#include "store/testing/databases.h"

namespace qinqing::casework::testing {

// What the domain knows of one contact.
struct Contact {
  base::Date on;
  bool official = true;  // filed by the official's side
  bool complete = true;
  bool differs = false;
  bool stood_by = false;
  std::vector<std::string> duties{};  // owed once it is received; deadlines of that name
  std::string routed_to{};            // the unit that effect route_unit gives it to; "" = as it is
};

class CaseworkTest : public store::testing::DatabaseTest {
 protected:
  // Opens the database with the procedures of `folder`.
  explicit CaseworkTest(const std::filesystem::path& from);

  // The calendar of the house, or of `folder`.
  static std::shared_ptr<const base::Calendar> calendar(
      const std::filesystem::path& folder = std::filesystem::path(QINQING_SOURCE_DIR) /
                                            "policy/calendar");

  void set_day(const std::string& day) { clock_.set(base::FixedClock(date(day)).now()); }
  static base::Date date(const std::string& day) { return base::Date::parse(day).value(); }

  // Somebody who has signed in, now. `role` of the acting post, in `organisation`.
  identity::Caller caller(const std::string& person, identity::Role role = identity::Role::official,
                          const std::string& organisation = "unit") const;

  // Opens a case of `procedure` with these parties in unit "unit", place "nb".
  Docket open_case(const std::string& id, const std::string& procedure,
                   std::vector<NewParty> parties, const identity::Caller& by);
  base::Result<Docket> act(const std::string& id, const std::string& transition,
                           const identity::Caller& by, boost::json::value given = nullptr,
                           std::optional<std::int64_t> version = {});
  // The same, which must succeed; checks the invariants.
  Docket must(const std::string& id, const std::string& transition, const identity::Caller& by,
              boost::json::value given = nullptr);
  // The code of the refusal, or "" where it was allowed.
  std::string refusal(const std::string& id, const std::string& transition,
                      const identity::Caller& by, boost::json::value given = nullptr);
  Docket advance(const std::string& id);
  Docket find(const std::string& id);
  // The last round of that name.
  CaseDeadline deadline(const std::string& id, const std::string& name);
  std::vector<CaseCertificate> certificates(const CaseDeadline& row);
  std::vector<CaseStep> history(const std::string& id);
  std::int64_t count(const std::string& table);
  void expect_sound(const std::string& id);

  std::map<std::string, Contact> contacts_;  // by case
  Registry registry_;
  std::unique_ptr<Casework> casework_;

 private:
  void register_filing();
};

}  // namespace qinqing::casework::testing
