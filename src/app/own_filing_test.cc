// Nobody approves their own filing, by whatever path they come to it: through the API and through
// the page's form, as it is served. Each path ends with somebody else approving the very same
// filing, so that what stopped the first was who they are and nothing else.
#include <gtest/gtest.h>

#include <boost/json/serialize.hpp>

#include "app/testing/town.h"
#include "app/testing/trials.h"
#include "identity/testing/must.h"
#include "store/testing/databases.h"

namespace qinqing::app {
namespace {

using http::Method;
using http::Response;
using identity::Role;
using identity::testing::must;
using testing::Sent;
using testing::Town;

constexpr const char* kDay = "2026-11-27";

class OwnFilingTest : public store::testing::DatabaseTest {
 protected:
  OwnFilingTest() : town_(url()) {}

  std::string file(std::string_view by, const std::vector<std::string>& with = {}) {
    auto told = town_.telling(false, kDay, true);
    for (const std::string& login : with) told.attendees.push_back(town_.somebody(login).person);
    const std::string id =
        must(town_.house().filings()->file(town_.caller(by), town_.new_id(), told))
            .record.filing.id;
    for (const std::string& login : with) town_.act(login, id, "confirm");
    EXPECT_EQ(town_.state(id), "pending");
    return id;
  }

  Response send(std::string_view login, const Sent& sent) {
    return sent.by(town_.site(), town_.browser(login));
  }
  Response approve_by_program(std::string_view login, const std::string& id) {
    return send(login, {.method = Method::post,
                        .path = "/api/v1/filings/" + id + "/acts",
                        .body = R"({"act":"approve","fields":{}})",
                        .headers = {{"If-Match", '"' + std::to_string(town_.version(id)) + '"'}}});
  }
  Response approve_on_page(std::string_view login, const std::string& id) {
    return send(login, {.method = Method::post,
                        .path = "/filings/" + id + "/acts",
                        .form = identity::testing::Fields{
                            {"act", "approve"}, {"version", std::to_string(town_.version(id))}}});
  }

  // By neither door, and nothing is changed by trying.
  void cannot_approve(std::string_view login, const std::string& id) {
    const std::string before = town_.inventory();
    const Response program = approve_by_program(login, id);
    EXPECT_TRUE(program.status == 403 || program.status == 404)
        << login << ": " << program.status << program.bytes();
    const Response page = approve_on_page(login, id);
    EXPECT_TRUE(page.status == 403 || page.status == 404 || page.status == 422)
        << login << ": " << page.status;
    EXPECT_EQ(town_.state(id), "pending") << login;
    EXPECT_EQ(town_.inventory(), before) << login;
  }
  void can_approve(std::string_view login, const std::string& id) {
    const Response page = approve_on_page(login, id);
    EXPECT_EQ(page.status, 303) << login << page.bytes().substr(0, 300);
    EXPECT_EQ(town_.state(id), "approved") << login;
  }
  // From here on the person acts as that post, as they would by the page.
  void act_as(std::string_view login, const std::string& post) {
    EXPECT_EQ(send(login, {.method = Method::put,
                           .path = "/api/v1/me/post",
                           .body = R"({"post":")" + post + "\"}"})
                  .status,
              200);
  }
  void end_post(const std::string& post) {
    must(town_.house().identity().posts.end(town_.system(), post, 1,
                                            must(base::Date::parse("2026-11-23"))));
  }
  void merge(const std::string& unit, const std::string& into) {
    const auto id = town_.organisation(unit);
    const auto kept = must(town_.house().database().read(
        [&](store::Sql& sql) { return sql.find<identity::Organisation>(id); }));
    must(town_.house().identity().organisations.change(
        town_.system(), id, kept.version,
        {.kind = kept.kind,
         .name = kept.name,
         .parent = kept.parent,
         .place = kept.place,
         .credit_code = kept.credit_code,
         .valid_from = kept.valid_from,
         .valid_to = must(base::Date::parse("2026-11-23")),
         .merged_into = town_.organisation(into)}));
  }

