// The keys of one YAML mapping, each read once; what nobody asked for is a fault.
//
// base/reader.h reads records; the numbers here are doubles and several keys take one value or one
// for each level or indicator, so they are read key by key.
#pragma once

#include <boost/json/value.hpp>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/fault.h"

namespace qinqing::composite {

class Fields {
 public:
  // `value` must outlive the Fields. A value that is no mapping is a fault, and then has no keys.
  Fields(const boost::json::value& value, std::string pointer, base::Faults& faults);

  // nullptr where absent or null.
  const boost::json::value* find(std::string_view key);
  bool has(std::string_view key) { return find(key) != nullptr; }

  std::optional<std::string> text(std::string_view key);
  std::string text(std::string_view key, std::string_view fallback);
  std::string required_text(std::string_view key);
  std::optional<double> number(std::string_view key);
  double number(std::string_view key, double fallback);
  double required_number(std::string_view key);
  int whole(std::string_view key, int fallback, int least, int most);
  bool flag(std::string_view key, bool fallback);
  // One value or a list of them; empty where absent.
  std::vector<double> numbers(std::string_view key);
  std::vector<std::string> texts(std::string_view key);
  // The position of the value among `names`; `fallback` where absent.
  std::size_t choice(std::string_view key, std::span<const std::string_view> names,
                     std::optional<std::size_t> fallback);

  void fault(std::string_view code, std::string_view key, std::string what, std::string right = "");
  const std::string& pointer() const { return pointer_; }
  // Names the keys that were never asked for.
  void done();

 private:
  const boost::json::object* object_ = nullptr;
  std::string pointer_;
  base::Faults& faults_;
  std::set<std::string, std::less<>> asked_;
};

}  // namespace qinqing::composite
