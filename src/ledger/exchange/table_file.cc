#include "ledger/exchange/table_file.h"

#include <algorithm>

#include "ledger/exchange/row_text.h"

namespace qinqing::ledger {
namespace {

using store::Value;

}  // namespace

std::optional<base::Fault> read_table(
    const std::filesystem::path& folder, const ExportedTable& said, const store::Table& table,
    const std::function<void(std::span<const store::Value> row)>& each) {
  const std::string name = "tables/" + table.name + ".jsonl";
  Lines lines(folder / name);
  const auto fault = [&](std::string code, std::string what, int line) {
    return base::Fault{.code = std::move(code),
                       .pointer = "",
                       .what = std::move(what),
                       .right = "应是 qinqing export 写的原样",
                       .file = name,
                       .line = line};
  };
  std::vector<Value> before;
  std::int64_t rows = 0;
  while (const auto line = lines.next()) {
    auto read = row_of_text(table, *line);
    if (const auto* wrong = std::get_if<std::string>(&read))
      return fault("import.line", *wrong, lines.number());
    auto& row = std::get<std::vector<Value>>(read);
    const std::span key = std::span(row).first(table.keys);
    if (rows > 0 && !std::ranges::lexicographical_compare(before, key)) {
      const bool twice = std::ranges::equal(before, key);
      return fault("import.order", twice ? "键和上一行一样" : "没有按键的次序排", lines.number());
    }
    before.assign(key.begin(), key.end());
    each(row);
    ++rows;
  }
  if (!lines.trouble().empty()) return fault("import.line", lines.trouble(), lines.number());
  if (rows != said.rows)
    return fault(
        "import.hash",
        "有 " + std::to_string(rows) + " 行，manifest.json 说 " + std::to_string(said.rows) + " 行",
        0);
  if (lines.hash() != said.sha256)
    return fault("import.hash", "内容被改过，和 manifest.json 里的 sha256 对不上", 0);
  return std::nullopt;
}

}  // namespace qinqing::ledger
