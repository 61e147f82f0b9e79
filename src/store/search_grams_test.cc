#include "store/search_grams.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <iterator>
#include <set>
#include <sstream>

#include "store/testing/databases.h"

namespace qinqing::store {
namespace {

class SearchGramsTest : public testing::DatabaseTest {};
STORE_ON_BOTH(SearchGramsTest);

std::set<std::string> grams(const std::string& words) {
  std::istringstream text(search_grams(words));
  return {std::istream_iterator<std::string>(text), {}};
}

TEST(SearchGrams, AreCharactersPairsAndThreeOfDigitsAndLetters) {
  EXPECT_EQ(search_grams(""), "");
  EXPECT_EQ(search_grams("甲y"), "79 e794b2 e794b2x79");
  EXPECT_EQ(grams("甬江").size(), 3U);
  EXPECT_EQ(grams("ab1"), (std::set<std::string>{"61", "62", "31", "61x62", "62x31", "616231"}));
  EXPECT_FALSE(grams("ab 1").contains("616220")) << "a space is no letter";
  EXPECT_EQ(grams("哈哈哈").size(), 2U) << "each once";
}

TEST(SearchGrams, TakeAnyBytes) {
  EXPECT_EQ(grams("𠮷").size(), 1U);
  EXPECT_EQ(grams(std::string("甲").substr(0, 2)).size(), 1U);
  EXPECT_EQ(grams("\xff\xfe").size(), 1U);
}

// What has the words has all their grams, on either engine, whatever is around them.
TEST_P(SearchGramsTest, OfAPartAreOfTheWhole) {
  auto& db = open({schema()});
  const auto inside = [](const std::string& text, std::size_t i) {
    return i < text.size() && (static_cast<unsigned char>(text[i]) & 0xC0U) == 0x80U;
  };
  const auto has_all = [&](const std::string& whole, const std::string& part) {
    return db.read([&](Sql& sql) {
      if (sql.dialect() == Dialect::postgresql)
        return sql.number(
                   "SELECT CASE WHEN search_grams(:whole) @> search_grams(:part) THEN 1 ELSE 0 END",
                   whole, part) == 1;
      const auto [have, wanted] = *sql.row<std::string, std::string>(
          "SELECT search_grams(:whole), search_grams(:part)", whole, part);
      const auto all = [](const std::string& text) {
        std::istringstream words(text);
        return std::set<std::string>{std::istream_iterator<std::string>(words), {}};
      };
      return std::ranges::includes(all(have), all(wanted));
    });
  };
  for (const std::string whole : {"第9999号 产供销", "甬江𠮷'\"%_", "cgxdjh 王伟 OR NOT", "哈"}) {
    for (std::size_t from = 0; from < whole.size(); ++from) {
      if (inside(whole, from)) continue;
      for (std::size_t to = from + 1; to <= whole.size(); ++to) {
        if (inside(whole, to)) continue;
        const std::string part = whole.substr(from, to - from);
        EXPECT_TRUE(has_all(whole, part)) << part << " of " << whole;
      }
    }
  }
  EXPECT_FALSE(has_all("甬江", "江甬"));
  EXPECT_FALSE(has_all("第999号", "9998"));
}

}  // namespace
}  // namespace qinqing::store
