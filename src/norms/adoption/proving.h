// Whether a pack may be put before a second person: its structure is clean and its own cases pass.
// Run by the server, never taken on trust; remembered by the files' hashes, so that a unit of work
// does not wait for it.
//
// Thread-safety: any number of threads.
#pragma once

#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "base/calendar.h"
#include "norms/pack.h"

namespace qinqing::norms {

struct Proof {
  base::Faults lint;                 // of reading, of the cases and of lint
  std::vector<std::string> failing;  // cases, each with what it got that it did not expect
  std::size_t cases = 0;
  bool clean() const { return lint.empty() && failing.empty() && cases > 0; }
  // One sentence, "" where it is clean.
  std::string why_not() const;
};

class Proving {
 public:
  // `files_text` is PackEdition::files; `files` the same by their bytes.
  Proof prove(const std::string& files_text, const PackFiles& files,
              const base::Calendar& calendar);

 private:
  std::mutex mutex_;
  std::map<std::string, Proof> known_;  // by files and calendar
};

}  // namespace qinqing::norms
