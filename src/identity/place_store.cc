#include "identity/place_store.h"

#include <map>
#include <utility>

#include "identity/queries.h"

namespace qinqing::identity {
namespace {

bool same(const Place& a, const Place& b) {
  return a.parent == b.parent && a.kind == b.kind && a.name == b.name &&
         a.name_initials == b.name_initials && a.code == b.code && a.valid_from == b.valid_from &&
         a.valid_to == b.valid_to;
}

std::map<std::string, Place> by_id(std::vector<Place> places) {
  std::map<std::string, Place> map;
  for (Place& place : places) map.emplace(place.id, std::move(place));
  return map;
}

void adopt(store::Unit& unit, const Place& wanted, const Place* kept) {
  unit.event({.kind = kept == nullptr ? "place.add" : "place.change",
              .account = "",
              .post = "",
              .place = wanted.id,
              .subject = wanted.id,
              .basis = "policy/places"});
  Place row = wanted;
  row.version = kept == nullptr ? 0 : kept->version;
  if (kept == nullptr)
    unit.insert(row);
  else
    unit.update(row);
}

}  // namespace

std::size_t adopt_places(store::Database& database, const Places& places) {
  return database.write([&](store::Unit& unit) {
    const auto kept = by_id(queries::all_places(unit.sql()));
    std::size_t changed = 0;
    for (const Place& place : places.all()) {
      const auto found = kept.find(place.id);
      if (found != kept.end() && same(found->second, place)) continue;
      adopt(unit, place, found == kept.end() ? nullptr : &found->second);
      ++changed;
    }
    return changed;
  });
}

base::Result<Places> stored_places(store::Database& database) {
  return Places::of(database.read([](store::Sql& sql) { return queries::all_places(sql); }));
}

}  // namespace qinqing::identity
