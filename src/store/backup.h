// A copy of a database while others write to it, and one brought back.
//
//   back_up("sqlite:var/qinqing.db", "/elsewhere/2026-11-27.db");
//   bring_back("/elsewhere/2026-11-27.db", "sqlite:var/qinqing.db");
//
// SQLite only: through its own interface, so that the copy is one moment of the database, whatever
// is written meanwhile. The copy is made beside the place where it is to be,
// synced, looked through, and then put there whole; what is there already is never replaced. The
// keys are files of their own and no part of it.
//
// Faults: "backup.engine" (PostgreSQL has pg_dump, and every engine `qinqing export`),
// "backup.missing", "backup.there", "backup.failed", "backup.damaged".
// Thread-safety: any thread.
#pragma once

#include <filesystem>
#include <string>

#include "base/fault.h"

namespace qinqing::store {

// Bytes copied.
base::Result<std::uintmax_t> back_up(const std::string& url, const std::filesystem::path& file);
base::Result<std::uintmax_t> bring_back(const std::filesystem::path& file, const std::string& url);

}  // namespace qinqing::store
