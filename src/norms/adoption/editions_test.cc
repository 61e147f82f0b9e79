// A pack's life in the database, on both engines: who may do what with an edition, what it is
// judged with on which day, and that what was adopted never changes.
#include "norms/adoption/editions.h"

#include <gtest/gtest.h>

#include "identity/refused.h"
#include "identity/testing/house.h"
#include "norms/tables.h"
#include "norms/testing/packs.h"
#include "norms/views_form.h"
#include "store/failure.h"

namespace qinqing::norms {
namespace {

using identity::testing::must;

const std::filesystem::path kPolicy = std::filesystem::path(QINQING_SOURCE_DIR) / "policy";

// Deciding clauses pos-2 and pos-4.
constexpr const char* kMeal = R"({"actor":"official","contact_on":"%","conducts":["eat"],
  "facts":{"relation":"none","meal_kind":"work_meal","meal_payer":"own_unit","meal_cost":"110.00"}})";

class EditionTest : public identity::testing::HouseTest {
 protected:
  EditionTest()
      : HouseTest({casework::schema(), schema()}),
        norms_(must(Norms::load({kPolicy / "ningbo"}, kPolicy / "calendar", clock_))) {
    using enum identity::OrganisationKind;
    add_organisation("city-front", unit, "某某市委统战部", std::nullopt, "nb");
    add_organisation("city-watch", discipline, "某某市纪委监委", std::nullopt, "nb");
    add("he", "何甲", "city-front", identity::Role::coordinator);
    add("lv", "吕乙", "city-front", identity::Role::coordinator);
    add("watcher", "施丙", "city-watch", identity::Role::inspector);
    add_adoption_rules(registry_, proving_, norms_, places());
    casework_ = std::make_unique<casework::Casework>(registry_, norms_.calendars());
    must(casework_->adopt(
        database(), must(casework::load_procedures(kPolicy / "ningbo/procedures", vocabulary_))));
    editions_ = std::make_unique<Editions>(database(), *casework_, norms_, places(), proving_);
  }

  // The meal standard raised to 120, and the clauses of work meals official.
  static PackFiles raised() {
    PackFiles files = testing::ningbo().files;
    replace(files, "parameters.yaml", "\"100.00\"", "\"120.00\"");
    for (const char* clause : {"clauses/pos-2.md", "clauses/pos-4.md"})
      replace(files, clause, "status: drafted", "status: official");
    // The cases whose expectations rest on the old standard are written anew by the authors.
    std::erase_if(files, [](const auto& file) { return file.first.starts_with("tests/"); });
    files["tests/raised.yaml"] = R"(- id: raised-standard
  title: 单位付的 110 元工作餐
  asked_on: 2026-11-24
  contact_on: 2026-11-27
  actor: official
  conducts: [eat]
  facts: {relation: none, meal_kind: work_meal, meal_payer: own_unit, meal_cost: "110.00"}
  expect: {verdict: permitted, clauses: [pos-2, pos-4], duties: []}
  source: 标准改为 120 元
)";
    return files;
  }
  static void replace(PackFiles& files, const std::string& path, const std::string& before,
                      const std::string& after) {
    std::string& text = files.at(path);
    const auto at = text.find(before);
    ASSERT_NE(at, std::string::npos) << path << ' ' << before;
    text.replace(at, before.size(), after);
  }

  std::string draft(std::string_view login, const PackFiles& files) {
    const std::string id = new_id();
    must(editions_->create(sign_in(login), id, files, ""));
    return id;
  }
  std::string act(std::string_view login, const std::string& id, const std::string& name,
                  boost::json::value fields = nullptr) {
    const identity::Caller caller = sign_in(login);
    try {
      const auto done =
          editions_->act(caller, id, editions_->read(caller, id).version(), name, fields);
      return done ? "" : done.faults()[0].code;
    } catch (const identity::Refused&) {
      return "refused";
    }
  }
  std::string adopted(const PackFiles& files, const std::string& from,
                      const std::string& document = "某统发〔2026〕9号") {
    const std::string id = draft("he", files);
    EXPECT_EQ(act("he", id, "test"), "");
    EXPECT_EQ(act("lv", id, "review"), "");
    EXPECT_EQ(act("lv", id, "adopt", {{"document", document}, {"adopt_from", from}}), "");
    return id;
  }
  std::string state(const std::string& id) {
    return editions_->read(sign_in("he"), id).docket.file.state;
  }
  Check ask(const std::string& day, std::string text = kMeal) {
    text.replace(text.find('%'), 1, day);
    return must(norms_.check(testing::json(text), base::Scalars::typed));
  }

  Norms norms_;
  Proving proving_;
  casework::Registry registry_;
  casework::Vocabulary vocabulary_;  // any name: the folder has filings' procedure too
  std::unique_ptr<casework::Casework> casework_;
  std::unique_ptr<Editions> editions_;
};
STORE_ON_BOTH(EditionTest);

