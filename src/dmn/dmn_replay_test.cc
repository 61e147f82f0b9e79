// A replay of dmn_fuzz.cc: models of the packs' engine.
#include <gtest/gtest.h>

#include "base/testing/replay.h"

// The fuzzer's own function, under a name of its own in this program.
#define LLVMFuzzerTestOneInput qinqing_dmn_fuzz
#include "dmn/dmn_fuzz.cc"  // NOLINT(bugprone-suspicious-include)
#undef LLVMFuzzerTestOneInput

namespace qinqing::dmn {
namespace {

TEST(Replay, TheDmnFuzzersCorpusAndItsNeighboursEndWell) {
  const base::testing::Replayed replayed =
      base::testing::replay(qinqing_dmn_fuzz, QINQING_TESTDATA "/corpus", 120);
  EXPECT_GE(replayed.seeds, 10U) << "the corpus is gone";
  EXPECT_EQ(replayed.mutations, replayed.seeds * 120);
}

}  // namespace
}  // namespace qinqing::dmn
