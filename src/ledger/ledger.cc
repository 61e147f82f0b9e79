#include "embedded/ledger_migrations.h"
#include "ledger/rows.h"

namespace qinqing::ledger {

store::Schema schema() {
  return {.migrations = embedded::ledger_migrations(),
          .tables = {&store::table<EntryRow>(), &store::table<SubtreeRow>(),
                     &store::table<HeadRow>(), &store::table<WitnessRow>()}};
}

}  // namespace qinqing::ledger
