// Tables as the public header shows them: what a question or a search for gaps works from.
#include <gtest/gtest.h>

#include <string>

#include "dmn/dmn.h"
#include "dmn/testing/table_text.h"

namespace qinqing::dmn {
namespace {

using testing::TableText;

std::string shown(const std::vector<Endpoint>& endpoints) {
  std::string out;
  for (const Endpoint& endpoint : endpoints)
    out += (out.empty() ? "" : " ") +
           (endpoint.literal ? endpoint.literal->to_feel() : "`" + endpoint.name + "`");
  return out;
}

Model loaded(const TableText& table) {
  auto model = Model::load(table.xml());
  EXPECT_TRUE(model.ok()) << (model.ok() ? "" : model.faults().to_string());
  return std::move(model).value();
}

TEST(Table, EndpointsAreCollectedInOrderOfFirstAppearanceOnce) {
  const Model model = loaded(TableText("COLLECT")
                                 .input("cost", "number")
                                 .input("kind", "string")
                                 .fact("limit", "number")
                                 .output("")
                                 .rule({"<= 100.00", "\"b\", \"a\""}, {"1"})
                                 .rule({"(20..limit]", "not(\"a\", null)"}, {"1"})
                                 .rule({"100, > limit, -5", "-"}, {"1"})
                                 .rule({"not([2 * 10 .. 30])", "\"c\""}, {"1"}));
  const Table& table = *model.table(*model.find_decision("table"));
  EXPECT_EQ(shown(table.inputs[0].endpoints), "100.00 20 `limit` -5 30");
  EXPECT_EQ(shown(table.inputs[1].endpoints), "\"b\" \"a\" null \"c\"");
}

TEST(Table, NamesAndEndpointsOfColumnsThatAreMoreThanAName) {
  const Model model = loaded(TableText("COLLECT")
                                 .fact("total cost", "number")
                                 .fact("people", "number")
                                 .fact("loan", "")
                                 .column("total cost / (people + total cost)", "number")
                                 .column("loan.rate", "")
                                 .output("")
                                 .rule({"> loan.limit", "-"}, {"1"}));
  const Table& table = *model.table(*model.find_decision("table"));
  EXPECT_EQ(table.inputs[0].names, (std::vector<std::string>{"total cost", "people"}));
  EXPECT_EQ(table.inputs[1].names, std::vector<std::string>{"loan"});
  EXPECT_EQ(shown(table.inputs[0].endpoints), "`loan.limit`");
  EXPECT_EQ(table.inputs[1].type_ref, "");
}

TEST(Table, AllowedValuesTestByTest) {
  const Model model = loaded(TableText("COLLECT")
                                 .fact("a", "number")
                                 .column("a", "number", "[0..10], > 100 , null")
                                 .column("a", "number", "not(5, 6)")
                                 .column("a", "", "-")
                                 .output("x", "1 , 2", "1 + 1")
                                 .rule({"-", "-", "-"}, {"1"}));
  const Table& table = *model.table(*model.find_decision("table"));
  EXPECT_EQ(table.inputs[0].allowed, (std::vector<std::string>{"[0..10]", "> 100", "null"}));
  EXPECT_EQ(table.inputs[1].allowed, std::vector<std::string>{"not(5, 6)"});
  EXPECT_TRUE(table.inputs[2].allowed.empty());
  EXPECT_EQ(table.inputs[2].type_ref, "number");  // of the input it names
  EXPECT_EQ(table.outputs[0].allowed, (std::vector<std::string>{"1", "2"}));
  EXPECT_EQ(table.outputs[0].default_entry, "1 + 1");
}

TEST(Table, ADecisionWithoutTableHasNone) {
  const auto model = Model::load(
      "<definitions xmlns=\"https://www.omg.org/spec/DMN/20230324/MODEL/\" name=\"x\">"
      "<decision id=\"d\" name=\"d\"><literalExpression><text>1</text></literalExpression>"
      "</decision></definitions>");
  ASSERT_TRUE(model.ok());
  EXPECT_EQ(model->table(*model->find_decision("d")), nullptr);
}

}  // namespace
}  // namespace qinqing::dmn
