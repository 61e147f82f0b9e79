// SQLite's settings for the whole process. Internal to store.
#pragma once

namespace qinqing::store {

// SQLite as this house uses it, to be called before its first connection; later calls do nothing.
// A connection is lent to one thread at a time, so it needs no lock of its own, and nobody reads
// the library's count of its memory, for which every allocation would take a lock.
//
// A process that has used SQLite before keeps its settings: it is slower and nothing else.
void prepare_sqlite();

}  // namespace qinqing::store
