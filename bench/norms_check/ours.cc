// bench/run norms_check: list evaluations a second in process, with the explanation of every rule.
//
//   norms_check_bench emit DIR       the table, 10,000 distinct inputs and what our rules say of
//   them,
//                                    as JSON, for the reference
//   norms_check_bench table SECONDS  the one table that the reference has too: states of all its
//                                    rules, inputs as JSON text, matched rules out as JSON text
//   norms_check_bench judge SECONDS  whole judgements of the pack's situations, in process:
//   verdict,
//                                    duties with due days, clauses; and the receipt with its hash
//
// Each measurement prints `rate p50_ns p99_ns`. No answer is kept between evaluations.
#include <algorithm>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <random>
#include <set>

#include "base/calendar.h"
#include "norms/evaluation.h"
#include "norms/judge.h"
#include "norms/pack.h"
#include "norms/receipt.h"
#include "norms/representatives.h"

namespace {

using namespace qinqing;
using Clock = std::chrono::steady_clock;

constexpr std::size_t kInputs = 10'000;
constexpr const char* kConduct = "eat";

struct Bench {
  norms::Pack pack;
  base::Calendar calendar;
  norms::Index conduct;
};

Bench load() {
  auto pack = norms::load_pack("policy/ningbo");
  auto calendar = base::Calendar::load("policy/calendar");
  if (!pack || !calendar) {
    std::cerr << "run from the project's folder\n";
    std::exit(2);
  }
  const norms::Index conduct = pack->conduct_index(kConduct).value();
  return {std::move(pack).value(), std::move(calendar).value(), conduct};
}

// Distinct inputs of the table: every choice, and amounts to the cent.
std::vector<boost::json::object> table_inputs(const Bench& bench) {
  std::mt19937_64 random(1);
  std::set<std::string> seen;
  std::vector<boost::json::object> inputs;
  const auto& table = bench.pack.tables[bench.conduct];
  while (inputs.size() < kInputs) {
    boost::json::object input;
    for (const auto& [ref, column] : table.bindings) {
      if (!column.fact) continue;
      const norms::Fact& fact = bench.pack.facts[*column.fact];
      if (fact.type == norms::FactType::choice)
        input[fact.id] = fact.choices[random() % fact.choices.size()].id;
      else if (fact.type == norms::FactType::boolean)
        input[fact.id] = random() % 2 == 0;
      else
        input[fact.id] = std::to_string(random() % 400) + "." + std::to_string(10 + random() % 90);
    }
    if (seen.insert(boost::json::serialize(input)).second) inputs.push_back(std::move(input));
  }
  return inputs;
}

// One table, from JSON text to JSON text.
class TableRunner {
 public:
  explicit TableRunner(const Bench& bench)
      : bench_(bench),
        table_(bench.pack.tables[bench.conduct]),
        inputs_(*table_.model),
        evaluation_(*table_.model),
        view_(bench.pack, *base::Date::parse("2026-11-24")) {}

  std::string run(const std::string& json) {
    const auto value = boost::json::parse(json);
    const auto& object = value.as_object();
    for (const auto& [ref, column] : table_.bindings) {
      if (column.parameter) {
        inputs_.set(ref, view_.parameter(*column.parameter));
        continue;
      }
      const norms::Fact& fact = bench_.pack.facts[*column.fact];
      inputs_.set(ref, *norms::read_fact_value(fact, object.at(fact.id), base::Scalars::typed, ""));
    }
    evaluation_.run_rules(table_.decision, inputs_);
    std::string out = "[";
    for (std::size_t row = 0; row < table_.rules.size(); ++row) {
      const auto result = evaluation_.rule(table_.decision, row);
      if (result.state != dmn::RuleState::matched) continue;
      if (out.size() > 1) out += ',';
      out += '"' + bench_.pack.rules[table_.rules[row]].id + '"';
    }
    return out + "]";
  }

