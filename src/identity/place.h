// A place of the administrative tree: a city, its districts, their townships, their communities,
// and the development zones beside them. Posts, units and records belong to places.
//
// A place has its own id, which never changes; codes do (districts merge), and zones have none.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <string>

#include "base/date.h"
#include "store/table.h"

namespace qinqing::identity {

enum class PlaceKind { province, city, district, township, community, zone };
BOOST_DESCRIBE_ENUM(PlaceKind, province, city, district, township, community, zone)

// "区县（市）", "乡镇（街道）" …
std::string_view title_of(PlaceKind kind);

struct Place {
  std::string id;  // "nb-haishu", "nb-330203005"
  std::int64_t version = 0;
  std::optional<std::string> parent;
  PlaceKind kind = PlaceKind::community;
  std::string name;
  std::string name_initials;        // as search_initials makes them
  std::optional<std::string> code;  // GB/T 2260 and GB/T 10114: 6, 9 or 12 digits
  std::optional<base::Date> valid_from;
  std::optional<base::Date> valid_to;  // the last day on which it was a place of its own

  bool valid_on(base::Date day) const {
    return (!valid_from || *valid_from <= day) && (!valid_to || day <= *valid_to);
  }

  static constexpr store::TableInfo kTable{.name = "place", .kind = store::TableKind::record};
};
BOOST_DESCRIBE_STRUCT(Place, (),
                      (id, version, parent, kind, name, name_initials, code, valid_from, valid_to))

}  // namespace qinqing::identity
