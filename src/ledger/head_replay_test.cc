// A replay of head_fuzz.cc.
#include <gtest/gtest.h>

#include "base/testing/replay.h"

// The fuzzer's own function, under a name of its own in this program.
#define LLVMFuzzerTestOneInput qinqing_head_fuzz
#include "ledger/head_fuzz.cc"  // NOLINT(bugprone-suspicious-include)
#undef LLVMFuzzerTestOneInput

namespace qinqing::ledger {
namespace {

TEST(Replay, TheHeadFuzzersCorpusAndItsNeighboursEndWell) {
  const auto replayed =
      base::testing::replay(qinqing_head_fuzz, QINQING_TESTDATA "/head_fuzz_corpus", 120);
  EXPECT_GE(replayed.seeds, 8U) << "the corpus is gone";
  EXPECT_EQ(replayed.mutations, replayed.seeds * 120);
}

}  // namespace
}  // namespace qinqing::ledger
