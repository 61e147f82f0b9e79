// What contact keeps: tables and migrations.
#pragma once

#include "store/database.h"

namespace qinqing::contact {

store::Schema schema();

}  // namespace qinqing::contact
