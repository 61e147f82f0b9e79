#include "identity/places.h"

#include <algorithm>
#include <utility>

#include "identity/pinyin.h"
#include "identity/places_check.h"

namespace qinqing::identity {

std::string_view title_of(PlaceKind kind) {
  switch (kind) {
    case PlaceKind::province:
      return "省";
    case PlaceKind::city:
      return "市";
    case PlaceKind::district:
      return "区县（市）";
    case PlaceKind::township:
      return "乡镇（街道）";
    case PlaceKind::community:
      return "社区（村）";
    case PlaceKind::zone:
      return "功能区";
  }
  return "";
}

base::Result<Places> Places::of(std::vector<Place> places) {
  base::Faults faults;
  PlacesCheck(places, [&](std::size_t index, base::Fault fault) {
    fault.pointer = base::pointer_to("", places[index].id) + fault.pointer;
    faults.add(std::move(fault));
  }).run();
  if (!faults.empty()) return faults;
  Places made;
  made.places_ = std::move(places);
  for (std::size_t i = 0; i < made.places_.size(); ++i) {
    made.by_id_[made.places_[i].id] = i;
    made.below_[made.places_[i].parent.value_or("")].push_back(i);
  }
  return made;
}

const Place* Places::find(std::string_view id) const {
  const auto found = by_id_.find(id);
  return found == by_id_.end() ? nullptr : &places_[found->second];
}

std::vector<const Place*> Places::below(std::string_view id) const {
  std::vector<const Place*> found;
  const auto list = below_.find(id);
  if (list == below_.end()) return found;
  found.reserve(list->second.size());
  for (const std::size_t index : list->second) found.push_back(&places_[index]);
  return found;
}

std::vector<std::string> Places::path(std::string_view id) const {
  std::vector<std::string> path;
  for (const Place* place = find(id); place != nullptr;
       place = place->parent ? find(*place->parent) : nullptr)
    path.push_back(place->id);
  return path;
}

bool Places::within(std::string_view id, std::string_view ancestor) const {
  for (const Place* place = find(id); place != nullptr;
       place = place->parent ? find(*place->parent) : nullptr)
    if (place->id == ancestor) return true;
  return false;
}

std::vector<const Place*> Places::search(std::string_view text, std::size_t limit) const {
  std::vector<const Place*> found;
  if (text.empty()) return found;
  const std::string initials = pinyin_initials(text);
  // Initials are asked for in plain letters only: 海曙 is not meant to find 黄山.
  const bool letters = initials.size() == text.size();
  for (const Place& place : places_) {
    const bool by_name = place.name.find(text) != std::string::npos;
    const bool by_initials =
        letters && (place.name_initials.starts_with(initials) ||
                    place.name_initials.find(" " + initials) != std::string::npos);
    if (by_name || by_initials) found.push_back(&place);
  }
  // All point into one vector, so that the pointers' order is the order given.
  std::ranges::sort(found, {}, [](const Place* place) { return std::pair(place->kind, place); });
  found.resize(std::min(found.size(), limit));
  return found;
}

}  // namespace qinqing::identity
