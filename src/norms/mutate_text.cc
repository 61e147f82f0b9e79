#include "norms/mutate_text.h"

#include <algorithm>
#include <cctype>
#include <functional>
#include <regex>

#include "base/fault.h"

namespace qinqing::norms {
namespace {

bool inside_string(std::string_view text, std::size_t at) {
  return std::ranges::count(text.substr(0, at), '"') % 2 == 1;
}

std::string with(std::string_view text, std::size_t at, std::size_t length,
                 std::string_view replacement) {
  return std::string(text.substr(0, at)) + std::string(replacement) +
         std::string(text.substr(at + length));
}

std::vector<std::string> moved_number(const std::string& number, bool count) {
  const auto value = base::Decimal::parse(number);
  if (!value) return {};
  const base::Decimal step = count ? base::Decimal(1) : *base::Decimal::parse("0.01");
  std::vector<std::string> moved;
  for (const base::Decimal& next : {*value + step, *value - step})
    if (!next.is_negative()) moved.push_back(next.to_string());
  return moved;
}

std::vector<std::string> moved_date(std::string_view day) {
  const auto date = base::Date::parse(day);
  if (!date) return {};
  return {date->add_days(1).to_string(), date->add_days(-1).to_string()};
}

std::vector<std::string> moved_offset(std::string_view offset) {
  const auto period = base::Period::parse(offset);
  if (!period) return {};
  base::Period later = *period;
  base::Period earlier = *period;
  ++later.count;
  --earlier.count;
  return {later.to_string(), earlier.to_string()};
}

class TreeWalk {
 public:
  TreeWalk(std::string_view file, const Pack& pack) : file_(file), pack_(pack) {}

  std::vector<YamlChange> run(const boost::json::value& tree) {
    walk(tree, "", "", "");
    return std::move(changes_);
  }

 private:
  void walk(const boost::json::value& node, const std::string& pointer, std::string_view key,
            std::string_view parent_key) {
    if (const auto* object = node.if_object())
      for (const auto& [name, child] : *object)
        walk(child, base::pointer_to(pointer, name), name, key);
    if (const auto* array = node.if_array())
      for (std::size_t i = 0; i < array->size(); ++i)
        walk((*array)[i], base::pointer_to(pointer, i), "", key);
    if (const auto* text = node.if_string()) leaf(std::string(*text), pointer, key, parent_key);
  }

  void leaf(const std::string& text, const std::string& pointer, std::string_view key,
            std::string_view parent_key) {
    if (key == "from" || key == "to" || key == "edition")
      add("date", pointer, text, moved_date(text));
    if (file_ == "parameters.yaml" && key == "value")
      add("threshold", pointer, text, moved_number(text, is_count(pointer)));
    if (file_ != "duties.yaml") return;
    if (key == "offset") add("change_offset", pointer, text, moved_offset(text));
    if (parent_key == "clauses") swap_clause(pointer, text);
  }

  // "/3/values/0/value" → the fourth parameter.
  bool is_count(const std::string& pointer) const {
    const auto at = static_cast<std::size_t>(std::stoul(pointer.substr(1)));
    return at < pack_.parameters.size() && pack_.parameters[at].type == FactType::count;
  }

  void swap_clause(const std::string& pointer, const std::string& id) {
    const auto index = pack_.clause_index(id);
    if (!index) return;
    const auto other = (*index + 1U) % pack_.clauses.size();
    add("swap_clause", pointer, id, {pack_.clauses[other].id});
  }

  void add(std::string_view op, const std::string& pointer, const std::string& before,
           const std::vector<std::string>& after) {
    for (const std::string& value : after)
      changes_.push_back({std::string(op), pointer, before + " → " + value, value});
  }

  std::string_view file_;
  const Pack& pack_;
  std::vector<YamlChange> changes_;
};

}  // namespace

std::vector<std::string> shifted_numbers(std::string_view condition, bool count) {
  static const std::regex kNumber(R"(\d+(\.\d+)?)");
  const std::string text(condition);
  std::vector<std::string> shifted;
  for (std::sregex_iterator at(text.begin(), text.end(), kNumber), end; at != end; ++at) {
    const auto position = static_cast<std::size_t>(at->position());
    if (inside_string(text, position)) continue;
    // A digit inside a name ("level2") is no literal.
    if (position > 0 && (std::isalnum(static_cast<unsigned char>(text[position - 1])) != 0 ||
                         text[position - 1] == '_'))
      continue;
    for (const std::string& number : moved_number(at->str(), count))
      shifted.push_back(with(text, position, at->str().size(), number));
  }
  return shifted;
}

std::vector<std::string> shifted_dates(std::string_view condition) {
  static const std::regex kDate(R"(\d{4}-\d{2}-\d{2})");
  const std::string text(condition);
  std::vector<std::string> shifted;
  for (std::sregex_iterator at(text.begin(), text.end(), kDate), end; at != end; ++at)
    for (const std::string& day : moved_date(at->str()))
      shifted.push_back(
          with(text, static_cast<std::size_t>(at->position()), at->str().size(), day));
  return shifted;
}

std::vector<YamlChange> yaml_changes(const boost::json::value& tree, std::string_view file,
                                     const Pack& pack) {
  return TreeWalk(file, pack).run(tree);
}

}  // namespace qinqing::norms
