#include "ledger/spool.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <stdexcept>

namespace qinqing::ledger {
namespace {

struct Record {
  std::uint64_t n = 0;
  char filling[92] = {};
};

std::vector<std::uint64_t> of(Spool<Record>& spool, std::size_t part) {
  std::vector<std::uint64_t> found;
  spool.each(part, [&](const Record& record) { found.push_back(record.n); });
  return found;
}

TEST(Spool, GivesEachPartItsRecordsInTheirOrder) {
  for (const std::uint64_t count : {0U, 3U, 1'000U, 20'000U}) {  // the last ones through the file
    Spool<Record> spool(3);
    for (std::uint64_t n = 0; n < count; ++n) spool.add(n % 7 % 3, {.n = n});
    for (std::size_t part = 0; part < 3; ++part) {
      std::vector<std::uint64_t> expected;
      for (std::uint64_t n = 0; n < count; ++n)
        if (n % 7 % 3 == part) expected.push_back(n);
      EXPECT_EQ(of(spool, part), expected) << count;
      EXPECT_EQ(of(spool, part), expected) << "once more";
    }
  }
}

TEST(Spool, LeavesNoFileAndSaysWhereItCannotMakeOne) {
  namespace fs = std::filesystem;
  std::string folder = "/tmp/qinqing-spool-XXXXXX";
  ASSERT_NE(::mkdtemp(folder.data()), nullptr);
  const char* before = std::getenv("TMPDIR");
  ::setenv("TMPDIR", folder.c_str(), 1);
  {
    Spool<Record> spool(1);
    for (std::uint64_t n = 0; n < 5'000; ++n) spool.add(0, {.n = n});
    EXPECT_TRUE(fs::is_empty(folder));
  }
  fs::remove_all(folder);
  Spool<Record> spool(1);
  EXPECT_THROW(for (std::uint64_t n = 0; n < 5'000; ++n) spool.add(0, {.n = n}),
               std::runtime_error);
  if (before != nullptr)
    ::setenv("TMPDIR", before, 1);
  else
    ::unsetenv("TMPDIR");
}

}  // namespace
}  // namespace qinqing::ledger
