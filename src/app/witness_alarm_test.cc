// Who is told that a witness does not sign: every inspector, nobody else.
#include "app/witness_alarm.h"

#include <gtest/gtest.h>

#include "app/testing/town.h"
#include "base/json.h"
#include "store/testing/databases.h"

namespace qinqing::app {
namespace {

using testing::Town;

class WitnessAlarmTest : public store::testing::DatabaseTest {
 protected:
  WitnessAlarmTest() : town_(url()) {}

  void tell(const std::string& problem) {
    ledger::WitnessRow row;
    row.url = "https://witness.example.org";
    row.problem = problem;
    tell_inspectors(town_.house(), row);
  }
  boost::json::array told(std::string_view login) {
    const auto answer = town_.browser(login).get("/api/v1/notices");
    return base::parse_json(answer.body)->at("items").as_array();
  }

  Town town_;
};
STORE_ON_BOTH(WitnessAlarmTest);

TEST_P(WitnessAlarmTest, EveryInspectorIsToldAndNobodyElse) {
  tell("witness.refused");
  for (const char* login : {"wu", "wu2"}) {
    const auto notices = told(login);
    ASSERT_EQ(notices.size(), 1U) << login;
    EXPECT_EQ(notices[0].at("why").as_string(), "alarm");
    EXPECT_TRUE(notices[0].at("filing").is_null());
    EXPECT_NE(std::string(notices[0].at("text").as_string()).find("拒绝签"), std::string::npos);
    const std::string page = town_.browser(login).get("/notices").body;
    EXPECT_NE(page.find("<a href=\"/ledger\">见证人 https://witness.example.org 没有签账头"),
              std::string::npos)
        << page;
  }
  for (const auto& each : town_.people())
    if (each.signed_in() && !each.must_change && each.posted &&
        each.role != identity::Role::inspector)
      EXPECT_TRUE(told(each.login).empty()) << each.login;
}

TEST_P(WitnessAlarmTest, NoProblemIsNoAlarmAndNeitherIsAHeadThatIsNotThereYet) {
  tell("witness.no_head");
  tell("");
  EXPECT_TRUE(told("wu").empty());
}

}  // namespace
}  // namespace qinqing::app
