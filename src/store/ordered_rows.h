// Every row of a table in the order of its key, the same on both engines: texts by their bytes,
// whole numbers by value. Memory does not grow with the table.
//
//   each_row_in_order(sql, store::table<Filing>(), [&](std::span<const Value> row) { … });
//
// The rows come as they stand, whatever their columns ought to hold. Within one read
// (Database::read) once a table: PostgreSQL's rows come through a cursor named after it.
//
// Errors: store/failure.h, and what `each` throws. Thread-safety: as Sql.
#pragma once

#include "store/sql.h"
#include "store/table.h"

namespace qinqing::store {

void each_row_in_order(Sql& sql, const Table& table, const Sql::Each& each);
// In whatever order the engine has them, which is sooner.
void each_row(Sql& sql, const Table& table, const Sql::Each& each);

}  // namespace qinqing::store
