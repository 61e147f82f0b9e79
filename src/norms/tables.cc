#include "norms/tables.h"

#include "embedded/norms_migrations.h"
#include "norms/adoption/model.h"
#include "norms/rulings/model.h"

namespace qinqing::norms {

store::Schema schema() {
  return {.migrations = embedded::norms_migrations(),
          .tables = {&store::table<Ruling>(), &store::table<RulingDraft>(),
                     &store::table<PackFileRow>(), &store::table<PackEdition>()}};
}

}  // namespace qinqing::norms
