#include "casework/calendar/notice_text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <string>

namespace qinqing::casework {
namespace {

using base::Date;

// Where one line is read, from its beginning on.
class Cursor {
 public:
  explicit Cursor(std::string_view rest) : rest_(rest) {}

  bool empty() {
    blanks();
    return rest_.empty();
  }
  bool take(std::string_view word) {
    blanks();
    if (!rest_.starts_with(word)) return false;
    rest_.remove_prefix(word.size());
    return true;
  }
  template <std::size_t N>
  bool take_any(const std::array<std::string_view, N>& words) {
    return std::ranges::any_of(words, [&](std::string_view word) { return take(word); });
  }
  std::optional<int> number() {
    blanks();
    int value = 0;
    const auto read = std::from_chars(rest_.data(), rest_.data() + rest_.size(), value);
    if (read.ec != std::errc() || value < 0) return std::nullopt;
    rest_.remove_prefix(static_cast<std::size_t>(read.ptr - rest_.data()));
    return value;
  }
  // Up to the first of these words, which is taken too; all of it where there is none.
  template <std::size_t N>
  std::string_view until(const std::array<std::string_view, N>& words) {
    std::size_t end = rest_.size();
    std::size_t after = end;
    for (const std::string_view word : words)
      if (const std::size_t at = rest_.find(word); at < end) {
        end = at;
        after = at + word.size();
      }
    const std::string_view text = rest_.substr(0, end);
    rest_.remove_prefix(after);
    return text;
  }

 private:
  void blanks() {
    for (bool more = true; more;) {
      more = false;
      for (const std::string_view blank : {" ", "\t", "\r", "　"})
        if (rest_.starts_with(blank)) {
          rest_.remove_prefix(blank.size());
          more = true;
        }
    }
  }

  std::string_view rest_;
};

constexpr std::array<std::string_view, 4> kNameEnds{"：", ":", " ", "　"};
constexpr std::array<std::string_view, 4> kSentenceEnds{"。", "；", ";", "."};
constexpr std::array<std::string_view, 6> kTo{"至", "到", "—", "–", "~", "-"};
constexpr std::array<std::string_view, 4> kAnd{"、", "，", ",", "和"};
constexpr std::array<std::string_view, 2> kOpen{"（", "("};
constexpr std::array<std::string_view, 2> kClose{"）", ")"};
constexpr std::array<std::string_view, 10> kNumerals{"一", "二", "三", "四", "五",
                                                     "六", "七", "八", "九", "十"};

std::string_view trimmed(std::string_view text) {
  for (const std::string_view blank : {" ", "\t", "\r", "　"}) {
    while (text.starts_with(blank)) text.remove_prefix(blank.size());
    while (text.ends_with(blank)) text.remove_suffix(blank.size());
  }
  return text;
}

// “一、元旦” → “元旦”; “国庆节、中秋节” stays.
std::string_view without_ordinal(std::string_view name) {
  std::string_view rest = name;
  while (std::ranges::any_of(kNumerals, [&](std::string_view n) { return rest.starts_with(n); }))
    rest.remove_prefix(kNumerals[0].size());
  constexpr std::string_view kComma = "、";
  if (rest.size() == name.size() || !rest.starts_with(kComma)) return name;
  return trimmed(rest.substr(kComma.size()));
}

class Line {
 public:
  Line(std::string_view text, std::string pointer, int year, bool work, NoticeDays& out,
       base::Faults& faults)
      : at_(text),
        pointer_(std::move(pointer)),
        year_(year),
        work_(work),
        out_(out),
        faults_(faults) {}

  void read() {
    name_ = std::string(without_ordinal(trimmed(at_.until(kNameEnds))));
    if (name_.empty() || name_.find("月") != std::string::npos)
      return fault("notice.name", "这一行没有写节日的名称", "先写名称，例如“元旦：1月1日至3日”");
    if (at_.empty()) return no_day();
    while (!at_.empty())
      if (!sentence()) return;
  }

 private:
  struct Range {
    Date from, to;
  };

  bool sentence() {
    std::vector<Range> ranges;
    do {
      const auto from = day(ranges.empty() ? nullptr : &ranges.back().to);
      if (!from) return false;
      std::optional<Date> to = from;
      if (at_.take_any(kTo)) to = day(&*from);
      if (!to) return false;
      ranges.push_back({*from, *to});
    } while (at_.take_any(kAnd));
    const std::string_view said = trimmed(at_.until(kSentenceEnds));
    if (work_ || said.find("上班") != std::string_view::npos) return workdays(ranges, said);
    return holiday(ranges, said);
  }

