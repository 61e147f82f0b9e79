#include "base/fault.h"

#include <gtest/gtest.h>

namespace qinqing::base {
namespace {

TEST(Pointer, EscapesTildeAndSlashAsRfc6901Asks) {
  EXPECT_EQ(pointer_to("", "a/b"), "/a~1b");
  EXPECT_EQ(pointer_to("/x", "m~n"), "/x/m~0n");
  // "~1" in a key must not come back as "/".
  EXPECT_EQ(pointer_to("", "~1"), "/~01");
  EXPECT_EQ(pointer_to("/x", ""), "/x/");
  EXPECT_EQ(pointer_to("/list", std::size_t{12}), "/list/12");
}

TEST(Faults, PrintOnlyWhatIsKnown) {
  Faults faults;
  faults.add("missing", "/whom", "缺少“whom”");
  faults.add(Fault{"value", "/day", "没有这一天", "例如 2026-11-27", "a.yaml", 7});
  faults.add(Fault{"unreadable", "", "文件读不了", "", "b.yaml", 0});
  EXPECT_EQ(faults.to_string(),
            "/whom: 缺少“whom” [missing]\n"
            "a.yaml:7: /day: 没有这一天，例如 2026-11-27 [value]\n"
            "b.yaml: 文件读不了 [unreadable]\n");
}

TEST(Faults, AppendKeepsOrderAlsoForItself) {
  Faults faults(Fault{"a", "", "一", "", "", 0});
  faults.add("b", "", "二");
  faults.append(faults);
  ASSERT_EQ(faults.size(), 4U);
  EXPECT_EQ(faults[2].code, "a");
  EXPECT_EQ(faults[3].code, "b");
}

TEST(Result, HoldsEitherAValueOrFaults) {
  Result<std::string> good = std::string("x");
  ASSERT_TRUE(good.ok());
  EXPECT_EQ(good->size(), 1U);
  const Result<std::string> bad = Fault{"code", "", "错", "", "", 0};
  EXPECT_FALSE(bad);
  ASSERT_EQ(bad.faults().size(), 1U);
  EXPECT_EQ(bad.faults()[0].code, "code");
}

}  // namespace
}  // namespace qinqing::base