  Town town_;
};
STORE_ON_BOTH(OwnFilingTest);

TEST_P(OwnFilingTest, AsTheOneWhoFiles) {
  const std::string id = file("zhao");
  cannot_approve("zhao", id);
  can_approve("qian", id);
}

TEST_P(OwnFilingTest, AsOneWhoComesAlong) {
  const std::string id = file("wang", {"li", "zhao"});
  cannot_approve("zhao", id);
  can_approve("qian", id);
}

TEST_P(OwnFilingTest, ByDelegation) {
  // Neither what is theirs for whom one acts …
  const std::string of_the_absent = file("zhao");
  cannot_approve("deputy", of_the_absent);
  can_approve("qian", of_the_absent);
  const std::string with_the_absent = file("wang", {"zhao"});
  cannot_approve("deputy", with_the_absent);
  // … nor what is one's own, filed before one acted for anybody.
  auto deputy = town_.caller("deputy");
  deputy.post = town_.somebody("deputy").own_post;
  deputy.role = Role::official;
  const std::string own =
      must(town_.house().filings()->file(deputy, town_.new_id(), town_.telling(false, kDay, true)))
          .record.filing.id;
  cannot_approve("deputy", own);
  can_approve("zhao", own);
  // What is nobody's of them the deputy does approve.
  can_approve("deputy", file("wang"));
}

TEST_P(OwnFilingTest, InAnotherPost) {
  const std::string id = file("wang");
  act_as("wang", town_.add_post("wang", "office", Role::unit_admin));
  cannot_approve("wang", id);
  act_as("wang", town_.add_post("wang", "bureau", Role::unit_admin));
  cannot_approve("wang", id);
  can_approve("zhao", id);
}

TEST_P(OwnFilingTest, OneLevelUpAfterBeingTheHead) {
  const std::string id = file("chief");
  cannot_approve("zhao", id);
  act_as("chief", town_.add_post("chief", "bureau", Role::unit_admin));
  cannot_approve("chief", id);
  can_approve("sun", id);
}

TEST_P(OwnFilingTest, AfterItWasToldAnewWithoutThem) {
  const std::string id = file("wang", {"zhao"});
  auto told = town_.telling(false, kDay, true);  // and zhao does not come along any more
  boost::json::object telling{{"check", told.check},
                              {"title", told.title},
                              {"counterpart", told.counterpart},
                              {"attendees", boost::json::array()},
                              {"submit", true}};
  const Response amended =
      send("wang", {.method = Method::post,
                    .path = "/api/v1/filings/" + id + "/acts",
                    .body = boost::json::serialize(boost::json::object{
                        {"act", "amend"},
                        {"fields", boost::json::object{{"what_changes", "赵某没有去"}}},
                        {"telling", std::move(telling)}}),
                    .headers = {{"If-Match", '"' + std::to_string(town_.version(id)) + '"'}}});
  ASSERT_EQ(amended.status, 200) << amended.bytes();
  if (town_.state(id) == "to_confirm") town_.act("zhao", id, "confirm");
  ASSERT_EQ(town_.state(id), "pending");
  cannot_approve("zhao", id);
  cannot_approve("deputy", id);
  can_approve("qian", id);
}

TEST_P(OwnFilingTest, ByGivingTheAccountToOneself) {
  // The administrator resets the filer's password and signs in as the filer: still the filer.
  const std::string id = file("wang");
  const std::string password = town_.house().identity().accounts.reset_password(
      town_.system(), town_.somebody("wang").account);
  town_.remember_password("wang", password);
  town_.sign_in_again("wang");
  cannot_approve("wang", id);
  can_approve("zhao", id);
}

TEST_P(OwnFilingTest, AfterLeavingTheUnit) {
  const std::string id = file("wang");
  end_post(town_.somebody("wang").own_post);
  act_as("wang", town_.add_post("wang", "bureau", Role::unit_admin));
  cannot_approve("wang", id);
  // And after coming back.
  act_as("wang", town_.add_post("wang", "office", Role::unit_admin));
  cannot_approve("wang", id);
  can_approve("zhao", id);
}

TEST_P(OwnFilingTest, AfterTheUnitWasMerged) {
  const std::string id = file("wang");
  const std::string of_the_approver = file("zhao");
  merge("office", "elsewhere");
  cannot_approve("zhao", of_the_approver);
  cannot_approve("deputy", of_the_approver);
  cannot_approve("wang", id);
  act_as("wang", town_.add_post("wang", "elsewhere", Role::unit_admin));
  cannot_approve("wang", id);
  // Nor by the post of the old unit, which acts for the successor now.
  act_as("wang", town_.somebody("wang").own_post);
  cannot_approve("wang", id);
  // The successor has the records now.
  can_approve("zhou", id);
  can_approve("zhou", of_the_approver);
}

}  // namespace
}  // namespace qinqing::app
