#include "base/calendar_text.h"

#include <algorithm>
#include <utility>

namespace qinqing::base {

namespace {

// In bytes; a Chinese character has three.
constexpr std::size_t kNameBytesMax = 60;
constexpr std::size_t kLineBytesMax = 600;

// Names and titles stand in certificates, on pages and in columns: one line, and not a book.
void check_line(std::string_view text, std::size_t bytes_max, const std::string& pointer,
                Faults& faults) {
  if (text.size() > bytes_max)
    faults.add("value", pointer, "写得太长", "最多 " + std::to_string(bytes_max / 3) + " 个字");
  if (std::any_of(text.begin(), text.end(), [](unsigned char c) { return c < 0x20 || c == 0x7F; }))
    faults.add("value", pointer, "有换行或者看不见的字符", "写成一行文字");
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
                  day.to_chinese_full() + "不在" + std::to_string(year_.year) + "年",
                  "别的年份的日子写在那一年里");
  }

  void holiday(std::size_t index) {
    const Calendar::Holiday& holiday = year_.holidays[index];
    inside_year(holiday.from, place("holidays", index, "from"));
    inside_year(holiday.to, place("holidays", index, "to"));
    if (holiday.name.empty())
      faults_.add("value", place("holidays", index, "name"), "没有写节日的名称");
    check_line(holiday.name, kNameBytesMax, place("holidays", index, "name"), faults_);
    if (holiday.to < holiday.from) {
      faults_.add("range", place("holidays", index, "to"), "放假结束早于开始");
      return;
    }
    for (std::size_t earlier = 0; earlier < index; ++earlier) {
      const Calendar::Holiday& other = year_.holidays[earlier];
      if (holiday.to < other.from || other.to < holiday.from) continue;
      // The first is enough: hostile input may have thousands that all overlap.
      faults_.add("overlap", place("holidays", index, "from"), "与“" + other.name + "”的假期重叠",
                  "同一天只写在一段假期里");
      return;
    }
  }

  void workday(std::size_t index) {
    const Calendar::ShiftedWorkday& shifted = year_.workdays[index];
    const std::string pointer = place("workdays", index, "day");
    inside_year(shifted.day, pointer);
    if (shifted.name.empty())
      faults_.add("value", place("workdays", index, "name"), "没有写为哪个节日调休");
    check_line(shifted.name, kNameBytesMax, place("workdays", index, "name"), faults_);
    const Weekday weekday = shifted.day.weekday();
    if (weekday != Weekday::saturday && weekday != Weekday::sunday)
      faults_.add(
          "not_weekend", pointer,
          shifted.day.to_chinese_full() + "是" + shifted.day.weekday_chinese() + "，本来就上班",
          "调休上班只能是周六或周日");
    const auto off = std::find_if(year_.holidays.begin(), year_.holidays.end(),
                                  [&](const Calendar::Holiday& holiday) {
                                    return holiday.from <= shifted.day && shifted.day <= holiday.to;
                                  });
    if (off != year_.holidays.end())
      faults_.add("contradiction", pointer,
                  shifted.day.to_chinese_full() + "既写了放假（" + off->name + "），又写了上班");
    const auto begin = year_.workdays.begin();
    const auto here = begin + static_cast<std::ptrdiff_t>(index);
    if (std::any_of(begin, here, [&](const auto& other) { return other.day == shifted.day; }))
      faults_.add("overlap", pointer, shifted.day.to_chinese_full() + "写了不止一次");
  }

  const Calendar::Year& year_;
  std::string pointer_;
  Faults& faults_;
};

std::optional<std::string> unless_empty(const std::string& text) {
  return text.empty() ? std::nullopt : std::optional(text);
}

calendar_text::NoticeText text_of(const Calendar::Notice& notice) {
  return {.title = notice.title,
          .number = unless_empty(notice.number),
          .issuer = unless_empty(notice.issuer),
          .date = Date::parse(notice.date),
          .source = unless_empty(notice.source),
          .effect = unless_empty(notice.effect)};
}

}  // namespace

Calendar::Notice notice_of(const calendar_text::NoticeText& text) {
  return {.title = text.title,
          .number = text.number.value_or(""),
          .issuer = text.issuer.value_or(""),
          .date = text.date ? text.date->to_string() : "",
          .source = text.source.value_or(""),
          .effect = text.effect.value_or("")};
}

std::vector<Calendar::Holiday> holidays_of(const std::vector<calendar_text::HolidayText>& texts) {
  std::vector<Calendar::Holiday> holidays;
  holidays.reserve(texts.size());
  for (const calendar_text::HolidayText& text : texts)
    holidays.push_back({.from = text.from, .to = text.to, .name = text.name});
  return holidays;
}

void check_notice(const Calendar::Notice& notice, std::string_view pointer, Faults& faults) {
  if (notice.title.empty())
    faults.add("value", pointer_to(pointer, "title"), "没有写依据的通知", "写通知的全称");
  const std::pair<const char*, const std::string*> lines[] = {{"title", &notice.title},
                                                              {"number", &notice.number},
                                                              {"issuer", &notice.issuer},
                                                              {"source", &notice.source},
                                                              {"effect", &notice.effect}};
  for (const auto& [name, text] : lines)
    check_line(*text, kLineBytesMax, pointer_to(pointer, name), faults);
  // It becomes a link.
  const std::string& source = notice.source;
  if (!source.empty() && !source.starts_with("https://") && !source.starts_with("http://"))
    faults.add("value", pointer_to(pointer, "source"), "来源不是网址",
               "以 https:// 或者 http:// 开头；没有就不写");
}

void check_days(const Calendar::Year& year, std::string pointer, Faults& faults) {
  YearCheck(year, std::move(pointer), faults).run();
}

Calendar::Year read_calendar_year(const boost::json::value& value, std::string_view pointer,
                                  Scalars scalars, Faults& faults) {
  Faults found;
  const auto text = read<calendar_text::YearFile>(value, pointer, found, scalars);
  if (!found.empty()) {
    faults.append(found);
    return {};
  }
  Calendar::Year year{.year = text.year,
                      .provisional = false,
                      .notice = notice_of(text.notice),
                      .further_notices = {},
                      .holidays = holidays_of(text.holidays),
                      .workdays = {}};
  check_notice(year.notice, pointer_to(pointer, "notice"), faults);
  for (const calendar_text::NoticeText& further : text.further_notices) {
    const std::string place = pointer_to(pointer, "further_notices");
    year.further_notices.push_back(notice_of(further));
    check_notice(year.further_notices.back(), pointer_to(place, year.further_notices.size() - 1),
                 faults);
  }
  year.workdays.reserve(text.workdays.size());
  for (const calendar_text::WorkdayText& workday : text.workdays)
    year.workdays.push_back({.day = workday.day, .name = workday.name});
  check_days(year, std::string(pointer), faults);
  return year;
}

boost::json::value write_calendar_year(const Calendar::Year& year) {
  calendar_text::YearFile text{.year = year.year,
                               .notice = text_of(year.notice),
                               .further_notices = {},
                               .holidays = {},
                               .workdays = {}};
  for (const Calendar::Notice& further : year.further_notices)
    text.further_notices.push_back(text_of(further));
  for (const Calendar::Holiday& holiday : year.holidays)
    text.holidays.push_back({.from = holiday.from, .to = holiday.to, .name = holiday.name});
  for (const Calendar::ShiftedWorkday& workday : year.workdays)
    text.workdays.push_back({.day = workday.day, .name = workday.name});
  return write(text);
}

}  // namespace qinqing::base