 private:
  const Bench& bench_;
  const norms::ConductTable& table_;
  dmn::Inputs inputs_;
  dmn::Evaluation evaluation_;
  norms::DayView view_;
};

void emit(const Bench& bench, const std::filesystem::path& folder) {
  const auto& table = bench.pack.tables[bench.conduct];
  const auto& text = *table.model->table(table.decision);
  boost::json::array rules;
  for (std::size_t row = 0; row < text.rules.size(); ++row) {
    boost::json::object conditions;
    for (std::size_t i = 0; i < text.inputs.size(); ++i)
      conditions[text.inputs[i].expression] = text.rules[row].conditions[i];
    rules.push_back({{"id", text.rules[row].id}, {"conditions", std::move(conditions)}});
  }
  boost::json::object parameters;
  for (const auto& parameter : bench.pack.parameters)
    parameters[parameter.id] = parameter.values.back().value.to_string();
  const auto inputs = table_inputs(bench);
  TableRunner runner(bench);
  boost::json::array expected;
  for (const auto& input : inputs)
    expected.push_back(boost::json::parse(runner.run(boost::json::serialize(input))));
  boost::json::array all(inputs.begin(), inputs.end());
  std::ofstream(folder / "table.json") << boost::json::serialize(
      boost::json::object{{"rules", std::move(rules)}, {"parameters", std::move(parameters)}});
  std::ofstream(folder / "inputs.json") << boost::json::serialize(all);
  std::ofstream(folder / "expected.json") << boost::json::serialize(expected);
}

template <class Step>
void measure(double seconds, std::size_t count, Step step) {
  for (std::size_t i = 0; i < count; ++i) step(i);  // warm
  std::vector<std::uint32_t> taken;
  const auto begin = Clock::now();
  auto now = begin;
  while (std::chrono::duration<double>(now - begin).count() < seconds) {
    for (std::size_t i = 0; i < count; ++i) {
      const auto before = Clock::now();
      step(i);
      now = Clock::now();
      if (taken.size() < 2'000'000)
        taken.push_back(static_cast<std::uint32_t>((now - before).count()));
    }
  }
  // The rate is taken without a clock around each step.
  std::size_t done = 0;
  const auto start = Clock::now();
  do {
    for (std::size_t i = 0; i < count; ++i) step(i);
    done += count;
  } while (std::chrono::duration<double>(Clock::now() - start).count() < seconds);
  const double rate =
      static_cast<double>(done) / std::chrono::duration<double>(Clock::now() - start).count();
  std::ranges::sort(taken);
  std::cout << static_cast<std::uint64_t>(rate) << ' ' << taken[taken.size() / 2] << ' '
            << taken[taken.size() * 99 / 100] << '\n';
}

// Random whole situations: two conducts, all their facts.
std::vector<norms::Situation> situations(const Bench& bench) {
  std::mt19937_64 random(2);
  norms::Judge judge(bench.pack, bench.calendar);
  std::vector<norms::Index> officials;
  for (std::size_t c = 0; c < bench.pack.conducts.size(); ++c)
    if (bench.pack.conducts[c].actors.official) officials.push_back(static_cast<norms::Index>(c));
  std::vector<norms::Situation> all;
  while (all.size() < kInputs) {
    norms::Situation situation;
    situation.asked_on = *base::Date::parse("2026-11-24");
    situation.contact_on = situation.asked_on.add_days(static_cast<int>(random() % 60));
    std::ranges::shuffle(officials, random);
    situation.conducts = {officials[0], officials[1]};
    std::ranges::sort(situation.conducts);
    situation.facts.resize(bench.pack.facts.size());
    for (std::size_t f = 0; f < bench.pack.facts.size(); ++f) {
      const auto& fact = bench.pack.facts[f];
      if (!fact.actors.official || (fact.conduct && !situation.has_conduct(*fact.conduct)))
        continue;
      const auto values = judge.representatives(static_cast<norms::Index>(f), situation.contact_on,
                                                situation.asked_on);
      situation.facts[f] = {norms::Given::value, values[random() % values.size()]};
    }
    all.push_back(std::move(situation));
  }
  return all;
}

}  // namespace

int main(int argc, char** argv) {
  const std::string mode = argc > 2 ? argv[1] : "";
  const Bench bench = load();
  if (mode == "emit") {
    emit(bench, argv[2]);
  } else if (mode == "table") {
    std::vector<std::string> inputs;
    for (const auto& input : table_inputs(bench)) inputs.push_back(boost::json::serialize(input));
    TableRunner runner(bench);
    std::size_t bytes = 0;
    measure(std::stod(argv[2]), inputs.size(),
            [&](std::size_t i) { bytes += runner.run(inputs[i]).size(); });
    if (bytes == 0) return 1;
  } else if (mode == "judge" || mode == "receipt") {
    const auto all = situations(bench);
    norms::Judge judge(bench.pack, bench.calendar);
    std::size_t clauses = 0;
    measure(std::stod(argv[2]), all.size(), [&](std::size_t i) {
      const auto answer = judge.judge(all[i]);
      const auto& outcome = std::get<norms::Judgement>(answer).outcome;
      clauses += outcome.clauses.size();
      if (mode == "receipt")
        clauses +=
            norms::make_receipt(bench.pack, bench.calendar, {}, all[i], outcome).bytes.size();
    });
    if (clauses == 0) return 1;
  } else {
    std::cerr << "norms_check_bench emit DIR | table SECONDS | judge SECONDS | receipt SECONDS\n";
    return 2;
  }
  return 0;
}
