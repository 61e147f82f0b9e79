// Every statement of rulings that is more than a row by its key. Internal.
//
// Thread-safety: one thread at a time, as the Sql given.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "identity/model.h"
#include "norms/rulings/rulings.h"

namespace qinqing::norms::ruling_queries {

// The organisation whose holders of that role act for just that place on the day; "" = none.
std::string office(store::Sql& sql, std::string_view place, identity::Role role, base::Date day);
std::optional<Ruling> by_code_hash(store::Sql& sql, std::string_view hash);
std::vector<Ruling> of_asker(store::Sql& sql, std::string_view person, std::string_view after,
                             int limit);
// Asked in one of the places; `open`: whose case has not ended.
std::vector<Ruling> in_places(store::Sql& sql, const std::vector<std::string>& places, bool open,
                              std::string_view after, int limit);
// Anonymous ones that wait in that place.
std::int64_t anonymous_open(store::Sql& sql, std::string_view place);
std::vector<Ruling> all_published(store::Sql& sql);
// Another number after every change of what is published.
std::int64_t published_mark(store::Sql& sql);
std::vector<Ruling> published_page(store::Sql& sql, const PublishedQuery& query);
// Cases of rulings that have not ended and owe something late.
std::vector<std::string> late_cases(store::Sql& sql, std::string_view after, int limit);
std::int64_t waiting(store::Sql& sql);

}  // namespace qinqing::norms::ruling_queries
