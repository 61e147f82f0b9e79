#include "contact/filings/place_levels.h"

#include <stdexcept>
#include <tuple>

namespace qinqing::contact {

std::string place_column(std::size_t depth) {
  if (depth < 1 || depth > kPlaceLevels)
    throw std::logic_error("places lie deeper than lists know");
  return "r.place_" + std::to_string(depth);
}

PlaceLevels place_levels(const identity::Places& places, const std::string& place) {
  const auto up = places.path(place);
  if (up.size() > kPlaceLevels) throw std::logic_error("places lie deeper than lists know");
  PlaceLevels levels;
  for (std::size_t i = 0; i < up.size(); ++i) levels[i] = up[up.size() - 1 - i];
  return levels;
}

std::int64_t place_rows_anew(store::Database& database, const identity::Places& places) {
  return database.write([&](store::Unit& unit) {
    using std::string;
    std::int64_t changed = 0;
    for (const auto& [place, l1, l2, l3, l4, l5] :
         unit.sql().rows<string, string, string, string, string, string>(
             "SELECT DISTINCT place, place_1, place_2, place_3, place_4, place_5 FROM "
             "filing_row")) {
      const PlaceLevels right = place_levels(places, place);
      if (right == PlaceLevels{l1, l2, l3, l4, l5}) continue;
      changed += unit.sql().change(
          "UPDATE filing_row SET place_1 = :l1, place_2 = :l2, place_3 = :l3, place_4 = :l4, "
          "place_5 = :l5 WHERE place = :place",
          std::array<store::Value, 6>{right[0], right[1], right[2], right[3], right[4], place});
    }
    return changed;
  });
}

}  // namespace qinqing::contact
