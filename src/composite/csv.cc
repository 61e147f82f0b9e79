#include "composite/csv.h"

#include <set>

#include "base/text.h"

namespace qinqing::composite {
namespace {

// Reads one record from `text` at `at`; false where a quote is not closed.
bool read_record(std::string_view text, std::size_t& at, int& line,
                 std::vector<std::string>& fields) {
  fields.assign(1, "");
  bool quoted = false;
  for (; at < text.size(); ++at) {
    const char c = text[at];
    if (c == '\n') ++line;
    if (quoted) {
      if (c != '"')
        fields.back() += c;
      else if (at + 1 < text.size() && text[at + 1] == '"')
        fields.back() += text[++at];
      else
        quoted = false;
    } else if (c == '"' && fields.back().empty()) {
      quoted = true;
    } else if (c == ',') {
      fields.emplace_back();
    } else if (c == '\n') {
      ++at;
      return true;
    } else if (c != '\r' || (at + 1 < text.size() && text[at + 1] != '\n')) {
      fields.back() += c;
    }
  }
  return !quoted;
}

bool is_blank(const std::vector<std::string>& fields) {
  return fields.size() == 1 && fields[0].empty();
}

base::Faults header_faults(const Csv& csv) {
  base::Faults faults;
  std::set<std::string> seen;
  for (std::size_t i = 0; i < csv.header.size(); ++i) {
    if (csv.header[i].empty())
      faults.add(csv.fault("missing", "第 " + std::to_string(i + 1) + " 列没有列名",
                           "给这一列起名，或者删去它"));
    else if (!seen.insert(csv.header[i]).second)
      faults.add(csv.fault("duplicate_key", "列名“" + csv.header[i] + "”出现了两次", "只留一列"));
  }
  return faults;
}

void append_field(std::string& out, const std::string& field) {
  if (field.find_first_of(",\"\r\n") == std::string::npos) {
    out += field;
    return;
  }
  out += '"';
  for (const char c : field) {
    if (c == '"') out += '"';
    out += c;
  }
  out += '"';
}

void append_row(std::string& out, const std::vector<std::string>& fields) {
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (i != 0) out += ',';
    append_field(out, fields[i]);
  }
  out += '\n';
}

}  // namespace

std::optional<std::size_t> Csv::column(std::string_view name) const {
  for (std::size_t i = 0; i < header.size(); ++i)
    if (header[i] == name) return i;
  return std::nullopt;
}

base::Fault Csv::fault(std::string_view code, std::size_t row, std::string_view name,
                       std::string what, std::string right) const {
  const std::string pointer =
      base::pointer_to(base::pointer_to("", "第" + std::to_string(row + 1) + "行"), name);
  return {std::string(code), pointer, std::move(what), std::move(right), file, lines[row]};
}

base::Fault Csv::fault(std::string_view code, std::string what, std::string right) const {
  return {std::string(code), "", std::move(what), std::move(right), file, 1};
}

base::Result<Csv> parse_csv(std::string_view text, std::string file) {
  Csv csv;
  csv.file = std::move(file);
  text = base::without_byte_order_mark(text);
  if (const auto bad = base::first_invalid_utf8(text)) {
    const auto place = base::text_place(text, *bad);
    return base::Fault{"not_utf8", "", "不是 UTF-8 文本", "另存为 CSV UTF-8", csv.file, place.line};
  }
  base::Faults faults;
  std::vector<std::string> fields;
  std::size_t at = 0;
  for (int line = 1; at < text.size();) {
    const int begins = line;
    if (!read_record(text, at, line, fields))
      return base::Fault{"syntax", "", "从这一行起的引号没有收尾", "补上引号", csv.file, begins};
    if (is_blank(fields)) continue;
    if (csv.header.empty()) {
      csv.header = fields;
    } else if (fields.size() != csv.header.size()) {
      faults.add({"syntax", "",
                  "这一行有 " + std::to_string(fields.size()) + " 个字段，表头有 " +
                      std::to_string(csv.header.size()) + " 个",
                  "补齐或删去多余的逗号", csv.file, begins});
    } else {
      csv.rows.push_back(fields);
      csv.lines.push_back(begins);
    }
  }
  if (csv.header.empty())
    return base::Fault{"missing", "", "是空文件", "第一行应为列名", csv.file, 1};
  faults.append(header_faults(csv));
  if (!faults.empty()) return faults;
  return csv;
}

std::string print_csv(const std::vector<std::string>& header,
                      const std::vector<std::vector<std::string>>& rows) {
  std::string out;
  append_row(out, header);
  for (const auto& row : rows) append_row(out, row);
  return out;
}

}  // namespace qinqing::composite