TEST_P(EditionTest, WhatIsImportedComesOutByteForByte) {
  PackFiles files = testing::ningbo().files;
  files["documents/seal.bin"] = std::string("\x00\xff\r\n\x80 ", 6);
  const std::string id = draft("he", files);
  EXPECT_EQ(editions_->files(sign_in("lv"), id), files);
  EXPECT_EQ(editions_->read(sign_in("he"), id).edition.hash, pack_hash(files));
}

TEST_P(EditionTest, AFileKeptOnceServesEveryEdition) {
  draft("he", testing::ningbo().files);
  draft("he", raised());
  const auto rows =
      database().read([](store::Sql& sql) { return sql.number("SELECT count(*) FROM pack_file"); });
  EXPECT_LT(rows, static_cast<std::int64_t>(testing::ningbo().files.size() + 6));
}

TEST_P(EditionTest, AdoptedFromTomorrowTodayIsJudgedByTheOld) {
  const std::string before = ask("2026-11-24").receipt.hash;
  adopted(raised(), "2026-11-25");
  const Check today = ask("2026-11-24");
  EXPECT_EQ(today.receipt.hash, before);
  EXPECT_EQ(today.judgement.outcome.verdict, Verdict::prohibited);
  EXPECT_FALSE(today.receipt.binding);
  const Check tomorrow = ask("2026-11-25");
  EXPECT_EQ(tomorrow.judgement.outcome.verdict, Verdict::permitted);
  EXPECT_EQ(tomorrow.served->pack.hash, pack_hash(raised()));
  EXPECT_TRUE(tomorrow.receipt.binding) << "every deciding clause is official";
}

TEST_P(EditionTest, ADraftedClauseThatDecidesDoesNotBindEvenWhenAdopted) {
  adopted(raised(), "2026-11-25");
  const Check check = ask("2026-11-25", R"({"actor":"official","contact_on":"%",
    "conducts":["eat"],"facts":{"relation":"none","meal_kind":"work_meal",
    "meal_payer":"own_unit","meal_cost":"120.01"}})");
  EXPECT_EQ(check.judgement.outcome.verdict, Verdict::prohibited);
  EXPECT_FALSE(check.receipt.binding);
}

TEST_P(EditionTest, APastDayIsJudgedByThePackOfItsDayAndItsReceiptStays) {
  adopted(raised(), "2026-11-25");
  const Check first = ask("2026-11-26");
  PackFiles lower = raised();
  replace(lower, "parameters.yaml", "\"120.00\"", "\"105.00\"");
  lower.erase("tests/raised.yaml");
  lower["tests/lower.yaml"] = testing::ningbo().files.at("tests/missing.yaml");
  clock_.set(base::FixedClock(*base::Date::parse("2026-12-01")).now());
  const std::string later = adopted(lower, "2026-12-02", "某统发〔2026〕10号");
  EXPECT_EQ(ask("2026-12-02").judgement.outcome.verdict, Verdict::prohibited);
  EXPECT_EQ(ask("2026-11-26").judgement.outcome.verdict, Verdict::permitted);
  EXPECT_EQ(ask("2026-11-24").judgement.outcome.verdict, Verdict::prohibited);
  const auto kept = check_receipt(
      norms_, R"({"hash":")" + first.receipt.hash + R"(","receipt":)" + first.receipt.bytes + "}");
  ASSERT_TRUE(kept.ok());
  EXPECT_EQ(kept->finding, ReceiptFinding::same);
  EXPECT_EQ(state(later), "adopted");
}

