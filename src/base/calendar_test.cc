#include "base/calendar.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>

namespace qinqing::base {
namespace {

namespace fs = std::filesystem;

Date day(std::string_view text) {
  return Date::parse(text).value_or(Date());
}

const Calendar& china() {
  static const Result<Calendar> calendar = Calendar::load(QINQING_SOURCE_DIR "/policy/calendar");
  if (!calendar) ADD_FAILURE() << calendar.faults().to_string();
  return *calendar;
}

std::string why(std::string_view text) {
  return std::string(china().day(day(text)).why);
}

// The folder of one test, gone with it.
class Folder {
 public:
  Folder() {
    static int made = 0;
    path_ = fs::temp_directory_path() /
            ("qinqing-calendar-" + std::to_string(getpid()) + "-" + std::to_string(++made));
    fs::create_directories(path_);
  }
  ~Folder() { fs::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  Folder& with(const std::string& name, const std::string& text) {
    std::ofstream(path_ / name) << text;
    return *this;
  }
  Faults faults() const {
    const auto calendar = Calendar::load(path_);
    return calendar ? Faults() : calendar.faults();
  }
  const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

std::string year_text(int year, const std::string& days) {
  return "year: " + std::to_string(year) + "\nnotice: {title: 通知}\n" + days;
}

// The only fault of a calendar whose 2026 holds `days`, or one that says how many there were.
Fault only_fault(const std::string& days) {
  Folder folder;
  const Faults faults = folder.with("2026.yaml", year_text(2026, days)).faults();
  if (faults.size() == 1) return faults[0];
  Fault none;
  none.code = std::to_string(faults.size()) + " faults: " + faults.to_string();
  return none;
}

TEST(Calendar, KnowsHolidaysShiftedWorkdaysAndWeekends) {
  EXPECT_TRUE(china().is_working(day("2026-11-27")));
  EXPECT_EQ(why("2026-11-27"), "工作日");
  EXPECT_FALSE(china().is_working(day("2026-11-28")));
  EXPECT_EQ(why("2026-11-28"), "星期六");
  EXPECT_EQ(why("2026-11-29"), "星期日");
  EXPECT_TRUE(china().is_working(day("2026-02-14")));  // a Saturday
  EXPECT_EQ(why("2026-02-14"), "春节调休上班");
  EXPECT_FALSE(china().is_working(day("2026-02-15")));
  EXPECT_FALSE(china().is_working(day("2026-02-23")));  // a Monday
  EXPECT_EQ(why("2026-02-23"), "春节");
  EXPECT_TRUE(china().is_working(day("2026-02-24")));
}

TEST(Calendar, HoldsThePublishedYearsAndTheProvisionalOnes) {
  EXPECT_EQ(china().first_year(), 2019);
  EXPECT_EQ(china().last_published_year(), 2026);
  EXPECT_EQ(china().last_year(), 2035);
  EXPECT_FALSE(china().day(day("2026-12-31")).provisional);
  EXPECT_TRUE(china().day(day("2027-01-01")).provisional);
  EXPECT_TRUE(china().day(day("2035-12-31")).provisional);
  // Beyond the calendar: the weekday, and provisional.
  EXPECT_TRUE(china().day(day("2036-01-01")).working);
  EXPECT_TRUE(china().day(day("2036-01-01")).provisional);
  EXPECT_TRUE(china().day(day("2018-12-31")).provisional);
}

TEST(Calendar, NamesTheNoticeOfEveryPublishedYear) {
  for (const auto& [number, year] : china().years()) {
    EXPECT_EQ(year.provisional, number > 2026);
    if (year.provisional) continue;
    EXPECT_EQ(year.notice.title,
              "国务院办公厅关于" + std::to_string(number) + "年部分节假日安排的通知");
    EXPECT_EQ(year.notice.number.substr(0, std::string("国办发明电").size()), "国办发明电");
    EXPECT_TRUE(Date::parse(year.notice.date));
    EXPECT_FALSE(year.notice.source.empty());
  }
  EXPECT_EQ(china().years().at(2020).further_notices.at(0).number, "国办发明电〔2020〕1号");
}

// Counted by hand in the texts of the notices: days off and weekend days worked, those that fall
// into the year itself.
TEST(Calendar, HasAsManyDaysAsTheNotices) {
  const int rows[][3] = {{2019, 22, 6}, {2020, 30, 6}, {2021, 31, 7}, {2022, 32, 7},
                         {2023, 26, 7}, {2024, 28, 8}, {2025, 28, 5}, {2026, 33, 6}};
  for (const auto& [number, off, worked] : rows) {
    const Calendar::Year& year = china().years().at(number);
    int days = 0;
    for (const auto& holiday : year.holidays) days += holiday.to - holiday.from + 1;
    EXPECT_EQ(days, off) << number;
    EXPECT_EQ(year.workdays.size(), static_cast<std::size_t>(worked)) << number;
  }
}

TEST(Calendar, HoldsTheChangesMadeDuringAYear) {
  // 2020: the Spring Festival was prolonged; 1 February was to be worked and was not.
  EXPECT_FALSE(china().is_working(day("2020-01-31")));
  EXPECT_FALSE(china().is_working(day("2020-02-01")));
  EXPECT_TRUE(china().is_working(day("2020-02-03")));
  // 2019: Labour Day became four days.
  EXPECT_FALSE(china().is_working(day("2019-05-03")));
  EXPECT_TRUE(china().is_working(day("2019-05-05")));
  // New Year 2023 began in 2022.
  EXPECT_EQ(why("2022-12-31"), "元旦");
  EXPECT_FALSE(china().is_working(day("2023-01-02")));
}

// 全国年节及纪念日放假办法 (2024), art. 2: 13 days; fewer dates where 中秋 falls into 国庆.
TEST(Calendar, ProvisionalYearsHaveTheStatutoryDays) {
  for (int number = 2027; number <= 2035; ++number) {
    const Calendar::Year& year = china().years().at(number);
    int days = 0;
    for (const auto& holiday : year.holidays) days += holiday.to - holiday.from + 1;
    EXPECT_EQ(days, number == 2028 || number == 2031 ? 12 : 13) << number;
    EXPECT_TRUE(year.workdays.empty());
  }
  EXPECT_EQ(why("2027-02-05"), "春节");  // the eve; New Year's Day is 6 February
  EXPECT_EQ(why("2027-02-08"), "春节");
  EXPECT_EQ(why("2027-02-09"), "工作日");
  EXPECT_EQ(why("2030-02-03"), "春节");
  EXPECT_EQ(why("2034-04-05"), "清明节");
  EXPECT_EQ(why("2028-10-03"), "国庆节、中秋节");
}

TEST(Calendar, HashIsOfTheDaysAndNotOfTheWriting) {
  const auto hash_of = [](const std::string& text) {
    Folder folder;
    const auto calendar = Calendar::load(folder.with("2026.yaml", text).path());
    EXPECT_TRUE(calendar) << (calendar ? "" : calendar.faults().to_string());
    return calendar ? calendar->hash() : "";
  };
  const std::string plain =
      hash_of(year_text(2026,
                        "holidays:\n  - {from: 2026-01-01, to: 2026-01-03, name: 元旦}\n"
                        "  - {from: 2026-05-01, to: 2026-05-01, name: 劳动节}\n"
                        "workdays: [{day: 2026-01-04, name: 元旦}]\n"));
  EXPECT_EQ(plain.size(), std::string("sha256:").size() + 64);
  EXPECT_EQ(hash_of("# 注释\nnotice: {title: 另一标题, number: x}\nyear: '2026'\n"
                    "workdays:\n  - name: 元旦\n    day: 2026-01-04\n"
                    "holidays:\n  - {from: 2026-05-01, to: 2026-05-01, name: 劳动节}\n"
                    "  - {from: 2026-01-03, to: 2026-01-03, name: 元旦}\n"
                    "  - {from: 2026-01-01, to: 2026-01-02, name: 元旦}\n"),
            plain);
  EXPECT_NE(
      hash_of(year_text(2026, "holidays: [{from: 2026-01-01, to: 2026-01-02, name: 元旦}]\n")),
      plain);
}

TEST(Calendar, HashTellsProvisionalFromPublished) {
  Calendar::Year year;
  year.year = 2026;
  const std::string published = Calendar::of({year}).hash();
  year.provisional = true;
  EXPECT_NE(Calendar::of({year}).hash(), published);
}

TEST(Calendar, EmptyCalendarGoesByWeekdays) {
  const Calendar calendar = Calendar::of({});
  EXPECT_EQ(calendar.first_year(), 0);
  EXPECT_EQ(calendar.last_published_year(), 0);
  EXPECT_TRUE(calendar.is_working(day("2026-10-01")));
  EXPECT_TRUE(calendar.day(day("2026-10-01")).provisional);
}

TEST(CalendarLoad, APublishedYearReplacesTheStatutoryOne) {
  Folder folder;
  folder.with("2026.yaml", year_text(2026, ""))
      .with("2027.yaml",
            year_text(2027, "holidays: [{from: 2027-01-01, to: 2027-01-03, name: 元旦}]\n"))
      .with("statutory.yaml",
            "notice: {title: 办法}\nyears:\n"
            "  - {year: 2027, holidays: [{from: 2027-01-01, to: 2027-01-01, name: 元旦}]}\n"
            "  - {year: 2028, holidays: []}\n");
  const auto calendar = Calendar::load(folder.path());
  ASSERT_TRUE(calendar) << calendar.faults().to_string();
  EXPECT_FALSE(calendar->day(day("2027-01-02")).provisional);
  EXPECT_EQ(calendar->day(day("2027-01-02")).why, "元旦");
  EXPECT_TRUE(calendar->day(day("2028-01-01")).provisional);
}

TEST(CalendarLoad, NamesDaysOutsideTheYear) {
  const Fault holiday = only_fault("holidays: [{from: 2026-12-31, to: 2027-01-02, name: 元旦}]\n");
  EXPECT_EQ(holiday.code, "outside_year");
  EXPECT_EQ(holiday.pointer, "/holidays/0/to");
  EXPECT_EQ(only_fault("workdays: [{day: 2025-01-04, name: 元旦}]\n").code, "outside_year");
}

TEST(CalendarLoad, NamesADayBothHolidayAndWorkday) {
  const Fault fault = only_fault(
      "holidays: [{from: 2026-01-01, to: 2026-01-04, name: 元旦}]\nworkdays:\n"
      "  - {day: 2026-01-04, name: 元旦}\n");
  EXPECT_EQ(fault.code, "contradiction");
  EXPECT_EQ(fault.line, 5);
  EXPECT_EQ(fs::path(fault.file).filename(), "2026.yaml");
}

TEST(CalendarLoad, NamesOverlaps) {
  EXPECT_EQ(only_fault("holidays:\n  - {from: 2026-10-01, to: 2026-10-07, name: 国庆节}\n"
                       "  - {from: 2026-10-07, to: 2026-10-08, name: 中秋节}\n")
                .code,
            "overlap");
  EXPECT_EQ(
      only_fault("workdays: [{day: 2026-01-04, name: 元旦}, {day: 2026-01-04, name: 元旦}]\n").code,
      "overlap");
}

TEST(CalendarLoad, NamesAShiftedWorkdayThatIsNoWeekend) {
  const Fault fault = only_fault("workdays: [{day: 2026-01-05, name: 元旦}]\n");
  EXPECT_EQ(fault.code, "not_weekend");
  EXPECT_EQ(fault.what, "2026年1月5日是星期一，本来就上班");
}

TEST(CalendarLoad, NamesBackwardRangesAndEmptyNames) {
  EXPECT_EQ(only_fault("holidays: [{from: 2026-10-07, to: 2026-10-01, name: 国庆节}]\n").code,
            "range");
  EXPECT_EQ(only_fault("holidays: [{from: 2026-10-01, to: 2026-10-01, name: ''}]\n").pointer,
            "/holidays/0/name");
  EXPECT_EQ(only_fault("workdays: [{day: 2026-01-04, name: ''}]\n").pointer, "/workdays/0/name");
}

TEST(CalendarLoad, NamesWhatTheReadersFind) {
  EXPECT_EQ(only_fault("holiday: []\n").code, "unknown_key");
  EXPECT_EQ(only_fault("holidays: [{from: 2026-02-30, to: 2026-03-01, name: x}]\n").code, "value");
  EXPECT_EQ(only_fault("holidays: []\nholidays: []\n").code, "duplicate_key");
  EXPECT_EQ(only_fault("holidays: [\n").code, "syntax");
}

TEST(CalendarLoad, NamesAYearThatIsNotItsFiles) {
  Folder folder;
  const Faults faults = folder.with("2026.yaml", year_text(2025, "")).faults();
  ASSERT_EQ(faults.size(), 1U);
  EXPECT_EQ(faults[0].code, "year");
  EXPECT_EQ(faults[0].line, 1);
}

TEST(CalendarLoad, NamesMissingNotices) {
  Folder folder;
  folder.with("2026.yaml", "year: 2026\nnotice: {title: ''}\nfurther_notices: [{title: ''}]\n");
  const Faults faults = folder.faults();
  ASSERT_EQ(faults.size(), 2U) << faults.to_string();
  EXPECT_EQ(faults[0].pointer, "/notice/title");
  EXPECT_EQ(faults[1].pointer, "/further_notices/0/title");
}

TEST(CalendarLoad, NamesGapsBetweenYears) {
  Folder folder;
  folder.with("2023.yaml", year_text(2023, ""))
      .with("2026.yaml", year_text(2026, ""))
      .with("statutory.yaml", "notice: {title: 办法}\nyears: [{year: 2028, holidays: []}]\n");
  const Faults faults = folder.faults();
  ASSERT_EQ(faults.size(), 3U) << faults.to_string();
  EXPECT_EQ(faults[0].what, "缺少2024年");
  EXPECT_EQ(faults[1].what, "缺少2025年");
  EXPECT_EQ(faults[2].what, "缺少2027年");
}

TEST(CalendarLoad, NamesStatutoryYearsWrittenTwiceAndTheirDays) {
  Folder folder;
  folder.with(
      "statutory.yaml",
      "notice: {title: 办法}\nyears:\n  - {year: 2027, holidays: []}\n"
      "  - {year: 2027, holidays: []}\n"
      "  - year: 2028\n    holidays:\n      - {from: 2027-01-01, to: 2028-01-01, name: 元旦}\n");
  const Faults faults = folder.faults();
  ASSERT_EQ(faults.size(), 2U) << faults.to_string();
  EXPECT_EQ(faults[0].code, "duplicate_year");
  EXPECT_EQ(faults[0].line, 4);
  EXPECT_EQ(faults[1].code, "outside_year");
  EXPECT_EQ(faults[1].line, 7);
}

TEST(CalendarLoad, NamesForeignFilesAndMissingFolders) {
  Folder folder;
  folder.with("2026.yaml", year_text(2026, ""))
      .with("26.yaml", "")
      .with("2027.yml", "")
      .with("a.md", "");
  const Faults faults = folder.faults();
  ASSERT_EQ(faults.size(), 2U) << faults.to_string();
  EXPECT_EQ(faults[0].code, "file_name");
  EXPECT_EQ(faults[1].code, "file_name");
  EXPECT_EQ(Calendar::load(folder.path() / "none").faults()[0].code, "unreadable");
  EXPECT_EQ(Folder().faults()[0].code, "no_years");
}

TEST(CalendarLoad, NamesTheFaultsOfAllFilesAtOnce) {
  Folder folder;
  folder.with("2025.yaml", year_text(2025, "workdays: [{day: 2025-01-06, name: 元旦}]\n"))
      .with("2026.yaml", year_text(2026, "workdays: [{day: 2026-01-05, name: 元旦}]\n"));
  EXPECT_EQ(folder.faults().size(), 2U);
}

}  // namespace
}  // namespace qinqing::base
