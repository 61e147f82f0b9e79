// The DMN Technology Compatibility Kit, level 2: every folder, every case, every expected result.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <pugixml.hpp>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "dmn/dmn.h"
#include "dmn/testing/files.h"

namespace qinqing::dmn {
namespace {

namespace fs = std::filesystem;

const fs::path kFolder = testing::testdata("tck");

using testing::read_file;

std::string_view local(std::string_view name) {
  return name.substr(name.find(':') + 1);
}

std::vector<pugi::xml_node> children(pugi::xml_node node, std::string_view name) {
  std::vector<pugi::xml_node> out;
  for (const pugi::xml_node child : node.children())
    if (local(child.name()) == name) out.push_back(child);
  return out;
}

// `value`, `component`s or a `list` inside an inputNode, an expected, an item or a component.
Value value_of(pugi::xml_node node) {
  const auto values = children(node, "value");
  const auto components = children(node, "component");
  const auto lists = children(node, "list");
  if (!components.empty()) {
    std::vector<std::pair<std::string, Value>> entries;
    for (const pugi::xml_node component : components)
      entries.emplace_back(component.attribute("name").value(), value_of(component));
    return Value::context(std::move(entries));
  }
  if (!lists.empty()) {
    std::vector<Value> items;
    for (const pugi::xml_node item : children(lists.front(), "item"))
      items.push_back(value_of(item));
    return Value::list(std::move(items));
  }
  if (values.empty() || values.front().attribute("xsi:nil").as_bool()) return {};
  const std::string text = values.front().child_value();
  const std::string_view type = local(values.front().attribute("xsi:type").value());
  if (type == "boolean") return Value::boolean(text == "true");
  if (type == "date") return Value::date(*base::Date::parse(text));
  if (type == "decimal" || type == "double" || type == "integer")
    return Value::number(*base::Decimal::parse(text));
  return Value::string(text);
}

// The kit gives numbers to about 15 digits and asks for agreement to 8 decimals.
bool agrees(const Value& expected, const Value& actual) {
  if (expected.kind() != actual.kind()) return false;
  if (expected.kind() == Value::Kind::number) {
    const base::Decimal difference = expected.as_number() - actual.as_number();
    const base::Decimal tolerance = *base::Decimal::parse("0.00000001");
    return difference < tolerance && base::Decimal(0) - difference < tolerance;
  }
  if (expected.kind() == Value::Kind::list)
    return std::ranges::equal(expected.as_list(), actual.as_list(), agrees);
  if (expected.kind() == Value::Kind::context) {
    if (expected.as_context().size() != actual.as_context().size()) return false;
    return std::ranges::all_of(expected.as_context(), [&](const auto& entry) {
      return std::ranges::any_of(actual.as_context(), [&](const auto& other) {
        return other.first == entry.first && agrees(entry.second, other.second);
      });
    });
  }
  return expected == actual;
}

// What is wrong with one case, "" where nothing is.
std::string run_case(const Model& model, pugi::xml_node test_case) {
  Inputs inputs(model);
  for (const pugi::xml_node input : children(test_case, "inputNode"))
    if (!inputs.set(input.attribute("name").value(), value_of(input)))
      return std::string("no input ") + input.attribute("name").value();
  std::string wrong;
  Evaluation evaluation(model);
  for (const pugi::xml_node result : children(test_case, "resultNode")) {
    const std::string name = result.attribute("name").value();
    const auto decision = model.find_decision(name);
    if (!decision) return "no decision " + name;
    evaluation.run(*decision, inputs);
    const Value expected = value_of(children(result, "expected").front());
    if (!agrees(expected, evaluation.result(*decision)))
      wrong += name + ": expected " + expected.to_feel() + ", is " +
               evaluation.result(*decision).to_feel() + "; ";
  }
  return wrong;
}

struct FolderResult {
  std::size_t cases = 0;
  std::vector<std::string> wrong;
};

FolderResult run_folder(const fs::path& folder) {
  FolderResult out;
  const std::string name = folder.filename().string();
  const auto model = Model::load(read_file(folder / (name + ".dmn")), {.file = name + ".dmn"});
  if (!model) {
    out.wrong.push_back(model.faults().to_string());
    return out;
  }
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (entry.path().extension() != ".xml") continue;
    pugi::xml_document document;
    if (!document.load_file(entry.path().c_str())) out.wrong.emplace_back("unreadable cases");
    for (const pugi::xml_node test_case : children(document.document_element(), "testCase")) {
      ++out.cases;
      const std::string wrong = run_case(*model, test_case);
      if (!wrong.empty())
        out.wrong.push_back(std::string(test_case.attribute("id").value()) + ": " + wrong);
    }
  }
  if (out.cases == 0) out.wrong.emplace_back("no cases");
  return out;
}

std::map<std::string, std::string> skipped_folders() {
  std::map<std::string, std::string> out;
  std::istringstream lines(read_file(kFolder / "skipped.txt"));
  for (std::string line; std::getline(lines, line);) {
    if (line.empty() || line.starts_with('#')) continue;
    const std::size_t colon = line.find(": ");
    out.emplace(line.substr(0, colon), colon == std::string::npos ? "" : line.substr(colon + 2));
  }
  return out;
}

std::set<std::string> all_folders() {
  std::set<std::string> out;
  for (const auto& entry : fs::directory_iterator(kFolder / "compliance-level-2"))
    if (entry.is_directory()) out.insert(entry.path().filename().string());
  return out;
}

TEST(Tck, EveryFolderThatIsNotSkippedPassesWholly) {
  const auto skipped = skipped_folders();
  std::size_t cases = 0;
  for (const std::string& folder : all_folders()) {
    if (skipped.contains(folder)) continue;
    const FolderResult result = run_folder(kFolder / "compliance-level-2" / folder);
    cases += result.cases;
    for (const std::string& wrong : result.wrong) ADD_FAILURE() << folder << " " << wrong;
  }
  EXPECT_EQ(all_folders().size(), 28U);
  EXPECT_EQ(cases, 113U);
}

TEST(Tck, EverySkippedFolderExistsFailsAndHasAReason) {
  for (const auto& [folder, reason] : skipped_folders()) {
    EXPECT_TRUE(all_folders().contains(folder)) << folder;
    EXPECT_FALSE(reason.empty()) << folder;
    EXPECT_FALSE(run_folder(kFolder / "compliance-level-2" / folder).wrong.empty())
        << folder << " passes now: take it out of skipped.txt";
  }
}

TEST(Tck, NoFolderWithADecisionTableIsSkipped) {
  std::size_t tables = 0;
  for (const std::string& folder : all_folders()) {
    const fs::path path = kFolder / "compliance-level-2" / folder / (folder + ".dmn");
    if (read_file(path).find("<decisionTable") == std::string::npos) continue;
    ++tables;
    EXPECT_FALSE(skipped_folders().contains(folder)) << folder;
  }
  EXPECT_EQ(tables, 17U);
}

}  // namespace
}  // namespace qinqing::dmn