TEST_P(EditionTest, TheGuidedQuestionsGoByTheDayThatIsNamed) {
  adopted(raised(), "2026-11-25");
  const auto asked = [&](const char* day) {
    http::Form form;
    form.add("contact_on", day);
    return must(read_form(norms_, form)).served->pack.hash;
  };
  EXPECT_EQ(asked("2026-11-24"), testing::ningbo().pack.hash);
  EXPECT_EQ(asked("2026-11-25"), pack_hash(raised()));
  EXPECT_EQ(asked("some day"), testing::ningbo().pack.hash);
}

TEST_P(EditionTest, ALaterEditionTakesThePlaceOfTheOneBefore) {
  const std::string first = adopted(raised(), "2026-11-25");
  PackFiles again = raised();
  replace(again, "parameters.yaml", "\"120.00\"", "\"118.00\"");
  adopted(again, "2026-12-01", "某统发〔2026〕10号");
  EXPECT_EQ(state(first), "superseded");
  EXPECT_EQ(ask("2026-11-30").served->pack.hash, pack_hash(raised()));
}

TEST_P(EditionTest, NobodyReviewsOrAdoptsHisOwn) {
  const std::string id = draft("he", raised());
  ASSERT_EQ(act("he", id, "test"), "");
  EXPECT_EQ(act("he", id, "review"), "refused");
  EXPECT_EQ(state(id), "tested");
  ASSERT_EQ(act("lv", id, "review"), "");
  EXPECT_EQ(act("he", id, "adopt", {{"document", "一"}, {"adopt_from", "2026-11-25"}}), "refused");
  EXPECT_EQ(state(id), "reviewed");
}

TEST_P(EditionTest, WhatDoesNotPassIsNotTested) {
  PackFiles failing = raised();
  replace(failing, "tests/raised.yaml", "verdict: permitted", "verdict: prohibited");
  EXPECT_EQ(act("he", draft("he", failing), "test"), "case.guard");
  PackFiles dirty = raised();
  replace(dirty, "parameters.yaml", "basis:", "bases:");
  EXPECT_EQ(act("he", draft("he", dirty), "test"), "case.guard");
  PackFiles untried = raised();
  untried.erase("tests/raised.yaml");
  EXPECT_EQ(act("he", draft("he", untried), "test"), "case.guard");
}

TEST_P(EditionTest, WhatWasAdoptedNeverChanges) {
  const std::string id = adopted(raised(), "2026-11-25");
  const identity::Caller he = sign_in("he");
  const auto changed =
      editions_->change(he, id, editions_->read(he, id).version(), {{"parameters.yaml", "[]"}});
  ASSERT_FALSE(changed.ok());
  EXPECT_EQ(changed.faults()[0].code, "edition.published");
  EXPECT_EQ(editions_->files(he, id), raised());
  EXPECT_EQ(act("lv", id, "adopt", {{"document", "二"}, {"adopt_from", "2026-11-26"}}),
            "case.state");
  EXPECT_EQ(act("lv", id, "return", {{"why_returned", "改一改"}}), "case.state");
}

TEST_P(EditionTest, ADraftChangesAndIsTestedAnew) {
  const std::string id = draft("he", testing::ningbo().files);
  const identity::Caller he = sign_in("he");
  ASSERT_EQ(act("he", id, "test"), "");
  const auto seen = editions_->read(he, id).version();
  EXPECT_EQ(editions_->change(he, id, seen, {{"README.md", "改"}}).faults()[0].code,
            "edition.published");
  ASSERT_EQ(act("he", id, "revise"), "");
  const auto now = editions_->read(he, id).version();
  const auto changed = must(editions_->change(he, id, now, {{"README.md", std::nullopt}}));
  EXPECT_GT(changed.version(), now);
  EXPECT_FALSE(editions_->files(he, id).contains("README.md"));
  // A colleague would review his own words then.
  EXPECT_EQ(editions_->change(sign_in("lv"), id, changed.version(), {{"README.md", "三"}})
                .faults()[0]
                .code,
            "case.role");
  // Whoever saw the version before is told.
  EXPECT_THROW((void)editions_->change(he, id, now, {{"README.md", "又改"}}), store::Conflict);
}

