#include "contact/filings/list.h"

#include <algorithm>
#include <charconv>

namespace qinqing::contact {
namespace {

constexpr std::int64_t kLimitMax = 200;

template <class E>
std::optional<E> named(std::string_view text) {
  std::optional<E> found;
  boost::mp11::mp_for_each<boost::describe::describe_enumerators<E>>([&](auto d) {
    if (text == d.name) found = d.value;
  });
  return found;
}

std::optional<std::int64_t> number(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (ec != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

class Reading {
 public:
  Reading(const http::Form& query, base::Date today) : from_(query) {
    query_.soon_until = today.add_days(3);
  }

  base::Result<ListQuery> run() {
    take_names();
    take_days();
    take_page();
    if (!faults_.empty()) return std::move(faults_);
    return std::move(query_);
  }

 private:
  std::string value(std::string_view name) const {
    return std::string(from_.first(name).value_or(""));
  }
  void wrong(const std::string& name, std::string_view right) {
    faults_.add("value", "/" + name, "参数 " + name + " 写得不对", right);
  }

  void take_names() {
    if (const std::string view = value("view"); !view.empty()) {
      if (const auto found = named<View>(view))
        query_.view = *found;
      else
        wrong("view", "mine、unit 或 place");
    }
    std::string sort = value("sort");
    if (!sort.empty()) {
      query_.descending = sort.starts_with('-');
      if (query_.descending) sort.erase(0, 1);
      if (const auto found = named<Sort>(sort))
        query_.sort = *found;
      else
        wrong("sort", "contact_on、due、opened_at 或 number，前面加 - 为倒序");
    }
    query_.state = value("state");
    query_.verdict = value("verdict");
    query_.due = value("due");
    if (!query_.due.empty() && query_.due != "late" && query_.due != "soon")
      wrong("due", "late 或 soon");
    query_.search = value("q");
    std::ranges::transform(query_.search, query_.search.begin(), [](char c) {
      return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    if (query_.search.size() > 200 || query_.search.find('\0') != std::string::npos)
      wrong("q", "短一些");
  }

  void take_days() {
    for (const char* name : {"from", "to"}) {
      const std::string text = value(name);
      if (text.empty()) continue;
      const auto day = base::Date::parse(text);
      if (!day) wrong(name, "例如 2026-11-27");
      (std::string_view(name) == "from" ? query_.from : query_.to) = day;
    }
  }

  void take_page() {
    query_.after = value("after");
    if (!query_.after.empty() && (query_.after.find('~') == std::string::npos ||
                                  query_.after.find('\0') != std::string::npos))
      wrong("after", "用上一页给的 next");
    if (const std::string limit = value("limit"); !limit.empty()) {
      const auto count = number(limit);
      if (!count || *count < 1 || *count > kLimitMax)
        wrong("limit", "1 到 200");
      else
        query_.limit = *count;
    }
  }

  const http::Form& from_;
  ListQuery query_;
  base::Faults faults_;
};

}  // namespace

base::Result<ListQuery> read_list_query(const http::Form& query, base::Date today) {
  return Reading(query, today).run();
}

}  // namespace qinqing::contact
