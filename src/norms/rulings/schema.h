// What rulings keep: tables and migrations.
#pragma once

#include "store/database.h"

namespace qinqing::norms {

store::Schema schema();

}  // namespace qinqing::norms
