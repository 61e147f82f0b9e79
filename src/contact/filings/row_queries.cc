#include "contact/filings/row.h"

#include <array>

namespace qinqing::contact {
namespace {

constexpr std::string_view kForget =
    "DELETE FROM filing_search WHERE rowid IN (SELECT rowid FROM filing_search WHERE filing_search "
    "MATCH search_grams(:grams) AND filing = :filing)";
constexpr std::string_view kFind =
    "INSERT INTO filing_search (filing, grams) VALUES (:filing, search_grams(:words))";
constexpr std::string_view kFindAll =
    "INSERT INTO filing_search (filing, grams) SELECT filing, search_grams(words) FROM filing_row";

}  // namespace

void find_by_words(store::Sql& sql, const FilingRow& row, const std::optional<FilingRow>& before) {
  if (sql.dialect() == store::Dialect::postgresql) return;  // its index is of the row itself
  if (before) sql.change_beside(kForget, std::array<store::Value, 2>{before->words, row.filing});
  sql.change_beside(kFind, std::array<store::Value, 2>{row.filing, row.words});
}

void find_all_by_words(store::Sql& sql) {
  if (sql.dialect() == store::Dialect::sqlite) sql.change_beside(kFindAll, {});
}

}  // namespace qinqing::contact
