// What the engines say of themselves. Internal to store; the one place with statements that differ
// between the engines.
#pragma once

#include <compare>
#include <string>
#include <string_view>
#include <vector>

#include "store/connection.h"

namespace qinqing::store {

struct CatalogueColumn {
  std::string name;
  std::string type;  // "text", "bigint"
  bool optional = false;
  friend auto operator<=>(const CatalogueColumn&, const CatalogueColumn&) = default;
};

extern const char* const kCreateMigrations;

// The columns of a table; none if there is no such table.
std::vector<CatalogueColumn> columns_of(Connection& connection, std::string_view table);

// Makes others who migrate at the same moment wait until this transaction ends.
void lock_schema(Connection& connection);

}  // namespace qinqing::store
