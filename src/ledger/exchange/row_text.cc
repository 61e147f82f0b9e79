#include "ledger/exchange/row_text.h"

#include <boost/json/object.hpp>

#include "base/canonical.h"
#include "base/json.h"
#include "base/text.h"
#include "ledger/exchange/files.h"

namespace qinqing::ledger {
namespace {

using boost::json::value;
using store::Column;
using store::Table;
using store::Value;

constexpr std::int64_t kSafeInteger = (std::int64_t{1} << 53) - 1;

bool has_form(const Value& given) {
  if (const auto* number = std::get_if<std::int64_t>(&given))
    return *number <= kSafeInteger && *number >= -kSafeInteger;
  const auto* text = std::get_if<std::string>(&given);
  return text == nullptr ||
         (!base::first_invalid_utf8(*text) && text->find('\0') == std::string::npos);
}

void append(std::string& out, const Value& given) {
  if (const auto* number = std::get_if<std::int64_t>(&given))
    out += std::to_string(*number);
  else if (const auto* text = std::get_if<std::string>(&given))
    base::append_canonical_string(out, *text);
  else
    out += "null";
}

std::string text_of(const Table& table, std::span<const Value> row) {
  std::string out = "{";
  for (const std::size_t i : table.by_name) {
    if (out.size() > 1) out += ',';
    out.append("\"").append(table.columns[i].name).append("\":");
    append(out, row[i]);
  }
  out += '}';
  return out;
}

// nullopt where the column cannot hold it.
std::optional<Value> held(const Column& column, const value& given) {
  if (given.is_null()) {
    if (!column.optional) return std::nullopt;
    return Value(std::monostate());
  }
  if (column.type == store::ColumnType::integer) {
    if (!given.is_int64()) return std::nullopt;
    return Value(given.get_int64());
  }
  if (!given.is_string()) return std::nullopt;
  return Value(std::string(given.get_string()));
}

}  // namespace

std::string row_text(const Table& table, std::span<const Value> row) {
  for (std::size_t i = 0; i < row.size(); ++i)
    if (!has_form(row[i]))
      throw FileTrouble("表 " + table.name + " 的列 " + table.columns[i].name +
                        " 里有没法导出的值：整数超出 ±(2^53−1)，或者文字不是 UTF-8");
  return text_of(table, row);
}

std::variant<std::vector<Value>, std::string> row_of_text(const Table& table,
                                                          std::string_view line) {
  if (base::first_invalid_utf8(line)) return "不是 UTF-8 编码";
  const auto parsed = base::parse_json(line, {.bytes_max = kLineMax});
  if (!parsed) return "不是 JSON：" + parsed.faults()[0].what;
  const auto* object = parsed->if_object();
  if (object == nullptr) return "不是 JSON 对象";
  std::vector<Value> row;
  for (const Column& column : table.columns) {
    const value* given = object->if_contains(column.name);
    if (given == nullptr) return "缺列 " + column.name;
    auto found = held(column, *given);
    if (!found || !has_form(*found)) return "列 " + column.name + " 里的值不合这一列";
    row.push_back(*std::move(found));
  }
  if (object->size() != table.columns.size()) return "有这张表没有的列";
  if (text_of(table, row) != line) return "不是规范写法（RFC 8785）";
  return row;
}

}  // namespace qinqing::ledger
