// The receipts that filings keep, for whoever has to see what a change of the lists would touch.
//
// Thread-safety: as the Sql given.
#pragma once

#include "norms/adoption/analysis.h"

namespace qinqing::contact {

// The current receipt of every filing of that pack whose contact is on `from` or later and that has
// not come to an end otherwise; the filer is who keeps it.
void each_kept_receipt(store::Sql& sql, const std::string& pack, base::Date from,
                       const std::function<void(const norms::KeptReceipt&)>& visit);

}  // namespace qinqing::contact
