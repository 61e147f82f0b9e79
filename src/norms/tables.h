// What norms keeps, rulings and editions of packs: tables and migrations.
#pragma once

#include "store/database.h"

namespace qinqing::norms {

store::Schema schema();

}  // namespace qinqing::norms
