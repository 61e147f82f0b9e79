// The tree of places: read from policy/places, or from the rows of the database.
//
//   const auto places = Places::load("policy/places");
//   if (!places) return complain(places.faults());
//   places->within("nb-330203005", "nb-haishu");   // true: the place itself counts as within
//   places->search("hsq", 10);                     // 海曙区
//
// Thread-safety: immutable once made.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/fault.h"
#include "identity/place.h"

namespace qinqing::identity {

class Places {
 public:
  Places() = default;

  // All *.yaml of a folder together; a place may stand in another file than its parent.
  // Faults, with file and line: those of base/yaml.h and base/reader.h, and
  //   place.id          an id that is not lower-case letters, digits and "-", at most 40
  //   place.duplicate   an id or, on the same day, a code that another place has
  //   place.parent      a parent that is not there
  //   place.cycle       a place that lies within itself
  //   place.kind        a kind that cannot lie in its parent's
  //   place.code        a code of the wrong form, or not beginning with the parent's
  //   place.name        no name
  //   place.dates       an end before its beginning
  static base::Result<Places> load(const std::filesystem::path& folder);

  // The same checks on rows; faults have no file and their pointer is "/<id>".
  static base::Result<Places> of(std::vector<Place> places);

  const std::vector<Place>& all() const { return places_; }
  // nullptr if there is none.
  const Place* find(std::string_view id) const;
  // Directly below, in the order given. "" gives the roots.
  std::vector<const Place*> below(std::string_view id) const;
  // The place, its parent, and so on up to the root; empty for an unknown id.
  std::vector<std::string> path(std::string_view id) const;
  // True if `id` is `ancestor` or lies below it; false for unknown ids.
  bool within(std::string_view id, std::string_view ancestor) const;
  // By a part of the name or the beginning of the initials, larger places first, at most `limit`.
  std::vector<const Place*> search(std::string_view text, std::size_t limit) const;

 private:
  std::vector<Place> places_;
  std::map<std::string, std::size_t, std::less<>> by_id_;
  std::map<std::string, std::vector<std::size_t>, std::less<>> below_;
};

}  // namespace qinqing::identity
