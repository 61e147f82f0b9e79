// Before an edition is adopted one sees which kept receipts it would answer otherwise, and when it
// is, those whose contact is still to come are told.
#include "contact/filings/kept.h"

#include <gtest/gtest.h>

#include "casework/notices/notice.h"
#include "contact/testing/filing_house.h"
#include "norms/adoption/editions.h"

namespace qinqing::contact {
namespace {

using identity::testing::must;

class KeptTest : public testing::FilingHouse {
 protected:
  KeptTest() : editions_(database(), casework(), norms(), places(), proving()) {
    add_organisation("city-front", identity::OrganisationKind::unit, "某某市委统战部", std::nullopt,
                     "nb");
    add("he", "何甲", "city-front", identity::Role::coordinator);
    add("lv", "吕乙", "city-front", identity::Role::coordinator);
    editions_.receipts_from(each_kept_receipt);
  }

  // The meal standard lowered below the 80 yuan of the filings.
  std::string drafted(const std::string& standard) {
    norms::PackFiles files = norms().packs().front()->files;
    std::string& parameters = files.at("parameters.yaml");
    parameters.replace(parameters.find("\"100.00\""), 8, '"' + standard + '"');
    std::erase_if(files, [](const auto& file) { return file.first.starts_with("tests/"); });
    files["tests/own.yaml"] = R"(- id: a-meal-without-a-kind
  title: 没说吃什么
  asked_on: 2026-11-24
  contact_on: 2026-11-27
  actor: official
  conducts: [eat]
  facts: {relation: none, meal_payer: own_unit, meal_cost: "10.00"}
  expect: {refused: [meal_kind]}
  source: 试用
)";
    const std::string id = new_id();
    must(editions_.create(sign_in("he"), id, files, ""));
    return id;
  }
  void act(std::string_view login, const std::string& id, const std::string& name,
           const boost::json::value& fields = nullptr) {
    const identity::Caller caller = sign_in(login);
    must(editions_.act(caller, id, editions_.read(caller, id).version(), name, fields));
  }
  std::size_t told(std::string_view login, const std::string& filing) {
    const std::string person = person_of(login);
    const auto notices =
        database().read([&](store::Sql& sql) { return casework::notices_of(sql, person, 100); });
    return static_cast<std::size_t>(std::ranges::count_if(notices, [&](const auto& each) {
      return each.notice.case_id == filing &&
             each.notice.text.find("清单换了新的一版") != std::string::npos;
    }));
  }

  norms::Editions editions_;
};
STORE_ON_BOTH(KeptTest);

TEST_P(KeptTest, TheAnalysisNamesTheReceiptsAndTheFactsThatDoIt) {
  const std::string filing = submit("wang", trade("2026-11-27")).filing.id;
  const std::string id = drafted("70.00");
  const auto found = must(editions_.analyse(sign_in("lv"), id, *base::Date::parse("2026-11-26")));
  EXPECT_TRUE(found.proof.clean()) << found.proof.why_not();
  EXPECT_FALSE(found.diff.regions.empty());
  EXPECT_FALSE(found.cases.empty());
  ASSERT_EQ(found.receipts.size(), 1U);
  EXPECT_EQ(found.receipts[0].kept.id, filing);
  EXPECT_EQ(found.receipts[0].before, "conditional");
  EXPECT_EQ(found.receipts[0].after, "prohibited");
  EXPECT_NE(std::ranges::find(found.receipts[0].facts, "meal_cost"), found.receipts[0].facts.end());
  // Of contacts after that one there is none.
  EXPECT_TRUE(must(editions_.analyse(sign_in("lv"), id, *base::Date::parse("2026-11-28")))
                  .receipts.empty());
  // A standard that the filing keeps to changes nothing for it.
  EXPECT_TRUE(
      must(editions_.analyse(sign_in("lv"), drafted("90.00"), *base::Date::parse("2026-11-26")))
          .receipts.empty());
}

TEST_P(KeptTest, WhoKeptAReceiptOfAContactToComeIsToldOnAdoption) {
  const std::string coming = submit("wang", trade("2026-11-27")).filing.id;
  const std::string before = submit("li", trade("2026-11-25")).filing.id;
  const std::string withdrawn = submit("li", trade("2026-11-30")).filing.id;
  this->FilingHouse::act("li", withdrawn, "withdraw", {{"why_withdrawn", "不去了"}});
  const std::string id = drafted("70.00");
  act("he", id, "test");
  act("lv", id, "review");
  EXPECT_EQ(told("wang", coming), 0U);
  act("lv", id, "adopt", {{"document", "某统发〔2026〕9号"}, {"adopt_from", "2026-11-26"}});
  EXPECT_EQ(told("wang", coming), 1U);
  EXPECT_EQ(told("li", before), 0U) << "judged by the edition of its day";
  EXPECT_EQ(told("li", withdrawn), 0U);
}

}  // namespace
}  // namespace qinqing::contact
