// What the lists of identity's API have in common: how much, after what, searched by what.
#pragma once

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <string>
#include <string_view>

#include "http/request.h"
#include "identity/pinyin.h"

namespace qinqing::identity {

inline constexpr std::int64_t kListMax = 200;

struct Listing {
  std::string q;         // "" = all
  std::string initials;  // of q where it is plain letters, else ""
  std::string after;     // the id of the last one seen, "" = from the beginning
  std::int64_t limit = 50;
};

// Of ?q=&after=&limit=. A limit that is no number, or out of 1…200, is the nearest that is one.
inline Listing listing_of(const http::Request& request) {
  const auto text = [&](std::string_view name) {
    return std::string(request.target.query.first(name).value_or(""));
  };
  Listing listing{.q = text("q"), .initials = "", .after = text("after"), .limit = 50};
  const std::string initials = pinyin_initials(listing.q);
  if (initials.size() == listing.q.size()) listing.initials = initials;
  const std::string limit = text("limit");
  std::int64_t number = listing.limit;
  std::from_chars(limit.data(), limit.data() + limit.size(), number);
  listing.limit = std::clamp<std::int64_t>(number, 1, kListMax);
  return listing;
}

}  // namespace qinqing::identity
