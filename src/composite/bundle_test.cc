#include "composite/bundle.h"

#include <gtest/gtest.h>

#include "composite/csv.h"
#include "composite/numbers.h"
#include "composite/random.h"
#include "composite/testing/cases.h"

namespace qinqing::composite {
namespace {

using testing::testdata;
using testing::text_at;

Files asem_inputs() {
  return {{"framework.csv", text_at(testdata() + "/asem/framework.csv")},
          {"data.csv", text_at(testdata() + "/asem/indicators.csv")},
          {"method.yaml", testing::kBase}};
}

Files ua_inputs() {
  Files inputs = asem_inputs();
  inputs["uncertain.yaml"] =
      "inputs:\n"
      "- {id: winmax, step: treat, at: first.max_points, values: [1, 2, 3, 4, 5]}\n"
      "- {id: normalisation, step: normalise,\n"
      "   values: [{by: min_max, to: [1, 100]}, {by: z_score, mean: 10, deviation: 2}]}\n"
      "- {id: weights, sets: weight-sets.csv}\n"
      "- {id: aggregation, step: aggregate, at: by, values: [arithmetic, geometric]}\n";
  inputs["weight-sets.csv"] = text_at(testdata() + "/coinr/sensitivity-ua/weight-sets.csv");
  return inputs;
}

Files bundle_of(const Files& inputs, const Command& command) {
  auto outcome = run_command(inputs, command);
  if (!outcome) throw std::runtime_error(outcome.faults().to_string());
  return *make_bundle(inputs, command, outcome->files);
}

TEST(Bundle, ReproducesByteForByte) {
  Command command;
  command.steps = true;
  const Files bundle = bundle_of(asem_inputs(), command);
  for (const char* name : {"raw.csv", "denominated.csv", "imputed.csv", "screened.csv",
                           "treated.csv", "normalised.csv", "aggregated.csv", "results.csv",
                           "ranking.svg", "tree.svg", "manifest.json"})
    EXPECT_TRUE(bundle.contains(name)) << name;
  const auto same = reproduce(bundle, 1);
  ASSERT_TRUE(same.ok()) << same.faults().to_string();
  EXPECT_EQ(*same, bundle.size());
}

TEST(Bundle, StepsReadBackAsTheSameDoubles) {
  Command command;
  command.steps = true;
  const Files bundle = bundle_of(asem_inputs(), command);
  const Framework framework = testing::asem_framework();
  const auto computed =
      compute(testing::method_from(testing::kBase), framework, testing::asem_table(framework));
  const Csv csv = *parse_csv(bundle.at("aggregated.csv"), "aggregated.csv");
  const auto index = *csv.column("Index");
  for (std::size_t i = 0; i < csv.rows.size(); ++i)
    EXPECT_EQ(*parse_number(csv.rows[i][index]), computed->aggregated().columns.back()[i]);
}

TEST(Bundle, OneFlippedBitIsRefused) {
  const Files bundle = bundle_of(asem_inputs(), {});
  Stream random(5, 0, 0);
  int tried = 0;
  for (const auto& [name, bytes] : bundle)
    for (int i = 0; i < (name == "manifest.json" ? 60 : 4); ++i) {
      Files changed = bundle;
      const std::size_t at = random.below(bytes.size());
      changed[name][at] = static_cast<char>(bytes[at] ^ (1 << random.below(8)));
      EXPECT_FALSE(reproduce(changed, 1).ok()) << name << " byte " << at;
      ++tried;
    }
  EXPECT_GT(tried, 80);
  Files missing = bundle;
  missing.erase("results.csv");
  EXPECT_FALSE(reproduce(missing, 1).ok());
  Files added = bundle;
  added["note.txt"] = "x";
  EXPECT_FALSE(reproduce(added, 1).ok());
}

// Whoever writes a false result and a true hash of it is found by the recomputation.
TEST(Bundle, AFalseResultWithATrueHashIsRefused) {
  const Files inputs = asem_inputs();
  auto outcome = run_command(inputs, {});
  std::string& results = outcome->files["results.csv"];
  const std::size_t at = results.find("CHE,");
  results[at + 1] = 'X';
  const auto faults = reproduce(*make_bundle(inputs, {}, outcome->files), 1);
  ASSERT_FALSE(faults.ok());
  EXPECT_EQ(faults.faults()[0].file, "results.csv");
}

TEST(Bundle, UncertaintyIsTheSameWhateverTheThreads) {
  Command command;
  command.kind = Command::Kind::uncertainty;
  command.replications = 200;
  command.seed = 11;
  command.threads = 1;
  const Files one = bundle_of(ua_inputs(), command);
  command.threads = 3;
  command.recompute = true;
  EXPECT_EQ(one, bundle_of(ua_inputs(), command));
  ASSERT_TRUE(reproduce(one, 2).ok());
  command.seed = 12;
  EXPECT_NE(one.at("ranks.csv"), bundle_of(ua_inputs(), command).at("ranks.csv"));
}

TEST(Bundle, ReplayGivesCoinrsRanks) {
  Files inputs = ua_inputs();
  inputs["replay.csv"] = text_at(testdata() + "/coinr/sensitivity-ua/parameters.csv");
  Command command;
  command.kind = Command::Kind::uncertainty;
  const Files bundle = bundle_of(inputs, command);
  const Csv ours = *parse_csv(bundle.at("ranks.csv"), "ranks.csv");
  const Csv theirs = testing::csv_at(testdata() + "/coinr/sensitivity-ua/ranks.csv");
  EXPECT_EQ(ours.header, theirs.header);
  EXPECT_EQ(ours.rows, theirs.rows);
}

TEST(Bundle, AnalysisAndSensitivityReproduce) {
  Command command;
  command.kind = Command::Kind::analyse;
  Files inputs = asem_inputs();
  inputs["what-if.yaml"] = "steps:\n- {step: normalise, by: rank}\n- {step: aggregate}\n";
  const Files analysis = bundle_of(inputs, command);
  EXPECT_TRUE(analysis.contains("what-if.csv"));
  EXPECT_TRUE(analysis.contains("weight-swaps.csv"));
  ASSERT_TRUE(reproduce(analysis, 1).ok());
  command.kind = Command::Kind::sensitivity;
  command.sampling = Sampling::sobol;
  command.replications = 64;
  const Files sensitivity = bundle_of(ua_inputs(), command);
  EXPECT_TRUE(sensitivity.contains("sobol.csv"));
  ASSERT_TRUE(reproduce(sensitivity, 2).ok());
}

TEST(Bundle, ChartsAreWellFormedWhateverTheNames) {
  Files inputs = asem_inputs();
  std::string& data = inputs["data.csv"];
  data.replace(data.find("Austria"), 7, "A<&>\"\"B");
  const Files bundle = bundle_of(inputs, {});
  EXPECT_NE(bundle.at("ranking.svg").find("A&lt;&amp;&gt;&quot;B"), std::string::npos);
  EXPECT_EQ(bundle.at("ranking.svg").find("A<&"), std::string::npos);
}

}  // namespace
}  // namespace qinqing::composite