  bool workdays(const std::vector<Range>& ranges, std::string_view said) {
    if (!said.empty() && said != "上班") return words(said);
    for (const Range& range : ranges) {
      if (range.from != range.to) {
        fault("notice.words", "调休上班的日子要一天一天写", "例如“春节：2月14日、2月28日上班”");
        return false;
      }
      out_.workdays.push_back({.day = range.from, .name = name_});
    }
    return true;
  }

  bool holiday(const std::vector<Range>& ranges, std::string_view said) {
    if (!said.empty() && !said.starts_with("放假")) return words(said);
    std::int32_t days = 0;
    for (const Range& range : ranges) {
      out_.holidays.push_back({.from = range.from, .to = range.to, .name = name_});
      days += range.to - range.from + 1;
    }
    constexpr std::string_view kTotal = "共";
    const std::size_t total = said.find(kTotal);
    if (total == std::string_view::npos) return true;
    const auto counted = Cursor(said.substr(total + kTotal.size())).number();
    if (counted && *counted != days)
      fault("notice.total",
            "写的是共 " + std::to_string(*counted) + " 天，日子数下来是 " + std::to_string(days) +
                " 天",
            "照通知核对这一行的日子");
    return true;
  }

  // `before`: a day whose month goes without saying.
  std::optional<Date> day(const Date* before) {
    int year = before != nullptr ? before->year() : year_;
    std::optional<int> month;
    auto number = at_.number();
    if (number && (at_.take("年") || at_.take("-"))) {
      year = *number;
      number = at_.number();
    }
    if (number && (at_.take("月") || at_.take("-"))) {
      month = number;
      number = at_.number();
    } else if (before != nullptr) {
      month = before->month();
    }
    at_.take("日");
    const auto found = number && month ? Date::of(year, *month, *number) : std::nullopt;
    if (!found) {
      no_day();
      return std::nullopt;
    }
    if (at_.take_any(kOpen)) weekday(*found, at_.until(kClose));
    return found;
  }

  // “农历腊月二十八、周日”
  void weekday(Date day, std::string_view said) {
    const std::string name = day.weekday_chinese();  // 星期日
    const std::string right = name.substr(std::string_view("星期").size());
    for (const std::string_view word : {"星期", "周"}) {
      const std::size_t at = said.find(word);
      if (at == std::string_view::npos) continue;
      if (!said.substr(at + word.size()).starts_with(right))
        fault("notice.weekday",
              day.to_chinese_full() + "是" + name + "，写的是“" + std::string(said) + "”",
              "照通知核对日子，也看看年份对不对");
      return;
    }
  }

  void no_day() {
    fault("notice.day", "“" + name_ + "”后面有一处看不出是哪一天，或者没有这一天",
          "例如“1月1日至3日”“2027-01-01至2027-01-03”");
  }
  bool words(std::string_view said) {
    fault("notice.words", "看不懂“" + std::string(said) + "”",
          "一句话写放假的日子，或者写哪几天上班，例如“1月1日至3日放假”“1月4日上班”");
    return false;
  }
  void fault(std::string_view code, const std::string& what, std::string_view right) {
    faults_.add(code, pointer_, what, right);
  }

  Cursor at_;
  std::string pointer_;
  int year_;
  bool work_;
  NoticeDays& out_;
  base::Faults& faults_;
  std::string name_;
};

void read_lines(std::string_view text, std::string_view area, int year, bool work, NoticeDays& out,
                base::Faults& faults) {
  for (std::size_t number = 1; !text.empty(); ++number) {
    const std::size_t end = text.find('\n');
    const std::string_view line = trimmed(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (!line.empty()) Line(line, base::pointer_to(area, number), year, work, out, faults).read();
  }
}

}  // namespace

NoticeDays read_notice_days(std::string_view off, std::string_view work, int year,
                            base::Faults& faults) {
  NoticeDays days;
  read_lines(off, "/off", year, false, days, faults);
  read_lines(work, "/work", year, true, days, faults);
  if (days.holidays.empty() && faults.empty())
    faults.add("notice.empty", "/off", "没有写放假的日子", "把通知里的各段原文粘贴到这里");
  return days;
}

}  // namespace qinqing::casework
