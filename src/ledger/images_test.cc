// Rows and after-images that meet in many parts, as those of a large record do.
#include "ledger/images.h"

#include <gtest/gtest.h>

#include "ledger/event_check.h"
#include "ledger/testing/sealed.h"
#include "ledger/verify_queries.h"
#include "store/log_rows.h"

namespace qinqing::ledger {
namespace {

constexpr std::uint64_t kMany = 100'000'000;

class ImagesTest : public testing::SealedTest {
 protected:
  // As verification compares them; `events` decides into how many parts.
  std::optional<Finding> compared(std::uint64_t events) {
    return database().read([&](store::Sql& sql) {
      Images images(database().tables(), events);
      EventCheck check(images, private_between(sql, "", ""), measures_between(sql, "", ""),
                       entries_between(sql, "", ""));
      for (const auto& event : sql.select<store::EventRow>("ORDER BY id"))
        EXPECT_FALSE(check.look(event)) << event.id;
      std::uint64_t rows = 0;
      return images.compare(sql, rows);
    });
  }
  void expect(const std::string& key, Wrong kind) {
    for (const std::uint64_t events : {std::uint64_t{1}, kMany}) {
      const auto found = compared(events);
      ASSERT_TRUE(found) << key << " in parts for " << events;
      EXPECT_EQ(found->table, "note");
      EXPECT_EQ(found->key, key) << events;
      EXPECT_EQ(found->kind, kind) << events;
    }
  }
};
STORE_ON_BOTH(ImagesTest);

TEST_P(ImagesTest, ManyPartsFindWhatOneFinds) {
  act(400, "a");
  for (int i = 0; i < 20; ++i) change("a" + std::to_string(i * 7), "改了");
  EXPECT_FALSE(compared(1));
  EXPECT_FALSE(compared(kMany));

  by_hand("CREATE TABLE saved AS SELECT * FROM note");
  const auto put_back = [&] {
    by_hand("DELETE FROM note");
    by_hand("INSERT INTO note SELECT * FROM saved");
  };
  by_hand("UPDATE note SET words = '没说过' WHERE id = 'a133'");
  expect("a133", Wrong::altered);
  put_back();
  by_hand("DELETE FROM note WHERE id = 'a14'");
  expect("a14", Wrong::removed);
  put_back();
  by_hand(
      "INSERT INTO note SELECT 'x', 1, words, phone, day, open, colour, count FROM note WHERE id = "
      "'a5'");
  expect("x", Wrong::added);
  // A row that is wrong comes before one that is not there, in whatever part.
  by_hand("DELETE FROM note WHERE id = 'a14'");
  expect("x", Wrong::added);
}

}  // namespace
}  // namespace qinqing::ledger
