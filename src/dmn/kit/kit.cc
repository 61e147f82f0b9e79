#include "dmn/kit/kit.h"

#include <algorithm>
#include <fstream>
#include <map>
#include <optional>

#include "dmn/decision_model.h"
#include "dmn/kit/kit_values.h"

namespace qinqing::dmn::kit {
namespace {

namespace fs = std::filesystem;
using feel::Value;

std::string read_file(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::vector<fs::path> files_in(const fs::path& folder, std::string_view extension) {
  std::vector<fs::path> out;
  for (const auto& entry : fs::directory_iterator(folder))
    if (entry.is_regular_file() && entry.path().extension() == extension)
      out.push_back(entry.path());
  std::ranges::sort(out);
  return out;
}

// The models of one folder, each loaded once with the others as what it may import.
class Models {
 public:
  explicit Models(const fs::path& folder) {
    for (const auto& entry : fs::recursive_directory_iterator(folder))
      if (entry.path().extension() == ".dmn")
        texts_.emplace(fs::relative(entry.path(), folder).generic_string(),
                       read_file(entry.path()));
  }

  const DecisionModel* find(const std::string& name, std::string& why) {
    const auto loaded = loaded_.find(name);
    if (loaded != loaded_.end()) return &loaded->second;
    const auto text = texts_.find(name);
    if (text == texts_.end()) {
      why = "没有模型 " + name;
      return nullptr;
    }
    std::vector<ModelText> imports;
    for (const auto& [other, xml] : texts_)
      if (other != name) imports.push_back({xml, other});
    auto model = DecisionModel::load({text->second, name}, imports);
    if (!model) {
      why = model.faults().to_string();
      return nullptr;
    }
    return &loaded_.emplace(name, std::move(model).value()).first->second;
  }

 private:
  std::map<std::string, std::string> texts_;
  std::map<std::string, DecisionModel> loaded_;
};

std::string text_of(const Outcome& outcome) {
  std::string out = outcome.value.to_feel();
  if (!outcome.limit.empty()) out += "（" + outcome.limit + "）";
  for (std::size_t i = 0; i < outcome.warnings.size() && i < 2; ++i)
    out += "（" + outcome.warnings[i] + "）";
  return out;
}

Outcome evaluate(const DecisionModel& model, pugi::xml_node test_case, pugi::xml_node result,
                 const feel::Context& inputs) {
  const std::string_view type = test_case.attribute("type").as_string("decision");
  const std::string invocable = test_case.attribute("invocableName").value();
  const std::string name = result.attribute("name").value();
  const std::string name_space = result.attribute("namespace").value();
  Outcome none;
  if (type == "decisionService" || type == "bkm") {
    const auto kind = type == "bkm" ? ModelElement::Kind::knowledge : ModelElement::Kind::service;
    const ModelElement* element = model.find(kind, invocable);
    if (element == nullptr) {
      none.limit = "没有 " + invocable;
      return none;
    }
    Outcome outcome = model.invoke(*element, inputs);
    // One output is the value itself, several are entries.
    if (outcome.value.is(Value::Kind::context) && model.output_count(*element) > 1)
      if (const Value* entry = outcome.value.as_context().find(name)) outcome.value = Value(*entry);
    return outcome;
  }
  const ModelElement* decision = model.find(ModelElement::Kind::decision, name, name_space);
  if (decision == nullptr) {
    none.limit = "没有决策 " + name;
    return none;
  }
  return model.decide(*decision, inputs);
}

std::string key_of(pugi::xml_node input) {
  const std::string name = input.attribute("name").value();
  const std::string name_space = input.attribute("namespace").value();
  return name_space.empty() ? name : name_space + "#" + name;
}

std::string run_case(const DecisionModel& model, pugi::xml_node test_case) {
  feel::Context inputs;
  for (const pugi::xml_node input : children(test_case, "inputNode")) {
    const std::string name = input.attribute("name").value();
    inputs.put(key_of(input), value_of(input));
    if (inputs.find(name) == nullptr) inputs.put(name, value_of(input));
  }
  std::string wrong;
  for (const pugi::xml_node result : children(test_case, "resultNode")) {
    const auto expected_nodes = children(result, "expected");
    const Value expected = expected_nodes.empty() ? Value() : value_of(expected_nodes.front());
    const Outcome outcome = evaluate(model, test_case, result, inputs);
    if (agrees(expected, outcome.value) && (outcome.limit.empty() || expected.is_null())) continue;
    if (!wrong.empty()) wrong += "; ";
    wrong += std::string(result.attribute("name").value()) + "：应为 " + expected.to_feel() +
             "，是 " + text_of(outcome);
  }
  return wrong;
}

void run_file(const fs::path& path, const std::string& folder, Models& models,
              std::vector<CaseResult>& results) {
  const std::string stem = path.stem().string();
  pugi::xml_document document;
  if (!document.load_file(path.c_str())) {
    results.push_back({folder, stem, "", false, "读不出 XML"});
    return;
  }
  const pugi::xml_node root = document.document_element();
  if (!std::string_view(root.name()).ends_with("testCases")) return;
  const auto names = children(root, "modelName");
  std::string why;
  const DecisionModel* model =
      models.find(names.empty() ? stem + ".dmn" : names.front().text().get(), why);
  for (const pugi::xml_node test_case : children(root, "testCase")) {
    const std::string wrong = model == nullptr ? why : run_case(*model, test_case);
    results.push_back({folder, stem, test_case.attribute("id").value(), wrong.empty(), wrong});
  }
}

}  // namespace

std::vector<CaseResult> run_all(const fs::path& folder) {
  std::vector<fs::path> folders = {folder};
  for (const auto& entry : fs::recursive_directory_iterator(folder))
    if (entry.is_directory()) folders.push_back(entry.path());
  std::ranges::sort(folders);
  std::vector<CaseResult> results;
  for (const fs::path& one : folders) {
    const auto cases = files_in(one, ".xml");
    if (cases.empty()) continue;
    Models models(one);
    for (const fs::path& path : cases)
      run_file(path, fs::relative(one, folder).generic_string(), models, results);
  }
  return results;
}

}  // namespace qinqing::dmn::kit
