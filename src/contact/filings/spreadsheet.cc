#include "contact/filings/spreadsheet.h"

#include <unistd.h>
#include <xlsxwriter.h>

#include <array>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <memory>
#include <stdexcept>

#include "casework/roles.h"
#include "norms/views.h"

namespace qinqing::contact {
namespace {

struct Heading {
  const char* text;
  double width;
};
constexpr std::array kHeadings{
    Heading{"编号", 18}, Heading{"状态", 18},     Heading{"接触那天", 12}, Heading{"事由", 30},
    Heading{"对方", 30}, Heading{"结论", 18},     Heading{"效力", 14},     Heading{"报备人", 10},
    Heading{"报到", 26}, Heading{"要办的事", 30}, Heading{"到期", 12},     Heading{"谁办", 14}};

// libxlsxwriter writes to a file; it is the owner's alone and gone at once.
class TemporaryFile {
 public:
  TemporaryFile() {
    const int fd = ::mkstemps(path_.data(), 5);
    if (fd < 0) throw std::runtime_error("no temporary file");
    ::close(fd);
  }
  ~TemporaryFile() { ::unlink(path_.c_str()); }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  const char* path() const { return path_.c_str(); }
  std::string bytes() const {
    std::ifstream in(path_, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }

 private:
  std::string path_ = "/tmp/qinqing-XXXXXX.xlsx";
};

class Sheet {
 public:
  explicit Sheet(const char* path) : book_(::workbook_new(path)) {
    if (book_ == nullptr) throw std::runtime_error("no workbook");
    sheet_ = ::workbook_add_worksheet(book_, "报备");
    bold_ = ::workbook_add_format(book_);
    ::format_set_bold(bold_);
    date_ = ::workbook_add_format(book_);
    ::format_set_num_format(date_, "yyyy-mm-dd");
    ::worksheet_freeze_panes(sheet_, 1, 0);
    for (lxw_col_t i = 0; i < kHeadings.size(); ++i) {
      ::worksheet_set_column(sheet_, i, i, kHeadings[i].width, nullptr);
      ::worksheet_write_string(sheet_, 0, i, kHeadings[i].text, bold_);
    }
  }

  void text(lxw_row_t row, lxw_col_t column, const std::string& value) {
    // A cell that begins with = is text here, never a formula.
    ::worksheet_write_string(sheet_, row, column, value.c_str(), nullptr);
  }
  void date(lxw_row_t row, lxw_col_t column, base::Date day) {
    lxw_datetime when{day.year(), day.month(), day.day(), 0, 0, 0};
    ::worksheet_write_datetime(sheet_, row, column, &when, date_);
  }
  void close() {
    if (::workbook_close(book_) != LXW_NO_ERROR) throw std::runtime_error("no spreadsheet");
  }

 private:
  lxw_workbook* book_;
  lxw_worksheet* sheet_;
  lxw_format* bold_;
  lxw_format* date_;
};

std::string verdict_word_of(const std::string& verdict) {
  const auto known = norms::parse_verdict(verdict);
  return known ? std::string(norms::verdict_word(*known)) : verdict;
}

void write_row(Sheet& sheet, lxw_row_t row, const Listed& item,
               const casework::Procedure& procedure) {
  const auto* state = procedure.state(item.state);
  sheet.text(row, 0, item.number.value_or(""));
  sheet.text(row, 1, state != nullptr ? state->label : item.state);
  sheet.date(row, 2, item.contact_on);
  sheet.text(row, 3, item.title);
  sheet.text(row, 4, item.counterpart);
  sheet.text(row, 5, verdict_word_of(item.verdict));
  sheet.text(row, 6, item.binding ? "正式" : "演示·非正式");
  sheet.text(row, 7, item.filer_name);
  sheet.text(row, 8, item.unit_name);
  if (!item.due) return;
  sheet.text(row, 9, item.due->label);
  sheet.date(row, 10, item.due->due);
  const auto* party = procedure.party(item.due->owed_by);
  sheet.text(row, 11, party != nullptr ? party->label : casework::role_name(item.due->owed_by));
}

}  // namespace

std::string spreadsheet(const std::vector<Listed>& rows, const casework::Procedure& procedure) {
  const TemporaryFile file;
  Sheet sheet(file.path());
  lxw_row_t row = 1;
  for (const Listed& item : rows) write_row(sheet, row++, item, procedure);
  sheet.close();
  return file.bytes();
}

}  // namespace qinqing::contact
