// A replay of export_fuzz.cc.
#include <gtest/gtest.h>

#include "base/testing/replay.h"

// The fuzzer's own function, under a name of its own in this program.
#define LLVMFuzzerTestOneInput qinqing_export_fuzz
#include "ledger/export_fuzz.cc"  // NOLINT(bugprone-suspicious-include)
#undef LLVMFuzzerTestOneInput

namespace qinqing::ledger {
namespace {

TEST(Replay, TheExportFuzzersCorpusAndItsNeighboursEndWell) {
  const auto replayed =
      base::testing::replay(qinqing_export_fuzz, QINQING_TESTDATA "/export_fuzz_corpus", 120);
  EXPECT_GE(replayed.seeds, 8U) << "the corpus is gone";
  EXPECT_EQ(replayed.mutations, replayed.seeds * 120);
}

}  // namespace
}  // namespace qinqing::ledger
