// The subject of bench/dmn.
//   dmn_bench emit DIR          the tables and expressions, inputs and answers, for the references
//   dmn_bench json SECONDS      a table, JSON text to JSON text with the explanation
//   dmn_bench process SECONDS   the same in process
//   dmn_bench packs SECONDS     the same in process by the packs' engine (dmn.h)
//   dmn_bench feel SECONDS      a model heavy with FEEL, JSON text to JSON text
//
// No answer is kept between evaluations.
#include <boost/json.hpp>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <string>

#include "app/dmn_explanation.h"
#include "app/dmn_values.h"
#include "dmn/dmn.h"
#include "inputs.h"
#include "measure.h"

namespace {

using namespace qinqing;
using dmn::feel::Value;

std::string file_text(const std::string& path) {
  std::ifstream in(path);
  std::string out{std::istreambuf_iterator<char>(in), {}};
  if (!out.empty()) return out;
  std::cerr << path << ": run from the project's folder\n";
  std::exit(2);
}

dmn::DecisionModel load(const std::string& path) {
  auto model = dmn::DecisionModel::load({file_text(path), path});
  if (model && model->problems().empty()) return std::move(model).value();
  std::cerr << (model ? model->problems() : model.faults()).to_string();
  std::exit(2);
}

// One decision, from JSON text to JSON text.
class Subject {
 public:
  explicit Subject(const std::string& path)
      : model_(load(path)),
        session_(model_, *model_.find(dmn::ModelElement::Kind::decision, "result")),
        writer_(session_) {}

  dmn::Session& session() { return session_; }

  const std::string& answer(const std::string& text, bool explained) {
    set(text);
    out_ = "{\"value\":";
    app::write_json(session_.run(), out_);
    if (explained) {
      out_ += ",\"steps\":";
      writer_.write_steps(out_);
    }
    out_ += '}';
    return out_;
  }

  // As the references say it: nothing matched is an empty list.
  boost::json::value value(const std::string& text) {
    set(text);
    const Value& value = session_.run();
    return value.is_null() ? boost::json::array() : boost::json::parse(app::to_json(value));
  }

 private:
  void set(const std::string& text) {
    unsigned char room[8'192];
    boost::json::monotonic_resource memory(room);
    base::Faults faults;
    session_.clear();
    app::set_inputs(session_, boost::json::parse(text, &memory).as_object(), faults);
    if (!faults.empty()) std::exit(2);
  }

  dmn::DecisionModel model_;
  dmn::Session session_;
  app::ExplanationWriter writer_;
  std::string out_;
};

constexpr const char* kTable = "bench/dmn/table.dmn";
constexpr const char* kFeel = "bench/dmn/orders.dmn";

std::vector<std::string> texts_of(const std::vector<boost::json::object>& inputs) {
  std::vector<std::string> out;
  for (const auto& input : inputs) out.push_back(boost::json::serialize(input));
  return out;
}

void emit_answers(const std::filesystem::path& folder, const std::string& prefix, const char* path,
                  const std::vector<boost::json::object>& inputs) {
  Subject subject(path);
  boost::json::array expected;
  for (const std::string& text : texts_of(inputs)) expected.push_back(subject.value(text));
  std::ofstream(folder / (prefix + "inputs.json"))
      << boost::json::serialize(boost::json::array(inputs.begin(), inputs.end()));
  std::ofstream(folder / (prefix + "expected.json")) << boost::json::serialize(expected);
}

void emit(const std::filesystem::path& folder) {
  const auto model = dmn::Model::load(file_text(kTable));
  const auto& table = *model->table(*model->find_decision("result"));
  boost::json::array rules;
  for (const auto& rule : table.rules) {
    boost::json::object conditions;
    for (std::size_t i = 0; i < table.inputs.size(); ++i)
      conditions[table.inputs[i].expression] = rule.conditions[i];
    rules.push_back(
        {{"id", rule.id}, {"conditions", std::move(conditions)}, {"output", rule.outputs.front()}});
  }
  std::ofstream(folder / "table.json") << boost::json::serialize(rules);
  emit_answers(folder, "", kTable, bench::table_inputs());
  std::ofstream(folder / "orders.dmn") << file_text(kFeel);
  emit_answers(folder, "feel_", kFeel, bench::order_inputs());
}

// In process: values in, value and trace out.
std::size_t measure_process(double seconds) {
  Subject subject(kTable);
  dmn::Session& session = subject.session();
  std::vector<std::vector<std::pair<const dmn::ModelElement*, Value>>> ready;
  base::Faults faults;
  for (const auto& input : bench::table_inputs()) {
    auto& values = ready.emplace_back();
    for (const auto& entry : input) {
      const auto* element = session.input(entry.key());
      values.emplace_back(element, app::from_json(entry.value(), element->type, "", faults));
    }
  }
  std::size_t seen = 0;
  bench::measure(seconds, ready.size(), [&](std::size_t i) {
    for (const auto& [element, value] : ready[i]) session.set(*element, value);
    seen += session.run().is_null() ? 1 : 2;
    for (const std::uint32_t state : session.trace().tables().front().rules) seen += state & 1U;
  });
  return seen;
}

dmn::Value plain(const boost::json::value& json) {
  if (json.is_string()) return dmn::Value::string(json.as_string().c_str());
  if (json.is_bool()) return dmn::Value::boolean(json.as_bool());
  return dmn::Value::number(*base::Decimal::parse(bench::number_text(json)));
}

std::size_t measure_packs(double seconds) {
  const auto model = dmn::Model::load(file_text(kTable));
  const auto decision = *model->find_decision("result");
  std::vector<dmn::Inputs> ready;
  for (const auto& input : bench::table_inputs()) {
    dmn::Inputs values(*model);
    for (const auto& entry : input) values.set(entry.key(), plain(entry.value()));
    ready.push_back(std::move(values));
  }
  dmn::Evaluation evaluation(*model);
  std::size_t seen = 0;
  bench::measure(seconds, ready.size(), [&](std::size_t i) {
    evaluation.run(decision, ready[i]);
    seen += evaluation.result(decision).is_null() ? 1 : 2;
    for (std::size_t r = 0; r < evaluation.rule_count(decision); ++r)
      seen += evaluation.rule(decision, r).condition;
  });
  return seen;
}

}  // namespace

int main(int argc, char** argv) {
  const std::string mode = argc > 2 ? argv[1] : "";
  std::size_t seen = 1;
  if (mode == "emit") {
    emit(argv[2]);
  } else if (mode == "json" || mode == "feel") {
    Subject subject(mode == "json" ? kTable : kFeel);
    const auto texts = texts_of(mode == "json" ? bench::table_inputs() : bench::order_inputs());
    bench::measure(std::stod(argv[2]), texts.size(),
                   [&](std::size_t i) { seen += subject.answer(texts[i], mode == "json").size(); });
  } else if (mode == "process") {
    seen = measure_process(std::stod(argv[2]));
  } else if (mode == "packs") {
    seen = measure_packs(std::stod(argv[2]));
  } else {
    std::cerr << "dmn_bench emit DIR | json|process|packs|feel SECONDS\n";
    return 2;
  }
  return seen == 0 ? 1 : 0;
}
