#include "casework/procedure.h"

#include <algorithm>

namespace qinqing::casework {
namespace {

template <class T>
const T* by_id(const std::vector<T>& items, std::string_view id) {
  const auto found = std::ranges::find(items, id, &T::id);
  return found == items.end() ? nullptr : &*found;
}

}  // namespace

bool Transition::starts_in(std::string_view state) const {
  return std::ranges::find(from, state) != from.end();
}

base::Period Deadline::counted() const {
  return base::Period::parse(period).value_or(base::Period{});
}

std::optional<base::Period> Deadline::warning() const {
  if (!warn_before) return std::nullopt;
  auto offset = base::Period::parse(*warn_before);
  if (offset) offset->count = -offset->count;
  return offset;
}

const Party* Procedure::party(std::string_view wanted) const {
  return by_id(parties, wanted);
}
const State* Procedure::state(std::string_view wanted) const {
  return by_id(states, wanted);
}
const Field* Procedure::field(std::string_view wanted) const {
  return by_id(fields, wanted);
}
const Transition* Procedure::transition(std::string_view wanted) const {
  return by_id(transitions, wanted);
}
const Deadline* Procedure::deadline(std::string_view wanted) const {
  return by_id(deadlines, wanted);
}

std::string format_number(std::string_view form, int year, long long n) {
  std::string number(form);
  const auto put = [&](std::string_view placeholder, const std::string& value) {
    const std::size_t at = number.find(placeholder);
    if (at != std::string::npos) number.replace(at, placeholder.size(), value);
  };
  put("{year}", std::to_string(year));
  put("{n}", std::to_string(n));
  return number;
}

const std::string& said_to(const Transition& transition, const std::vector<std::string>& roles) {
  for (const SaidFor& own : transition.said_for)
    if (std::ranges::find(roles, own.role) != roles.end()) return own.text;
  return transition.said;
}

}  // namespace qinqing::casework
