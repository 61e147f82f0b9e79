// A notice's paragraphs as they are pasted.
#include "casework/calendar/notice_text.h"

#include <gtest/gtest.h>

#include <filesystem>

namespace qinqing::casework {
namespace {

// The days of 2026 in the sentences that the notices of these years have.
constexpr std::string_view k2026 =
    "一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。\r\n"
    "二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。"
    "2月14日（周六）、2月28日（周六）上班。\n\n"
    "三、清明节：4月4日（周六）至6日（周一）放假，共3天。\n"
    "四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。\n"
    "五、端午节：6月19日（周五）至21日（周日）放假，共3天。\n"
    "六、中秋节：9月25日（周五）至27日（周日）放假，共3天。\n"
    "七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。"
    "9月20日（周日）、10月10日（周六）上班。\n";

std::string codes(std::string_view off, std::string_view work = "", int year = 2027) {
  base::Faults faults;
  read_notice_days(off, work, year, faults);
  std::string out;
  for (const auto& fault : faults) out += fault.code + fault.pointer + " ";
  return out;
}

TEST(NoticeText, ReadsTheParagraphsOfANoticeAsItsFileHasThem) {
  base::Faults faults;
  const NoticeDays days = read_notice_days(k2026, "", 2026, faults);
  ASSERT_EQ(faults.to_string(), "");
  const auto files =
      base::Calendar::load(std::filesystem::path(QINQING_SOURCE_DIR) / "policy/calendar");
  ASSERT_TRUE(files);
  const auto pasted = base::Calendar::of({{.year = 2026,
                                           .provisional = false,
                                           .notice = {},
                                           .further_notices = {},
                                           .holidays = days.holidays,
                                           .workdays = days.workdays}});
  for (base::Date day = *base::Date::of(2026, 1, 1); day.year() == 2026; day = day.add_days(1)) {
    EXPECT_EQ(pasted.day(day).working, files->day(day).working) << day.to_string();
    EXPECT_EQ(pasted.day(day).why, files->day(day).why) << day.to_string();
  }
}

TEST(NoticeText, ReadsPlainLinesAndIsoDays) {
  base::Faults faults;
  const NoticeDays days = read_notice_days("国庆节、中秋节 2027-10-01至2027-10-07\n元旦:1月1日",
                                           "春节：2月14日、20日\n", 2027, faults);
  ASSERT_EQ(faults.to_string(), "");
  ASSERT_EQ(days.holidays.size(), 2U);
  EXPECT_EQ(days.holidays[0].name, "国庆节、中秋节");
  EXPECT_EQ(days.holidays[0].to.to_string(), "2027-10-07");
  EXPECT_EQ(days.holidays[1].from, days.holidays[1].to);
  ASSERT_EQ(days.workdays.size(), 2U);
  EXPECT_EQ(days.workdays[1].day.to_string(), "2027-02-20");
}

TEST(NoticeText, HoldsWhatIsSaidAgainstTheDays) {
  EXPECT_EQ(codes("元旦：1月1日（周四）至3日放假"), "notice.weekday/off/1 ")
      << "2027's is a Friday";
  EXPECT_EQ(codes("元旦：1月1日至3日放假，共4天。"), "notice.total/off/1 ");
}

TEST(NoticeText, NamesTheLineThatItCannotRead) {
  EXPECT_EQ(codes(""), "notice.empty/off ");
  EXPECT_EQ(codes("元旦：1月1日\n1月2日至3日"), "notice.name/off/2 ");
  EXPECT_EQ(codes("元旦："), "notice.day/off/1 ");
  EXPECT_EQ(codes("春节：2月30日至3日"), "notice.day/off/1 ");
  EXPECT_EQ(codes("春节：3日"), "notice.day/off/1 ") << "of which month?";
  EXPECT_EQ(codes("春节：99999999999999999999月1日"), "notice.day/off/1 ");
  EXPECT_EQ(codes("元旦：1月1日至3日放假，共3天，1月9日上班"), "notice.words/off/1 ")
      << "never read the holiday as workdays";
  EXPECT_EQ(codes("元旦：1月1日也许放假"), "notice.words/off/1 ");
  EXPECT_EQ(codes("元旦：1月1日", "元旦：1月9日至10日"), "notice.words/work/1 ");
  EXPECT_EQ(codes("元旦：1月1日（", ""), "");
}

}  // namespace
}  // namespace qinqing::casework
