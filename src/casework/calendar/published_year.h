// A year's holidays as they were published here, from the notice of that year.
//
// Lifetime: plain values.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "store/sql.h"
#include "store/table.h"

namespace qinqing::casework {

struct PublishedYear {
  std::int64_t year = 0;
  std::int64_t version = 0;
  std::string title, number, issuer, dated;  // of the notice; "" where not said, `dated` an ISO day
  std::string body;                          // RFC 8785 JSON as read_calendar_year reads it
  std::string published_by, published_post;  // account and post
  std::string published_at;                  // instant
  // Deadlines whose day it moved; absent until the running ones have been counted again.
  std::optional<std::int64_t> moved;
  static constexpr store::TableInfo kTable{.name = "calendar_year"};
};
BOOST_DESCRIBE_STRUCT(PublishedYear, (),
                      (year, version, title, number, issuer, dated, body, published_by,
                       published_post, published_at, moved))

// In the order in which they were published.
std::vector<PublishedYear> published_years(store::Sql& sql);
// Running deadlines that were counted with a provisional year.
std::int64_t provisional_deadlines(store::Sql& sql);

}  // namespace qinqing::casework
