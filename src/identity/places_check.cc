#include "identity/places_check.h"

#include <algorithm>
#include <utility>

namespace qinqing::identity {
namespace {

constexpr std::size_t kIdMax = 40;

bool good_id(std::string_view id) {
  return !id.empty() && id.size() <= kIdMax && std::ranges::all_of(id, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  });
}

bool may_lie_in(PlaceKind kind, PlaceKind parent) {
  switch (kind) {
    case PlaceKind::province:
      return false;
    case PlaceKind::city:
      return parent == PlaceKind::province;
    case PlaceKind::district:
      return parent == PlaceKind::city;
    case PlaceKind::township:
      return parent == PlaceKind::district;
    case PlaceKind::community:
      return parent == PlaceKind::township || parent == PlaceKind::zone;
    case PlaceKind::zone:
      return parent == PlaceKind::city || parent == PlaceKind::district;
  }
  return false;
}

// How many digits a code has and how many of them are the place's own and its parents'; the rest
// are zeros (GB/T 2260 for six digits, GB/T 10114 and the statistical rules for the longer ones).
struct CodeForm {
  std::size_t digits;
  std::size_t own;
};

CodeForm form_of(PlaceKind kind) {
  switch (kind) {
    case PlaceKind::province:
      return {6, 2};
    case PlaceKind::city:
      return {6, 4};
    case PlaceKind::district:
      return {6, 6};
    case PlaceKind::township:
      return {9, 9};
    case PlaceKind::community:
      return {12, 12};
    case PlaceKind::zone:
      return {0, 0};
  }
  return {0, 0};
}

bool good_code(std::string_view code, CodeForm form) {
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  if (code.size() != form.digits || !std::ranges::all_of(code, is_digit)) return false;
  // Of its own digits the last two or three are the place's; all zeros name the place above it.
  const std::size_t last = form.own <= 6 ? 2 : 3;
  return code.substr(form.own).find_first_not_of('0') == std::string_view::npos &&
         code.substr(form.own - last, last).find_first_not_of('0') != std::string_view::npos;
}

bool overlap(const Place& a, const Place& b) {
  return (!a.valid_to || !b.valid_from || *b.valid_from <= *a.valid_to) &&
         (!b.valid_to || !a.valid_from || *a.valid_from <= *b.valid_to);
}

}  // namespace

PlacesCheck::PlacesCheck(const std::vector<Place>& places, Tell tell)
    : places_(places), tell_(std::move(tell)) {}

void PlacesCheck::run() {
  index_ids();
  for (std::size_t i = 0; i < places_.size(); ++i) place(i);
  cycles();
  shared_codes();
}

void PlacesCheck::index_ids() {
  for (std::size_t i = 0; i < places_.size(); ++i)
    if (!by_id_.emplace(places_[i].id, i).second)
      fault(i, "id", "place.duplicate", "编号“" + places_[i].id + "”用了不止一次");
}

void PlacesCheck::place(std::size_t index) {
  const Place& place = places_[index];
  if (!good_id(place.id))
    fault(index, "id", "place.id", "编号写得不对", "用小写字母、数字和“-”，最多 40 个");
  if (place.name.empty()) fault(index, "name", "place.name", "没有写名称");
  if (place.valid_from && place.valid_to && *place.valid_to < *place.valid_from)
    fault(index, "to", "place.dates", "结束早于开始");
  parent(index);
  if (place.code) code(index, *place.code);
}

void PlacesCheck::parent(std::size_t index) {
  const Place& place = places_[index];
  if (!place.parent) return;
  const auto found = by_id_.find(*place.parent);
  if (found == by_id_.end())
    return fault(index, "parent", "place.parent", "没有编号为“" + *place.parent + "”的地方");
  const PlaceKind parent = places_[found->second].kind;
  if (!may_lie_in(place.kind, parent))
    fault(index, "kind", "place.kind",
          std::string(title_of(place.kind)) + "不能直接放在" + std::string(title_of(parent)) +
              "下面");
}

void PlacesCheck::code(std::size_t index, const std::string& code) {
  const Place& place = places_[index];
  const CodeForm form = form_of(place.kind);
  if (form.digits == 0)
    return fault(index, "code", "place.code", "功能区没有行政区划代码", "去掉 code");
  if (!good_code(code, form))
    return fault(
        index, "code", "place.code", "代码写得不对",
        std::string(title_of(place.kind)) + "的代码是 " + std::to_string(form.digits) + " 位数字");
  const auto parent = place.parent ? by_id_.find(*place.parent) : by_id_.end();
  if (parent == by_id_.end()) return;
  const Place& above = places_[parent->second];
  if (!above.code) return;
  const std::string prefix = above.code->substr(0, form_of(above.kind).own);
  if (!code.starts_with(prefix))
    fault(index, "code", "place.code", "代码和上级“" + above.name + "”的对不上",
          "应以 " + prefix + " 开头");
}

// Walks up from each place; more steps than there are places is a ring.
void PlacesCheck::cycles() {
  for (std::size_t i = 0; i < places_.size(); ++i) {
    const Place* at = &places_[i];
    for (std::size_t steps = 0; at->parent && steps <= places_.size(); ++steps) {
      const auto up = by_id_.find(*at->parent);
      if (up == by_id_.end()) break;
      at = &places_[up->second];
      if (up->second != i) continue;
      fault(i, "parent", "place.cycle", "“" + places_[i].name + "”的上级里又有它自己");
      break;
    }
  }
}

void PlacesCheck::shared_codes() {
  std::map<std::string_view, std::vector<std::size_t>> by_code;
  for (std::size_t i = 0; i < places_.size(); ++i) {
    const Place& place = places_[i];
    if (!place.code) continue;
    auto& others = by_code[*place.code];
    for (const std::size_t other : others)
      if (overlap(places_[other], place))
        fault(i, "code", "place.duplicate", "代码和“" + places_[other].name + "”的一样");
    others.push_back(i);
  }
}

void PlacesCheck::fault(std::size_t index, std::string_view member, std::string_view code,
                        std::string what, std::string right) {
  tell_(index, {.code = std::string(code),
                .pointer = base::pointer_to("", member),
                .what = std::move(what),
                .right = std::move(right),
                .file = "",
                .line = 0});
}

}  // namespace qinqing::identity