TEST_P(EditionTest, APastDayCannotBeAdoptedFromNorOneDayTwice) {
  adopted(raised(), "2026-11-25");
  const std::string id = draft("he", testing::ningbo().files);
  ASSERT_EQ(act("he", id, "test"), "");
  ASSERT_EQ(act("lv", id, "review"), "");
  EXPECT_EQ(act("lv", id, "adopt", {{"document", "二"}, {"adopt_from", "2026-11-23"}}),
            "edition.from");
  EXPECT_EQ(act("lv", id, "adopt", {{"document", "二"}, {"adopt_from", "2026-11-25"}}),
            "edition.from");
  EXPECT_EQ(act("lv", id, "adopt", {{"adopt_from", "2026-11-26"}}), "missing");
  EXPECT_EQ(act("lv", id, "adopt", {{"document", "二"}, {"adopt_from", "2026-11-24"}}), "");
}

TEST_P(EditionTest, OnlyTheCoordinatorOfItsPlaceDraftsAndTheInspectorReads) {
  for (const char* login : {"wang", "zhao", "root", "watcher"})
    EXPECT_THROW((void)editions_->create(sign_in(login), new_id(), raised(), ""), identity::Refused)
        << login;
  // A district's coordinator has no list of the city's to draft.
  const auto district = editions_->create(sign_in("zheng"), new_id(), raised(), "");
  ASSERT_FALSE(district.ok());
  EXPECT_EQ(district.faults()[0].code, "edition.place");
  const std::string id = draft("he", raised());
  EXPECT_EQ(editions_->read(sign_in("watcher"), id).edition.id, id);
  EXPECT_EQ(act("watcher", id, "discard"), "refused");
  EXPECT_THROW((void)editions_->read(sign_in("zheng"), id), identity::Refused);
  EXPECT_EQ(editions_->list(sign_in("zheng")).size(), 0U);
  EXPECT_EQ(editions_->list(sign_in("watcher")).size(), 1U);
}

TEST_P(EditionTest, WhatIsNoPackIsRefusedByName) {
  const identity::Caller he = sign_in("he");
  const auto refusal = [&](const PackFiles& files, const std::string& based_on = "") {
    const auto made = editions_->create(he, new_id(), files, based_on);
    return made ? "" : made.faults()[0].code;
  };
  EXPECT_EQ(refusal({}), "edition.unreadable");
  PackFiles files = raised();
  files["../pack.yaml"] = "一";
  EXPECT_EQ(refusal(files), "edition.path");
  files = raised();
  replace(files, "pack.yaml", "id: ningbo", "id: elsewhere");
  EXPECT_EQ(refusal(files), "edition.pack");
  EXPECT_EQ(refusal(raised(), "no-such-edition"), "edition.based_on");
}

TEST_P(EditionTest, TheSameDraftTwiceIsOneAndAnotherUnderItsIdIsNone) {
  const std::string id = draft("he", raised());
  EXPECT_FALSE(must(editions_->create(sign_in("he"), id, raised(), "")).created);
  EXPECT_THROW((void)editions_->create(sign_in("he"), id, testing::ningbo().files, ""),
               store::Exists);
}

TEST_P(EditionTest, AnotherServerTakesItOverWithoutARestart) {
  auto other = must(Norms::load({kPolicy / "ningbo"}, kPolicy / "calendar", clock_));
  Editions there(database(), *casework_, other, places(), proving_);
  adopted(raised(), "2026-11-25");
  EXPECT_NE(other.on("ningbo", *base::Date::parse("2026-11-25"))->pack.hash, pack_hash(raised()));
  EXPECT_TRUE(there.refresh().empty());
  EXPECT_EQ(other.on("ningbo", *base::Date::parse("2026-11-25"))->pack.hash, pack_hash(raised()));
  EXPECT_EQ(other.on("ningbo", *base::Date::parse("2026-11-24"))->pack.hash,
            testing::ningbo().pack.hash);
}

}  // namespace
}  // namespace qinqing::norms
