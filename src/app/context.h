// What every command is given: where the policy lies, what time it is, where words go.
//
// The contract of all commands: results to stdout, words to stderr; exit 0 done, 1 ran and found a
// fault, 2 bad input.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "base/calendar.h"
#include "base/clock.h"
#include "base/fault.h"

namespace qinqing::app {

inline constexpr int kDone = 0;
inline constexpr int kFoundFault = 1;
inline constexpr int kBadInput = 2;

struct Context {
  std::vector<std::filesystem::path> policies;  // as given by --policy; empty: the house's own
  std::filesystem::path calendar;               // as given by --calendar; empty: the house's own
  std::unique_ptr<base::Clock> clock;

  // The packs to serve: those given, or policy/ningbo.
  std::vector<std::filesystem::path> packs() const;
  std::filesystem::path calendar_folder() const;
};

// `policy/` of the working directory, or of the source tree that the program was built in.
std::filesystem::path policy_root();

// Prints faults to stderr and gives the exit code for bad input.
int refuse(const base::Faults& faults);

// A whole file, or standard input for "-". Refuses more than `bytes_max` without reading it all.
base::Result<std::string> read_input(const std::string& path, std::size_t bytes_max);

}  // namespace qinqing::app
