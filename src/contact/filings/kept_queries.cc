#include "contact/filings/filings.h"
#include "contact/filings/kept.h"

namespace qinqing::contact {
namespace {

constexpr std::string_view kKept =
    "SELECT f.id, f.filer, a.receipt FROM filing f "
    "JOIN filing_account a ON a.filing = f.id AND a.n = f.accounts "
    "JOIN case_file c ON c.id = f.id WHERE f.pack = :pack AND f.contact_on >= :day "
    "AND c.state NOT IN ('withdrawn', 'not_held', 'refused') ORDER BY f.contact_on, f.id";

}  // namespace

void each_kept_receipt(store::Sql& sql, const std::string& pack, base::Date from,
                       const std::function<void(const norms::KeptReceipt&)>& visit) {
  for (auto& [id, filer, receipt] :
       sql.rows<std::string, std::string, std::string>(kKept, pack, from))
    visit({.id = std::move(id),
           .procedure = kFilingProcedure,
           .person = std::move(filer),
           .receipt = std::move(receipt)});
}

}  // namespace qinqing::contact
