// Reading policy/calendar: the files as they are written, and everything that can be wrong in them.
#include <algorithm>
#include <charconv>
#include <optional>
#include <system_error>
#include <utility>

#include "base/calendar.h"
#include "base/reader.h"
#include "base/yaml.h"

namespace qinqing::base {

namespace fs = std::filesystem;

// The shapes of the files. Not in an unnamed namespace: descriptions need linkage.
namespace calendar_files {

struct NoticeText {
  std::string title;
  std::optional<std::string> number;
  std::optional<Date> date;
  std::optional<std::string> source;
  std::optional<std::string> effect;
};
BOOST_DESCRIBE_STRUCT(NoticeText, (), (title, number, date, source, effect))

struct HolidayText {
  Date from;
  Date to;
  std::string name;
};
BOOST_DESCRIBE_STRUCT(HolidayText, (), (from, to, name))

struct WorkdayText {
  Date day;
  std::string name;
};
BOOST_DESCRIBE_STRUCT(WorkdayText, (), (day, name))

struct YearFile {
  int year = 0;
  NoticeText notice;
  std::vector<NoticeText> further_notices;
  std::vector<HolidayText> holidays;
  std::vector<WorkdayText> workdays;
};
BOOST_DESCRIBE_STRUCT(YearFile, (), (year, notice, further_notices, holidays, workdays))

struct StatutoryYear {
  int year = 0;
  std::vector<HolidayText> holidays;
};
BOOST_DESCRIBE_STRUCT(StatutoryYear, (), (year, holidays))

struct StatutoryFile {
  NoticeText notice;
  std::vector<StatutoryYear> years;
};
BOOST_DESCRIBE_STRUCT(StatutoryFile, (), (notice, years))

}  // namespace calendar_files

namespace {

using namespace calendar_files;  // NOLINT(google-build-using-namespace): this file's own shapes

Calendar::Notice notice_of(const NoticeText& text) {
  return {.title = text.title,
          .number = text.number.value_or(""),
          .date = text.date ? text.date->to_string() : "",
          .source = text.source.value_or(""),
          .effect = text.effect.value_or("")};
}

std::vector<Calendar::Holiday> holidays_of(const std::vector<HolidayText>& texts) {
  std::vector<Calendar::Holiday> holidays;
  holidays.reserve(texts.size());
  for (const HolidayText& text : texts)
    holidays.push_back({.from = text.from, .to = text.to, .name = text.name});
  return holidays;
}

// The days of one year, checked one by one; `pointer` is where the year stands in its file.
class YearCheck {
 public:
  YearCheck(const Calendar::Year& year, std::string pointer, Faults& faults)
      : year_(year), pointer_(std::move(pointer)), faults_(faults) {}

  void run() {
    for (std::size_t i = 0; i < year_.holidays.size(); ++i) holiday(i);
    for (std::size_t i = 0; i < year_.workdays.size(); ++i) workday(i);
  }

 private:
  std::string place(std::string_view list, std::size_t index, std::string_view member) const {
    return pointer_to(pointer_to(pointer_to(pointer_, list), index), member);
  }

  void inside_year(Date day, const std::string& pointer) {
    if (day.year() != year_.year)
      faults_.add("outside_year", pointer,
                  day.to_chinese_full() + "不在" + std::to_string(year_.year) + "年");
  }

  void holiday(std::size_t index) {
    const Calendar::Holiday& holiday = year_.holidays[index];
    inside_year(holiday.from, place("holidays", index, "from"));
    inside_year(holiday.to, place("holidays", index, "to"));
    if (holiday.name.empty())
      faults_.add("value", place("holidays", index, "name"), "没有写节日的名称");
    if (holiday.to < holiday.from) {
      faults_.add("range", place("holidays", index, "to"), "放假结束早于开始");
      return;
    }
    for (std::size_t earlier = 0; earlier < index; ++earlier) {
      const Calendar::Holiday& other = year_.holidays[earlier];
      if (holiday.from <= other.to && other.from <= holiday.to)
        faults_.add("overlap", place("holidays", index, "from"), "与“" + other.name + "”的假期重叠",
                    "同一天只写在一段假期里");
    }
  }

  void workday(std::size_t index) {
    const Calendar::ShiftedWorkday& shifted = year_.workdays[index];
    const std::string pointer = place("workdays", index, "day");
    inside_year(shifted.day, pointer);
    if (shifted.name.empty())
      faults_.add("value", place("workdays", index, "name"), "没有写为哪个节日调休");
    const Weekday weekday = shifted.day.weekday();
    if (weekday != Weekday::saturday && weekday != Weekday::sunday)
      faults_.add(
          "not_weekend", pointer,
          shifted.day.to_chinese_full() + "是" + shifted.day.weekday_chinese() + "，本来就上班",
          "调休上班只能是周六或周日");
    for (const Calendar::Holiday& holiday : year_.holidays)
      if (holiday.from <= shifted.day && shifted.day <= holiday.to)
        faults_.add(
            "contradiction", pointer,
            shifted.day.to_chinese_full() + "既写了放假（" + holiday.name + "），又写了上班");
    const auto begin = year_.workdays.begin();
    const auto here = begin + static_cast<std::ptrdiff_t>(index);
    if (std::any_of(begin, here, [&](const auto& other) { return other.day == shifted.day; }))
      faults_.add("overlap", pointer, shifted.day.to_chinese_full() + "写了不止一次");
  }

