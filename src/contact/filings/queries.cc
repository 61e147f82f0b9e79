#include <stdexcept>

#include "contact/filings/other_side.h"
#include "contact/filings/told.h"

namespace qinqing::contact {
namespace {

constexpr std::string_view kOtherSide =
    "WHERE unit = :unit AND enterprise = :enterprise AND contact_on = :day AND side <> :side "
    "AND id IN (SELECT id FROM case_file WHERE state NOT IN ('draft', 'withdrawn', 'not_held', "
    "'refused')) ORDER BY id DESC LIMIT 1";

}  // namespace

std::optional<Filing> other_account(store::Sql& sql, const Filing& filing) {
  if (filing.enterprise.empty()) return std::nullopt;
  auto found = sql.select<Filing>(kOtherSide, filing.unit, filing.enterprise, filing.contact_on,
                                  filing.side);
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

FilingAccount current_account(store::Sql& sql, const Filing& filing) {
  auto found = sql.find<FilingAccount>(filing.id, filing.accounts);
  if (!found) throw std::runtime_error("a filing has no account");
  return std::move(*found);
}

std::optional<Heading> heading_of(store::Sql& sql, const std::string& filing) {
  auto row = sql.row<std::string, std::string>(
      "SELECT a.title, a.counterpart FROM filing f JOIN filing_account a ON a.filing = f.id AND "
      "a.n = f.accounts WHERE f.id = :id",
      filing);
  if (!row) return std::nullopt;
  auto& [title, counterpart] = *row;
  return Heading{std::move(title), std::move(counterpart)};
}

std::vector<norms::Difference> account_differences(store::Sql& sql, const norms::Norms& norms,
                                                   const Filing& filing, const Filing& other) {
  const auto ours = receipt_of(current_account(sql, filing).receipt);
  const auto theirs = receipt_of(current_account(sql, other).receipt);
  const norms::ServedPack* served = pack_of(norms, ours);
  if (served == nullptr) return {};
  return norms::differences(served->pack, ours, theirs);
}

}  // namespace qinqing::contact
