// A replay of feel_fuzz.cc: expressions and whole models.
#include <gtest/gtest.h>

#include "base/testing/replay.h"

// The fuzzer's own function, under a name of its own in this program.
#define LLVMFuzzerTestOneInput qinqing_feel_fuzz
#include "dmn/feel_fuzz.cc"  // NOLINT(bugprone-suspicious-include)
#undef LLVMFuzzerTestOneInput

namespace qinqing::dmn {
namespace {

TEST(Replay, TheFeelFuzzersCorpusAndItsNeighboursEndWell) {
  const base::testing::Replayed replayed =
      base::testing::replay(qinqing_feel_fuzz, QINQING_TESTDATA "/feel_fuzz_corpus", 300);
  EXPECT_GE(replayed.seeds, 10U) << "the corpus is gone";
  EXPECT_EQ(replayed.mutations, replayed.seeds * 300);
}

}  // namespace
}  // namespace qinqing::dmn
