#include "norms/rulings/schema.h"

#include "embedded/norms_migrations.h"
#include "norms/rulings/model.h"

namespace qinqing::norms {

store::Schema schema() {
  return {.migrations = embedded::norms_migrations(),
          .tables = {&store::table<Ruling>(), &store::table<RulingDraft>()}};
}

}  // namespace qinqing::norms
