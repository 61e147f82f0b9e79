// The kit against DecisionModel: level 2 whole, level 3 in part (all but external Java).
#include "dmn/kit/kit.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>

#include "dmn/testing/files.h"

namespace qinqing::dmn::kit {
namespace {

namespace fs = std::filesystem;

TEST(Kit, EveryCaseHerePasses) {
  const auto results = run_all(testing::testdata("tck"));
  std::size_t level_3 = 0;
  for (const CaseResult& result : results) {
    EXPECT_TRUE(result.passed) << result.folder << " " << result.id << ": " << result.message;
    if (result.folder.starts_with("compliance-level-3/")) ++level_3;
  }
  EXPECT_EQ(results.size() - level_3, 116U);
  EXPECT_GT(level_3, 200U);
}

// A runner that passes everything would pass the test above too.
class WrongKit : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::temp_directory_path() / ("kit-" + std::to_string(::getpid()));
    fs::create_directories(folder_ / "0001-sum");
    write(
        "0001-sum/0001-sum.dmn",
        R"(<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" name="sum" namespace="s">
               <inputData id="a" name="a"><variable name="a" typeRef="number"/></inputData>
               <decision id="d" name="d"><variable name="d"/>
                 <informationRequirement><requiredInput href="#a"/></informationRequirement>
                 <literalExpression><text>a + 1</text></literalExpression></decision>
             </definitions>)");
  }
  void TearDown() override { fs::remove_all(folder_); }
  void write(const std::string& name, const std::string& text) const {
    std::ofstream(folder_ / name) << text;
  }
  void write_case(const std::string& expected, const std::string& model = "0001-sum.dmn") const {
    write(
        "0001-sum/0001-sum-test-01.xml",
        R"(<testCases xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><modelName>)" + model +
            R"(</modelName><testCase id="c"><inputNode name="a"><value xsi:type="xsd:decimal">1</value></inputNode>
                 <resultNode name="d"><expected>)" +
            expected + "</expected></resultNode></testCase></testCases>");
  }
  std::vector<CaseResult> run() const { return run_all(folder_); }

  fs::path folder_;
};

TEST_F(WrongKit, ComparesValuesByTypeAndNumber) {
  write_case(R"(<value xsi:type="xsd:decimal">2.000000001</value>)");
  EXPECT_TRUE(run().at(0).passed);
  write_case(R"(<value xsi:type="xsd:decimal">2.1</value>)");
  EXPECT_FALSE(run().at(0).passed);
  EXPECT_EQ(run().at(0).message, "d：应为 2.1，是 2");
  write_case(R"(<value xsi:type="xsd:string">2</value>)");
  EXPECT_FALSE(run().at(0).passed);
  write_case(R"(<value xsi:nil="true"/>)");
  EXPECT_FALSE(run().at(0).passed);
}

TEST_F(WrongKit, FailsTheCasesOfAModelThatIsNotThere) {
  write_case(R"(<value xsi:type="xsd:decimal">2</value>)", "other.dmn");
  EXPECT_FALSE(run().at(0).passed);
  write("0001-sum/broken.xml", "<testCases>");
  EXPECT_EQ(run().size(), 2U);
  EXPECT_FALSE(run().at(1).passed);
}

}  // namespace
}  // namespace qinqing::dmn::kit
