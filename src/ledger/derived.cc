#include "ledger/derived.h"

#include <set>
#include <vector>

#include "ledger/verify_queries.h"

namespace qinqing::ledger {
namespace {

using store::Value;

std::string plain(const Value& value) {
  if (const auto* number = std::get_if<std::int64_t>(&value)) return std::to_string(*number);
  const auto* text = std::get_if<std::string>(&value);
  return text == nullptr ? "" : *text;
}

std::string key_of(const store::Table& table, std::span<const Value> row) {
  std::string key;
  for (std::size_t i = 0; i < table.keys; ++i) key += (i == 0 ? "" : "/") + plain(row[i]);
  return key;
}

}  // namespace

std::optional<Finding> compare_derived(store::Sql& sql, const Derived& derived) {
  const store::Table& table = *derived.table;
  std::optional<Finding> wrong;
  std::int64_t told = 0;
  derived.rows(sql, [&](const void* row) {
    ++told;
    if (wrong) return;
    std::vector<Value> values;
    for (const store::Column& column : table.columns) values.push_back(column.get(row));
    const auto kept = row_by_key(sql, table, std::span(values).first(table.keys));
    if (!kept)
      wrong = {table.name, key_of(table, values), Wrong::removed};
    else if (*kept != values)
      wrong = {table.name, key_of(table, values), Wrong::altered};
  });
  // Each row that follows is there: where there are as many, there are no others.
  if (wrong || count_of(sql, table) == told) return wrong;
  std::set<std::string> keys;
  derived.rows(sql, [&](const void* row) {
    std::vector<Value> values;
    for (const store::Column& column : table.columns) values.push_back(column.get(row));
    keys.insert(key_of(table, values));
  });
  every_row(sql, table, [&](std::span<const Value> row) {
    if (wrong) return;
    std::string key = key_of(table, row);
    if (!keys.contains(key)) wrong = {table.name, std::move(key), Wrong::added};
  });
  return wrong;
}

}  // namespace qinqing::ledger
