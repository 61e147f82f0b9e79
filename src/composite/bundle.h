// A published result as a bundle of files that anybody can recompute, byte for byte.
//
//   inputs/framework.csv|yaml  inputs/data.csv  inputs/method.yaml  inputs/uncertain.yaml …
//   results.csv aggregated.csv … the results of the command
//   manifest.json              canonical JSON: the command, and the SHA-256 of every other file
//
// Figures in tables are rounded to 12 significant digits, except those of the steps' data sets,
// which read back as the same doubles.
//
// Thread-safety: pure functions.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "base/fault.h"
#include "composite/sequence.h"

namespace qinqing::composite {

inline constexpr std::string_view kBundleFormat = "qinqing-index-bundle/1";

using Files = std::map<std::string, std::string>;  // name → bytes

struct Command {
  enum class Kind { compute, analyse, uncertainty, sensitivity };
  Kind kind = Kind::compute;
  bool steps = false;               // compute: also the data set after each step
  std::size_t replications = 1000;  // of uncertainty; rows of A of sensitivity
  std::uint64_t seed = 1;
  Sampling sampling = Sampling::monte_carlo;
  int interval_percent = 90;
  // How it is run; the results do not depend on these, and the manifest has no word of them.
  unsigned threads = 0;
  bool recompute = false;  // every step from the raw table in each replication
};

struct Outcome {
  Files files;                       // without inputs/ and the manifest
  std::vector<std::string> notices;  // what the steps had to tell
};

// Inputs by role: "framework.csv" or "framework.yaml", "data.csv"; and where there are:
// "method.yaml", "uncertain.yaml", "replay.csv", "what-if.yaml", and the files that these name.
// Without a method the framework's own is used, or min–max 0–100 and arithmetic means.
base::Result<Outcome> run_command(const Files& inputs, const Command& command);

// inputs/, the results and the manifest together.
base::Result<Files> make_bundle(const Files& inputs, const Command& command, Files results);

// Checks every hash, recomputes and compares. Returns the number of files that are the same, or
// faults: a file changed, missing, or beyond the manifest; a manifest that is not canonical; a
// result that comes out differently.
base::Result<std::size_t> reproduce(const Files& bundle, unsigned threads);

}  // namespace qinqing::composite
