// The lists of filings, on both engines: whose, in which order, how many, and as a spreadsheet.
#include <gtest/gtest.h>

#include <set>

#include "contact/filings/filings.h"
#include "contact/filings/row.h"
#include "contact/filings/spreadsheet.h"
#include "contact/testing/filing_house.h"
#include "identity/refused.h"

namespace qinqing::contact {
namespace {

class FilingListsTest : public testing::FilingHouse {};
STORE_ON_BOTH(FilingListsTest);

TEST_P(FilingListsTest, ListsWhatIsMineAndWhatIsTheUnits) {
  for (const char* day : {"2026-11-27", "2026-11-30", "2026-12-01"}) submit("wang", trade(day));
  submit("li", trade("2026-12-02"));
  submit("chief", trade("2026-12-03"));
  EXPECT_EQ(filings().list(sign_in("wang"), {.view = View::mine}).items.size(), 3U);
  const auto unit = filings().list(sign_in("zhao"), {.view = View::unit});
  ASSERT_EQ(unit.items.size(), 4U) << "the head's went up";
  EXPECT_EQ(unit.items[0].contact_on.to_string(), "2026-12-02") << "the latest first";
  EXPECT_EQ(unit.items[0].due->owed_by, "unit_admin");
  EXPECT_THROW((void)filings().list(sign_in("wang"), {.view = View::unit}), identity::Refused);
  EXPECT_THROW((void)filings().list(sign_in("zheng"), {.view = View::place}), identity::Refused);
  EXPECT_EQ(filings().list(sign_in("zheng"), {.view = View::place}, "季度检查").items.size(), 5U);
}

TEST_P(FilingListsTest, PagesWithoutLossWhateverTheOrder) {
  for (int i = 0; i < 7; ++i) submit("wang", trade(i % 2 == 0 ? "2026-11-27" : "2026-11-30"));
  const auto wang = sign_in("wang");
  for (const Sort sort : {Sort::contact_on, Sort::due, Sort::opened_at, Sort::number}) {
    for (const bool descending : {false, true}) {
      std::vector<std::string> seen;
      ListQuery query{.view = View::mine, .sort = sort, .descending = descending, .limit = 2};
      do {
        const auto page = filings().list(wang, query);
        for (const auto& item : page.items) seen.push_back(item.id);
        query.after = page.next;
      } while (!query.after.empty());
      const std::set<std::string> distinct(seen.begin(), seen.end());
      EXPECT_EQ(seen.size(), 7U);
      EXPECT_EQ(distinct.size(), 7U);
    }
  }
}

// Whichever way a page is looked for, it is the same page: of a place, where "zheng" looks.
TEST_P(FilingListsTest, FindsTheSameInNarrowAndWideScopes) {
  for (int i = 0; i < 9; ++i) {
    const auto filed = submit("wang", trade(i % 2 == 0 ? "2026-11-27" : "2026-11-30"));
    if (i % 3 == 0) act("zhao", filed.filing.id, "approve");
  }
  submit("li", trade("2026-12-02"));
  const auto pages = [&](ListQuery query) {
    std::vector<std::string> seen;
    do {
      const auto page = filings().list(sign_in("zheng"), query, "季度检查");
      for (const auto& item : page.items) seen.push_back(item.id);
      query.after = page.next;
    } while (!query.after.empty());
    return seen;
  };
  std::vector<ListQuery> queries;
  for (const Sort sort : {Sort::contact_on, Sort::due, Sort::opened_at, Sort::number})
    for (const bool descending : {false, true})
      for (const char* words : {"", "产供销", "没有的"})
        for (const char* in : {"", "approved", "pending"})
          for (const char* due : {"", "soon"})
            queries.push_back({.view = View::place,
                               .state = in,
                               .due = due,
                               .soon_until = today().add_days(30),
                               .search = words,
                               .sort = sort,
                               .descending = descending,
                               .limit = 3});
  std::size_t found = 0;
  for (ListQuery query : queries) {
    const auto narrow = pages(query);
    found += narrow.size();
    query.narrow = 0;
    for (const std::int64_t probe : {1, 4, 100}) {
      query.probe = probe;
      EXPECT_EQ(pages(query), narrow);
    }
  }
  EXPECT_GT(found, 100U);
}

TEST_P(FilingListsTest, CountsAListAsFarAsIsAsked) {
  for (int i = 0; i < 5; ++i) submit("wang", trade("2026-11-27"));
  using Counted = std::optional<std::int64_t>;
  const auto counted = [&](const ListQuery& query) {
    return filings().list(sign_in("zheng"), query, "季度检查").counted;
  };
  ListQuery query{.view = View::place, .limit = 2};
  EXPECT_EQ(counted(query), std::nullopt) << "nobody asked";
  query.count_to = 9;
  EXPECT_EQ(counted(query), Counted(5));
  query.count_to = 4;
  EXPECT_EQ(counted(query), Counted(4)) << "or more";
  query.narrow = 0;
  EXPECT_EQ(counted(query), Counted(4));
  query.state = "pending";
  EXPECT_EQ(counted(query), std::nullopt) << "few among many are not looked for to be counted";
  query.limit = 9;
  EXPECT_EQ(counted(query), Counted(5)) << "the page is the list";
}

// Where a place lies is read anew from the places that are in force.
TEST_P(FilingListsTest, FollowsPlacesThatLieElsewhereNow) {
  submit("wang", trade("2026-11-27"));
  const auto listed = [&] {
    return filings().list(sign_in("zheng"), {.view = View::place}, "季度检查").items.size();
  };
  ASSERT_EQ(listed(), 1U);
  EXPECT_EQ(place_rows_anew(database(), places()), 0);
  const auto other = identity::Places::of({});
  ASSERT_TRUE(other) << other.faults().to_string();
  EXPECT_EQ(place_rows_anew(database(), *other), 1) << "a place that is not known any more";
  EXPECT_EQ(listed(), 0U);
  EXPECT_EQ(place_rows_anew(database(), places()), 1);
  EXPECT_EQ(listed(), 1U);
}

TEST_P(FilingListsTest, GoesIntoASpreadsheetAsText) {
  Telling telling = trade("2026-11-27");
  telling.title = "=1+1 <会> & 谈";
  submit("wang", telling);
  const auto page = filings().list(sign_in("wang"), {.view = View::mine});
  const std::string bytes =
      spreadsheet(page.items, casework().current(kFilingProcedure)->procedure);
  ASSERT_GT(bytes.size(), 1000U);
  EXPECT_EQ(bytes.substr(0, 2), "PK");
}

TEST_P(FilingListsTest, FindsByPinyinInitialsAndTakesSignsLiterally) {
  submit("wang", trade("2026-11-27"));
  const auto found = [&](const std::string& text) {
    return filings().list(sign_in("wang"), {.view = View::mine, .search = text}).items.size();
  };
  EXPECT_EQ(found("cgx"), 1U);
  EXPECT_EQ(found("对接"), 1U);
  EXPECT_EQ(found("wy"), 1U);
  EXPECT_EQ(found("%"), 0U);
  EXPECT_EQ(found("没有的"), 0U);
}

}  // namespace
}  // namespace qinqing::contact