  const Calendar::Year& year_;
  std::string pointer_;
  Faults& faults_;
};

void check_notice(const Calendar::Notice& notice, std::string_view pointer, Faults& faults) {
  if (notice.title.empty())
    faults.add("value", pointer_to(pointer, "title"), "没有写依据的通知", "写通知的全称");
}

// nullopt where the name is not four digits and ".yaml".
std::optional<int> year_of_name(const fs::path& path) {
  const std::string stem = path.stem().string();
  int year = 0;
  const auto result = std::from_chars(stem.data(), stem.data() + stem.size(), year);
  if (stem.size() != 4 || result.ec != std::errc() || result.ptr != stem.data() + stem.size())
    return std::nullopt;
  return year;
}

class Loader {
 public:
  Result<Calendar> load(const fs::path& folder) {
    for (const fs::path& path : files_in(folder)) file(path);
    for (auto& [number, year] : provisional_)
      if (!published_.contains(number)) published_.emplace(number, std::move(year));
    check_sequence(folder);
    if (!faults_.empty()) return faults_;
    std::vector<Calendar::Year> years;
    years.reserve(published_.size());
    for (auto& [number, year] : published_) years.push_back(std::move(year));
    return Calendar::of(std::move(years));
  }

 private:
  // By name, so that faults come in the same order everywhere.
  std::vector<fs::path> files_in(const fs::path& folder) {
    std::vector<fs::path> paths;
    std::error_code error;
    for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error))
      if (it->path().extension() == ".yaml" || it->path().extension() == ".yml")
        paths.push_back(it->path());
    if (error) fault("unreadable", folder.string(), "文件夹读不了");
    std::sort(paths.begin(), paths.end());
    return paths;
  }

  void file(const fs::path& path) {
    const std::optional<int> year = year_of_name(path);
    const bool named = path.extension() == ".yaml" && (year || path.stem() == "statutory");
    if (!named)
      return fault("file_name", path.string(), "文件名应为四位年份加 .yaml，或 statutory.yaml");
    const Result<Document> document = load_yaml(path);
    if (!document) return faults_.append(document.faults());
    Faults faults;
    if (year)
      published_file(*document, *year, faults);
    else
      statutory_file(*document, faults);
    faults_.append(document->place(faults));
  }

  void published_file(const Document& document, int named_year, Faults& faults) {
    const auto text = read<YearFile>(document.value, "", faults, Scalars::text);
    if (!faults.empty()) return;
    if (text.year != named_year)
      faults.add("year", "/year", "年份与文件名不符", "应为 " + std::to_string(named_year));
    Calendar::Year year{.year = text.year,
                        .provisional = false,
                        .notice = notice_of(text.notice),
                        .further_notices = {},
                        .holidays = holidays_of(text.holidays),
                        .workdays = {}};
    check_notice(year.notice, "/notice", faults);
    for (const NoticeText& further : text.further_notices) {
      year.further_notices.push_back(notice_of(further));
      check_notice(year.further_notices.back(),
                   pointer_to("/further_notices", year.further_notices.size() - 1), faults);
    }
    year.workdays.reserve(text.workdays.size());
    for (const WorkdayText& workday : text.workdays)
      year.workdays.push_back({.day = workday.day, .name = workday.name});
    YearCheck(year, "", faults).run();
    published_[named_year] = std::move(year);
  }

  void statutory_file(const Document& document, Faults& faults) {
    const auto text = read<StatutoryFile>(document.value, "", faults, Scalars::text);
    if (!faults.empty()) return;
    check_notice(notice_of(text.notice), "/notice", faults);
    for (std::size_t i = 0; i < text.years.size(); ++i) {
      const std::string pointer = pointer_to("/years", i);
      Calendar::Year year{.year = text.years[i].year,
                          .provisional = true,
                          .notice = notice_of(text.notice),
                          .further_notices = {},
                          .holidays = holidays_of(text.years[i].holidays),
                          .workdays = {}};
      YearCheck(year, pointer, faults).run();
      if (!provisional_.emplace(year.year, std::move(year)).second)
        faults.add("duplicate_year", pointer_to(pointer, "year"), "这一年写了不止一次");
    }
  }

  void check_sequence(const fs::path& folder) {
    if (published_.empty()) {
      // Where files have faults of their own, that is why there are no years.
      if (faults_.empty()) fault("no_years", folder.string(), "文件夹里没有任何年份");
      return;
    }
    int expected = published_.begin()->first;
    for (const auto& [number, year] : published_) {
      for (; expected < number; ++expected)
        fault("gap", folder.string(), "缺少" + std::to_string(expected) + "年",
              "年份应当连续，新建 " + std::to_string(expected) + ".yaml");
      ++expected;
    }
  }

  void fault(std::string code, std::string file, std::string what, std::string right = "") {
    faults_.add(Fault{std::move(code), "", std::move(what), std::move(right), std::move(file), 0});
  }

  Faults faults_;
  std::map<int, Calendar::Year> published_;
  std::map<int, Calendar::Year> provisional_;
};

}  // namespace

Result<Calendar> Calendar::load(const std::filesystem::path& folder) {
  return Loader().load(folder);
}

}  // namespace qinqing::base
