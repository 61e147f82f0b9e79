// A disk for SQLite that keeps nothing but what was synced: writes stay in the memory of the
// process until xSync, so that a process that is killed loses all that it wrote since, as a machine
// without power does. In the name of a DatabaseOptions::sqlite_vfs.
//
// Thread-safety: as SQLite asks of a VFS.
#pragma once

namespace qinqing::store::testing {

inline constexpr const char* kForgetfulDisk = "forgetful";

// Makes it known to SQLite; once in a process.
void add_forgetful_disk();

}  // namespace qinqing::store::testing
