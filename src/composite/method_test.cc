// What each step does at its edges, and what it says where it cannot be done.
#include <gtest/gtest.h>

#include <cmath>

#include "composite/compute.h"
#include "composite/numbers.h"
#include "composite/swap.h"
#include "composite/testing/cases.h"
#include "composite/weights.h"

namespace qinqing::composite {
namespace {

constexpr char kTree[] =
    "Level,iCode,Direction,Weight,Parent,Type,Denominator,Target\n"
    "1,a,1,1,P,Indicator,people,9\n"
    "1,b,1,1,P,Indicator,,\n"
    "1,c,-1,1,Q,Indicator,,\n"
    "2,P,1,1,T,Aggregate,,\n"
    "2,Q,1,1,T,Aggregate,,\n"
    "3,T,1,1,,Aggregate,,\n"
    ",group,,,,Group,,\n"
    ",people,,,,Denominator,,\n";
constexpr char kData[] =
    "uCode,group,people,a,b,c\n"
    "U1,x,1,1,10,5\n"
    "U2,x,2,4,,4\n"
    "U3,y,4,8,30,3\n"
    "U4,,5,20,40,1\n";

base::Result<Computed> run(const std::string& steps, const std::string& data = kData,
                           const std::string& tree = kTree) {
  const auto framework = parse_framework(tree, "framework.csv");
  if (!framework) return framework.faults();
  const auto csv = parse_csv(data, "data.csv");
  if (!csv) return csv.faults();
  const auto table = read_table(*csv, *framework);
  if (!table) return table.faults();
  const FileReader none = [](const std::string& name) {
    return base::Result<std::string>(base::Fault{"unreadable", "", "没有", "", name, 0});
  };
  const auto method = read_method("steps:\n" + steps, "method.yaml", none);
  if (!method) return method.faults();
  return compute(*method, *framework, *table);
}

constexpr char kAdd[] = "- {step: aggregate}\n";

std::vector<double> column(const std::string& steps, std::size_t element,
                           const std::string& data = kData) {
  const auto computed = run(steps, data);
  if (!computed) {
    ADD_FAILURE() << computed.faults().to_string();
    return {};
  }
  return computed->aggregated().columns[element];
}

std::string faults(const std::string& steps, const std::string& data = kData,
                   const std::string& tree = kTree) {
  const auto computed = run(steps, data, tree);
  return computed ? "no fault" : computed.faults().to_string();
}

void expect_all(const std::vector<double>& got, const std::vector<double>& want) {
  ASSERT_EQ(got.size(), want.size());
  for (std::size_t i = 0; i < want.size(); ++i) {
    if (is_missing(want[i])) {
      EXPECT_TRUE(is_missing(got[i])) << i << ": " << got[i];
    } else {
      EXPECT_NEAR(got[i], want[i], 1e-12) << i;
    }
  }
}

std::string scale(const std::string& keys) {
  return "- {step: normalise, " + keys + "}\n" + kAdd;
}

TEST(Normalise, EfficacyCoefficients) {
  // (x − 2)/(10 − 2): at the unallowable value 60, at the satisfactory 100, beyond it more.
  expect_all(
      column(scale("by: efficacy_linear, bounds: data, "
                   "indicators: {a: {by: efficacy_linear, unallowable: 2, satisfactory: 10}}"),
             0),
      {60 - 5, 70, 90, 150});
  const auto exponential =
      column(scale("by: none, indicators: {a: {by: efficacy_exponential, unallowable: 1, "
                   "satisfactory: 8, floor: true, cap: true}}"),
             0);
  EXPECT_NEAR(exponential[0], 60, 1e-12);
  EXPECT_NEAR(exponential[2], 100, 1e-12);
  EXPECT_NEAR(exponential[3], 100, 1e-12);
  EXPECT_NEAR(exponential[1], 60 * std::pow(100.0 / 60, 3.0 / 7), 1e-12);
  // Less is better: the largest is the unallowable.
  expect_all(column(scale("by: efficacy_linear, bounds: data"), 2), {60, 70, 80, 100});
}

TEST(Normalise, RanksTiesDistancesAndFractions) {
  const std::string ties = "uCode,group,people,a,b,c\nU1,,1,3,1,1\nU2,,1,3,2,2\nU3,,1,,3,4\n";
  expect_all(column(scale("by: rank"), 2), {1, 2, 3, 4});
  const auto tied = run(scale("by: rank"), ties);
  expect_all(tied->aggregated().columns[0], {1, 1, kMissing});
  expect_all(column(scale("by: fraction_of_maximum"), 2), {0.2, 0.25, 1.0 / 3, 1});
  expect_all(column(scale("by: fraction_of_maximum, like_coinr: true"), 2), {5, 4, 3, 1});
  expect_all(column(scale("by: distance_to_reference, unit: U3"), 0), {0, 3.0 / 7, 1, 19.0 / 7});
  expect_all(column(scale("by: distance_to_reference, unit: U3, cap: true"), 0),
             {0, 3.0 / 7, 1, 1});
  expect_all(column(scale("by: none, indicators: {a: {by: distance_to_target, cap: true}}"), 0),
             {0, 3.0 / 8, 7.0 / 8, 1});
}

TEST(Normalise, WhatCannotBeDoneIsNamed) {
  const std::string flat = "uCode,group,people,a,b,c\nU1,,1,3,1,1\nU2,,1,3,2,2\n";
  EXPECT_NE(faults(scale("by: min_max"), flat).find("“a”各单位全部相同"), std::string::npos);
  EXPECT_EQ(faults(scale("by: min_max, constant: missing"), flat), "no fault");
  EXPECT_NE(faults(scale("by: distance_to_target")).find("“b”没有目标值"), std::string::npos);
  EXPECT_NE(faults(scale("by: goalposts")).find("没有上下限"), std::string::npos);
  EXPECT_NE(faults(scale("by: efficacy_linear")).find("没有不允许值和满意值"), std::string::npos);
  EXPECT_NE(faults(scale("by: minmax")).find("min_max"), std::string::npos);
  EXPECT_NE(faults(scale("by: min_max, too: [0, 1]")).find("/steps/0/too"), std::string::npos);
  EXPECT_NE(faults(scale("by: min_max, indicators: {d: {by: rank}}")).find("没有指标“d”"),
            std::string::npos);
}

TEST(Impute, RowsGroupsAndUnitsWithoutGroup) {
  const std::string data =
      "uCode,group,people,a,b,c\nU1,x,1,1,10,5\nU2,x,2,4,,4\nU3,,4,8,,3\nU4,y,5,20,40,1\n";
  const auto with = [&](const std::string& by) {
    const auto computed = run("- {step: impute, " + by + "}\n" + kAdd, data);
    return computed->aggregated().columns[1];
  };
  // U3 has no group: it is left alone.
  expect_all(with("by: group_mean, group: group"), {10, 10, kMissing, 40});
  expect_all(with("by: mean"), {10, 25, 25, 40});
  // U2: a stands at 3/19 of its range; b's range is 10…40.
  expect_all(with("by: row_mean, level: 2"), {10, 10 + 30 * 3.0 / 19, 10 + 30 * 7.0 / 19, 40});
  EXPECT_NE(faults("- {step: impute, by: linear}\n" + std::string(kAdd)).find("只有一个年份"),
            std::string::npos);
}

TEST(Aggregate, MeansMissingsAndThresholds) {
  const std::string plain = "- {step: aggregate, by: ";
  expect_all(column(plain + "arithmetic}\n", 3), {5.5, 4, 19, 30});
  expect_all(column(plain + "arithmetic, threshold: 0.6}\n", 3), {5.5, kMissing, 19, 30});
  expect_all(column(plain + "generalised, p: 2}\n", 3),
             {std::sqrt(50.5), 4, std::sqrt(482), std::sqrt(1000)});
  const auto like = run(plain + "generalised, p: 2, like_coinr: true}\n");
  EXPECT_TRUE(is_missing(like->aggregated().columns[3][1]));
  expect_all(column(plain + "harmonic}\n", 3), {2 / 1.1, 4, 2 / (1.0 / 8 + 1.0 / 30), 2 / 0.075});
  const std::string bad =
      faults("- {step: normalise, by: z_score}\n- {step: aggregate, by: geometric}\n");
  EXPECT_NE(bad.find("data.csv:"), std::string::npos) << bad;
  EXPECT_NE(bad.find("几何平均"), std::string::npos) << bad;
}

TEST(Aggregate, CopelandLeavesOutWhatIsMissingInAPair) {
  const std::string data = "uCode,group,people,a,b,c\nU1,,1,3,,1\nU2,,1,2,9,2\n";
  // Only a can be compared: U1 is ahead. COINr gives the missing weight to the later unit: level.
  const auto ours = run("- {step: aggregate, by: copeland}\n", data);
  expect_all(ours->aggregated().columns[3], {1, -1});
  const auto coinr = run("- {step: aggregate, by: copeland, like_coinr: true}\n", data);
  expect_all(coinr->aggregated().columns[3], {0, 0});
}

TEST(Treat, TiedMaximaGoTogetherAndUndoneOnRequest) {
  std::string data = "uCode,group,people,a,b,c\n";
  for (int i = 0; i < 30; ++i)
    data += "U" + std::to_string(100 + i) + ",,1," + (i < 3 ? "900" : std::to_string(i)) + "," +
            std::to_string(i) + "," + std::to_string(30 - i) + "\n";
  const auto treated = run(
      "- {step: treat, first: {max_points: 2}, second: {by: none}}\n" + std::string(kAdd), data);
  const Treatment& t = treated->trace.treatments[0];
  EXPECT_FALSE(t.passed[0]);
  EXPECT_EQ(t.winsorised, 3);  // three tied maxima, although two were allowed
  EXPECT_EQ(t.points.size(), 3U);
  EXPECT_EQ(treated->find("treated")->columns[0][0], 29);
}

TEST(Weights, AhpEntropyAndContradictions) {
  const Ahp ahp = ahp_weights({{1, 2, 4}, {0.5, 1, 2}, {0.25, 0.5, 1}});
  EXPECT_NEAR(ahp.weights[0], 4.0 / 7, 1e-12);
  EXPECT_NEAR(ahp.ratio, 0, 1e-12);
  // Saaty's example of judgements that contradict each other.
  EXPECT_GT(ahp_weights({{1, 9, 1.0 / 9}, {1.0 / 9, 1, 9}, {9, 1.0 / 9, 1}}).ratio, 0.1);
  expect_all(column("- {step: weights, by: ahp, groups: {T: [[1, 4], [0.25, 1]]}}\n"
                    "- {step: aggregate}\n",
                    5),
             {(4 * 5.5 + 5) / 5, (4 * 4 + 4) / 5.0, (4 * 19 + 3) / 5.0, (4 * 30 + 1) / 5.0});
  EXPECT_NE(
      faults("- {step: weights, by: ahp, groups: {T: [[1, 3], [3, 1]]}}\n- {step: aggregate}\n")
          .find("互为倒数"),
      std::string::npos);
  EXPECT_NE(faults("- {step: weights, by: given, values: {P: 0, Q: 0}}\n- {step: aggregate}\n")
                .find("权重全是 0"),
            std::string::npos);
  // An indicator whose values are all alike tells nothing: entropy gives it no weight.
  const std::string flat = "uCode,group,people,a,b,c\nU1,,1,3,1,1\nU2,,1,3,9,2\n";
  const auto entropy = run("- {step: weights, by: entropy}\n- {step: aggregate}\n", flat);
  EXPECT_NEAR(entropy->weights[0], 0, 1e-12);
  EXPECT_GT(entropy->weights[1], 0.1);
}

TEST(Data, EveryFaultIsNamedByLineAndColumn) {
  const std::string text = faults(kAdd,
                                  "uCode,group,people,a,b,c\n"
                                  "U1,x,1,\"1,200\",10,5\n"
                                  "U1,x,2,4,Inf,4\n"
                                  ",x,2,4,1,4\n");
  for (const char* part : {"data.csv:2", "“1,200”不是数", "data.csv:3", "“U1”出现了两次", "无穷大",
                           "data.csv:4", "没有填单位代码"})
    EXPECT_NE(text.find(part), std::string::npos) << part << " in " << text;
  EXPECT_NE(faults(kAdd, "uCode,group,people,a,b,cc\nU1,x,1,1,1,1\n").find("“cc”"),
            std::string::npos);
  EXPECT_NE(faults("- {step: denominate}\n" + std::string(kAdd),
                   "uCode,group,people,a,b,c\nU1,x,0,1,1,1\n")
                .find("是 0"),
            std::string::npos);
  EXPECT_NE(faults(kAdd, "uCode,group,people,a,b,c\n").find("没有数据行"), std::string::npos);
  EXPECT_NE(faults(kAdd, "uCode,group,people,a,b,c\nU1,x,1,1,1\n").find("5 个字段"),
            std::string::npos);
}

TEST(Frameworks, FaultsOfTheTree) {
  const auto with = [](const std::string& rows) {
    return faults(kAdd, kData, "Level,iCode,Direction,Weight,Parent,Type\n" + rows);
  };
  EXPECT_NE(with("1,a,1,0,T,Indicator\n2,T,1,1,,Aggregate\n").find("权重全是 0"),
            std::string::npos);
  EXPECT_NE(with("1,a,2,1,T,Indicator\n2,T,1,1,,Aggregate\n").find("只能是 1 或 -1"),
            std::string::npos);
  EXPECT_NE(with("1,a,1,1,X,Indicator\n2,T,1,1,,Aggregate\n").find("“X”不在框架里"),
            std::string::npos);
  EXPECT_NE(
      with("1,a,1,1,T,Indicator\n1,a,1,1,T,Indicator\n2,T,1,1,,Aggregate\n").find("出现了两次"),
      std::string::npos);
  EXPECT_NE(
      with("1,a,1,1,T,Indicator\n2,T,1,1,,Aggregate\n2,S,1,1,,Aggregate\n").find("最高一级有 2 个"),
      std::string::npos);
}

TEST(Frameworks, ThoseOfThePolicyFolderAreSoundAndAsemIsTheCsv) {
  const std::string folder = QINQING_SOURCE_DIR "/policy/index/";
  const auto asem = parse_framework(testing::text_at(folder + "asem.yaml"), "asem.yaml");
  ASSERT_TRUE(asem.ok()) << asem.faults().to_string();
  const Framework csv = testing::asem_framework();
  ASSERT_EQ(asem->codes(), csv.codes());
  for (std::size_t e = 0; e < csv.elements.size(); ++e) {
    EXPECT_EQ(asem->elements[e].target, csv.elements[e].target);
    EXPECT_EQ(asem->elements[e].denominator, csv.elements[e].denominator);
    EXPECT_EQ(asem->elements[e].parent, csv.elements[e].parent);
  }
  const auto city =
      parse_framework(testing::text_at(folder + "ningbo-db3302-t1178-2025.yaml"), "f.yaml");
  ASSERT_TRUE(city.ok()) << city.faults().to_string();
  EXPECT_EQ(elements_of_level(*city, 3).size(), 3U);
  EXPECT_EQ(elements_of_level(*city, 2).size(), 6U);
  for (const Element& element : city->elements) EXPECT_FALSE(element.status.empty());
}

TEST(Swap, TheSmallestChangeThatLevelsTwo) {
  const std::vector<double> w{0.25, 0.25, 0.25, 0.25};
  const std::vector<double> lead{10, 5, -4, 1};
  const auto swap = smallest_swap(w, lead);
  ASSERT_TRUE(swap.has_value());
  double sum = 0;
  double level = 0;
  double squares = 0;
  for (std::size_t i = 0; i < 4; ++i) {
    EXPECT_GE(swap->weights[i], 0);
    sum += swap->weights[i];
    level += swap->weights[i] * lead[i];
    squares += std::pow(swap->weights[i] - w[i], 2);
  }
  EXPECT_NEAR(sum, 1, 1e-12);
  EXPECT_NEAR(level, 0, 1e-12);
  // No grid point that levels them is nearer.
  for (int i = 0; i <= 100; ++i)
    for (int j = 0; i + j <= 100; ++j) {
      const double a = i / 100.0;
      const double b = j / 100.0;
      // c and d from the two equations: c + d = 1 − a − b, −4c + d = −10a − 5b.
      const double c = (1 - a - b + 10 * a + 5 * b) / 5;
      const double d = 1 - a - b - c;
      if (c < 0 || d < 0) continue;
      const double away =
          std::pow(a - .25, 2) + std::pow(b - .25, 2) + std::pow(c - .25, 2) + std::pow(d - .25, 2);
      EXPECT_GE(away, squares - 1e-12);
    }
  EXPECT_FALSE(smallest_swap(w, std::vector<double>{1, 2, 3, 1}).has_value());
}

}  // namespace
}  // namespace qinqing::composite
