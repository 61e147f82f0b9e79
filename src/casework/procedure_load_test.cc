#include "casework/procedure_load.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "base/yaml.h"

namespace qinqing::casework {
namespace {

namespace fs = std::filesystem;

const fs::path kBicycle = fs::path(QINQING_TESTDATA) / "invented/bicycle.yaml";
constexpr Vocabulary kAnyNames;

std::string bicycle() {
  return base::read_file(kBicycle).value();
}

// The bicycle's text with one piece replaced, which must be there.
std::string with(const std::string& before, const std::string& after) {
  std::string text = bicycle();
  const std::size_t at = text.find(before);
  EXPECT_NE(at, std::string::npos) << before;
  return text.replace(at, before.size(), after);
}

TEST(ProcedureLoad, ReadsWhatIsWritten) {
  const auto version = load_procedure(kBicycle, kAnyNames);
  ASSERT_TRUE(version) << version.faults().to_string();
  const Procedure& p = version->procedure;
  EXPECT_EQ(p.title, "借车");
  EXPECT_TRUE(p.state("back")->is_final());
  EXPECT_FALSE(p.state("lent")->is_final());
  EXPECT_EQ(p.transition("seen")->to, "back");
  EXPECT_EQ(p.transition("see")->to, std::nullopt);
  EXPECT_EQ(p.deadline("bring_back")->counted(),
            (base::Period{.count = 5, .unit = base::PeriodUnit::workdays}));
  EXPECT_EQ(p.deadline("bring_back")->warning(),
            (base::Period{.count = -1, .unit = base::PeriodUnit::workdays}));
  EXPECT_EQ(p.state("bicycle"), nullptr);
}

TEST(ProcedureLoad, AFaultHasFileAndLine) {
  const auto version =
      parse_procedure(with("status: drafted", "status: draughted"), "b.yaml", kAnyNames);
  ASSERT_FALSE(version);
  EXPECT_EQ(version.faults().size(), 1U);
  EXPECT_EQ(version.faults()[0].file, "b.yaml");
  EXPECT_EQ(version.faults()[0].line, 5);
  EXPECT_EQ(version.faults()[0].pointer, "/status");
}

TEST(ProcedureLoad, EveryFaultOfAFileIsNamed) {
  const auto version = parse_procedure(
      "id: x\ntitle: x\nstatus: nothing\nparties: []\nstart: a\nstates:\n  - {id: a, lable: b}\n",
      "x.yaml", kAnyNames);
  ASSERT_FALSE(version);
  const std::string said = version.faults().to_string();
  for (const char* part : {"x.yaml:3: /status", "/basis", "x.yaml:7: /states/0/lable", "label"})
    EXPECT_NE(said.find(part), std::string::npos) << part << " in\n" << said;
}

TEST(ProcedureLoad, TheVersionIsWhatItSaysNotHowItIsWritten) {
  const std::string hash = load_procedure(kBicycle, kAnyNames)->hash;
  EXPECT_TRUE(hash.starts_with("sha256:"));
  const auto same = parse_procedure("# 别的注释\n\n" + with("title: 借车", "title:    \"借车\""),
                                    "elsewhere.yaml", kAnyNames);
  ASSERT_TRUE(same);
  EXPECT_EQ(same->hash, hash);
  const auto other =
      parse_procedure(with("period: 5 workdays", "period: 6 workdays"), "b.yaml", kAnyNames);
  ASSERT_TRUE(other);
  EXPECT_NE(other->hash, hash);
}

TEST(ProcedureLoad, AKeptVersionComesBackAsItWas) {
  const auto version = load_procedure(kBicycle, kAnyNames);
  const auto restored = restore_procedure(version->text);
  ASSERT_TRUE(restored) << restored.faults().to_string();
  EXPECT_EQ(restored->hash, version->hash);
  EXPECT_EQ(restored->text, version->text);
  EXPECT_EQ(restored->procedure.transition("lend")->fields,
            version->procedure.transition("lend")->fields);
  EXPECT_FALSE(restore_procedure(version->text + "x"));
  EXPECT_FALSE(restore_procedure("{}"));
}

TEST(ProcedureLoad, AFolderIsReadWhole) {
  const fs::path folder = fs::path(testing::TempDir()) / "procedures";
  fs::remove_all(folder);
  fs::create_directories(folder);
  EXPECT_TRUE(load_procedures(folder, kAnyNames)->empty());
  std::ofstream(folder / "a.yaml") << bicycle();
  std::ofstream(folder / "readme.txt") << "not a procedure";
  ASSERT_TRUE(load_procedures(folder, kAnyNames));
  std::ofstream(folder / "b.yaml") << bicycle();
  std::ofstream(folder / "c.yaml") << "id: [";
  const auto both = load_procedures(folder, kAnyNames);
  ASSERT_FALSE(both);
  const std::string said = both.faults().to_string();
  EXPECT_NE(said.find("a.yaml 里已经有了"), std::string::npos) << said;
  EXPECT_NE(said.find("c.yaml"), std::string::npos) << said;
  fs::remove_all(folder);
  EXPECT_EQ(load_procedures(folder, kAnyNames).faults()[0].code, "unreadable");
}

TEST(ProcedureLoad, NumbersAreWrittenByTheForm) {
  EXPECT_EQ(format_number("甬报〔{year}〕{n}号", 2026, 123), "甬报〔2026〕123号");
  EXPECT_EQ(format_number("{n}", 2026, 1), "1");
}

TEST(ProcedureLoad, TheHistorySpeaksToTheViewer) {
  const auto version = load_procedure(kBicycle, kAnyNames);
  const Transition& lend = *version->procedure.transition("lend");
  EXPECT_EQ(said_to(lend, {"unit_admin"}), "借出了车");
  EXPECT_EQ(said_to(lend, {"unit_admin", "rider"}), "车借给您了");
}

}  // namespace
}  // namespace qinqing::casework
