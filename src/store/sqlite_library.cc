#include "store/sqlite_library.h"

#include <sqlite3.h>

namespace qinqing::store {

void prepare_sqlite() {
  static const bool prepared = [] {
    sqlite3_config(SQLITE_CONFIG_MULTITHREAD);
    sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    return true;
  }();
  static_cast<void>(prepared);
}

}  // namespace qinqing::store
