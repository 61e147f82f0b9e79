// Statements on one connection, inside a transaction.
//
//   auto place = sql.find<Place>("nb-haishu");                                   // optional<Place>
//   auto below = sql.select<Place>("WHERE parent = :p ORDER BY id", "nb");       // vector<Place>
//   auto counts = sql.rows<std::string, std::int64_t>(
//       "SELECT place, count(*) FROM filing GROUP BY place");                    // vector<tuple>
//   std::int64_t n = sql.number("SELECT count(*) FROM filing WHERE unit = :u", unit);
//
// Placeholders are `:name`, bound in their order of appearance; each name stands once. Statements
// are prepared once a connection and kept. Text in them is the program's own, never a user's.
//
// Errors: store/failure.h. Thread-safety: one thread at a time.
#pragma once

#include <array>
#include <functional>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "store/table.h"
#include "store/value.h"

namespace qinqing::store {

enum class Dialect { sqlite, postgresql };

class Sql {
 public:
  virtual ~Sql() = default;

  virtual Dialect dialect() const = 0;

  // The untyped ground of the rest. `each` is called for every row with values of `types`.
  using Each = std::function<void(std::span<const Value> row)>;
  virtual void query(std::string_view statement, std::span<const Value> arguments,
                     std::span<const ColumnType> types, const Each& each) = 0;
  // Rows changed.
  virtual std::int64_t change(std::string_view statement, std::span<const Value> arguments) = 0;
  // The same, of what no Row describes, such as an index of words: rows that this transaction has
  // found stay known and are not read again.
  virtual std::int64_t change_beside(std::string_view statement,
                                     std::span<const Value> arguments) = 0;

  // `tail` follows "SELECT <columns of Row> FROM <its table> ".
  template <class Row, class... Args>
  std::vector<Row> select(std::string_view tail, const Args&... args) {
    const Table& t = table<Row>();
    std::vector<Row> found;
    select_into(t, tail, std::array<Value, sizeof...(Args)>{as_value(args)...},
                [&]() -> void* { return &found.emplace_back(); });
    return found;
  }

  // By the whole primary key. A transaction on a snapshot reads a row once.
  template <class Row, class... Keys>
  std::optional<Row> find(const Keys&... keys) {
    static_assert(sizeof...(Keys) == Row::kTable.keys, "the whole key");
    std::optional<Row> found;
    find_into(table<Row>(), std::array<Value, sizeof...(Keys)>{as_value(keys)...},
              [&]() -> void* { return &found.emplace(); });
    return found;
  }

  template <class... T, class... Args>
  std::vector<std::tuple<T...>> rows(std::string_view statement, const Args&... args) {
    static constexpr std::array<ColumnType, sizeof...(T)> kTypes{Kept<T>::type...};
    std::vector<std::tuple<T...>> found;
    query(statement, std::array<Value, sizeof...(Args)>{as_value(args)...}, kTypes,
          [&](std::span<const Value> row) {
            fill(found.emplace_back(), row, std::index_sequence_for<T...>());
          });
    return found;
  }

  // The first row, if there is one.
  template <class... T, class... Args>
  std::optional<std::tuple<T...>> row(std::string_view statement, const Args&... args) {
    auto found = rows<T...>(statement, args...);
    if (found.empty()) return std::nullopt;
    return std::move(found.front());
  }

  // The first column of the first row; 0 where there is no row or it holds NULL, as of sum() over
  // nothing.
  template <class... Args>
  std::int64_t number(std::string_view statement, const Args&... args) {
    const auto found = row<std::optional<std::int64_t>>(statement, args...);
    return found ? std::get<0>(*found).value_or(0) : 0;
  }

 private:
  void select_into(const Table& table, std::string_view tail, std::span<const Value> arguments,
                   const std::function<void*()>& add);
  // `add` is called once or not at all.
  virtual void find_into(const Table& table, std::span<const Value> keys,
                         const std::function<void*()>& add) = 0;

  template <class Tuple, std::size_t... I>
  static void fill(Tuple& out, std::span<const Value> row, std::index_sequence<I...>) {
    (Kept<std::tuple_element_t<I, Tuple>>::from(row[I], std::get<I>(out)), ...);
  }
};

}  // namespace qinqing::store
