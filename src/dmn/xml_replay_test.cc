// A replay of xml_fuzz.cc: the XML reader.
#include <gtest/gtest.h>

#include "base/testing/replay.h"

// The fuzzer's own function, under a name of its own in this program.
#define LLVMFuzzerTestOneInput qinqing_xml_fuzz
#include "dmn/xml_fuzz.cc"  // NOLINT(bugprone-suspicious-include)
#undef LLVMFuzzerTestOneInput

namespace qinqing::dmn {
namespace {

TEST(Replay, TheXmlFuzzersCorpusAndItsNeighboursEndWell) {
  const base::testing::Replayed replayed =
      base::testing::replay(qinqing_xml_fuzz, QINQING_TESTDATA "/corpus", 300);
  EXPECT_GE(replayed.seeds, 10U) << "the corpus is gone";
  EXPECT_EQ(replayed.mutations, replayed.seeds * 300);
}

}  // namespace
}  // namespace qinqing::dmn
