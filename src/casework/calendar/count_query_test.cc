// What is asked of the page that counts days.
#include "casework/calendar/count_query.h"

#include <gtest/gtest.h>

#include <filesystem>

namespace qinqing::casework {
namespace {

const base::Calendar& calendar() {
  static const base::Calendar kLoaded =
      base::Calendar::load(std::filesystem::path(QINQING_SOURCE_DIR) / "policy/calendar").value();
  return kLoaded;
}

base::Result<Count> read(std::string_view query) {
  return read_count_query(http::parse_urlencoded(query).value(), calendar());
}
std::string refusal(std::string_view query) {
  const auto count = read(query);
  return count ? "" : count.faults()[0].code + count.faults()[0].pointer;
}

TEST(CountQuery, ReadsBothWaysAndAPause) {
  const auto count = read(
      "from=2026-12-30&count=5&unit=workdays&way=before&after_hours=1&pause_from=2027-01-04&"
      "pause_to=2027-01-05");
  ASSERT_TRUE(count) << count.faults().to_string();
  EXPECT_EQ(count->period.to_string(), "-5 workdays");
  EXPECT_TRUE(count->anchor.after_hours);
  ASSERT_EQ(count->pauses.size(), 1U);
  EXPECT_EQ(read("from=2026-12-30&count=-1")->period.to_string(), "-1 workday");
}

TEST(CountQuery, NamesWhatIsWrong) {
  EXPECT_EQ(refusal(""), "missing/from");
  EXPECT_EQ(refusal("from=2026-02-30&count=1"), "value/from");
  EXPECT_EQ(refusal("from=2018-12-31&count=1"), "range/from") << "not guessed by weekdays";
  EXPECT_EQ(refusal("from=2026-12-30"), "missing/count");
  EXPECT_EQ(refusal("from=2026-12-30&count=5.5"), "value/count");
  EXPECT_EQ(refusal("from=2026-12-30&count=99999999999"), "value/count");
  EXPECT_EQ(refusal("from=2026-12-30&count=367"), "range/count");
  EXPECT_EQ(refusal("from=2026-12-30&count=-367"), "range/count");
  EXPECT_EQ(refusal("from=2026-12-30&count=25&unit=months"), "range/count");
  EXPECT_EQ(refusal("from=2026-12-30&count=1&unit=years"), "value/unit");
  EXPECT_EQ(refusal("from=2026-12-30&count=1&way=up"), "value/way");
  EXPECT_EQ(refusal("from=2026-12-30&count=1&after_hours=yes"), "value/after_hours");
  EXPECT_EQ(refusal("from=2026-12-30&count=1&pause_from=2027-01-04"), "missing/pause_to");
  EXPECT_EQ(refusal("from=2026-12-30&count=1&pause_from=2027-01-04&pause_to=2027-01-03"),
            "range/pause_to");
  EXPECT_EQ(refusal("from=2026-12-30&count=1&pause_from=2027-01-04&pause_to=2034-01-03"),
            "range/pause_to");
}

TEST(CountQuery, ShowsEveryDayAndMarksWhatIsProvisional) {
  const auto count = read("from=2026-12-30&count=2");
  const auto view =
      count_view(base::count_deadline(count->anchor, count->period, calendar()), calendar());
  EXPECT_TRUE(view.at("provisional").as_bool());
  const auto& steps = view.at("steps").as_array();
  EXPECT_FALSE(steps[1].at("provisional").as_bool()) << "31 December is of a year with its notice";
  EXPECT_TRUE(steps[2].at("provisional").as_bool());
  EXPECT_EQ(steps[2].at("why").as_string(), "元旦");
  EXPECT_TRUE(steps[steps.size() - 1].at("due").as_bool());
}

}  // namespace
}  // namespace qinqing::casework
