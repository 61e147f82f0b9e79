// qinqing dmn tck|eval|check: any DMN model, by the whole standard.
#include <fstream>
#include <iostream>
#include <optional>

#include "app/commands.h"
#include "app/dmn_explanation.h"
#include "app/dmn_values.h"
#include "base/json.h"
#include "dmn/decision_model.h"
#include "dmn/kit/kit.h"

namespace qinqing::app {
namespace {

std::string in_quotes(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"') out.push_back('"');
    out.push_back(c == '\n' ? ' ' : c);
  }
  return out + "\"";
}

// In the kit's own form: folder, file, case, SUCCESS or ERROR, comment.
bool write_csv(const std::string& path, const std::vector<dmn::kit::CaseResult>& results) {
  std::ofstream out(path);
  for (const auto& result : results)
    out << in_quotes(result.folder) << ',' << in_quotes(result.file) << ',' << in_quotes(result.id)
        << ',' << (result.passed ? "\"SUCCESS\"" : "\"ERROR\"") << ',' << in_quotes(result.message)
        << '\n';
  return static_cast<bool>(out);
}

int run_kit(const std::string& folder, const std::string& csv) {
  if (!std::filesystem::is_directory(folder)) {
    std::cerr << folder << "：没有这个文件夹\n";
    return kBadInput;
  }
  const auto results = dmn::kit::run_all(folder);
  std::size_t passed = 0;
  for (const auto& result : results) {
    if (result.passed) {
      ++passed;
      continue;
    }
    std::cout << result.folder << ' ' << result.id << "：" << result.message << '\n';
  }
  if (!csv.empty() && !write_csv(csv, results)) {
    std::cerr << csv << "：写不进去\n";
    return kBadInput;
  }
  std::cout << passed << " passed, " << results.size() - passed << " failed\n";
  return passed == results.size() && !results.empty() ? kDone : kFoundFault;
}

constexpr std::size_t kModelMax = 4U << 20U;
constexpr std::size_t kInputMax = 8U << 20U;

// The model with the other models of its folder as what it may import.
std::optional<dmn::DecisionModel> load_model(const std::string& path, base::Faults& faults) {
  const auto text = read_input(path, kModelMax);
  if (!text) {
    faults = text.faults();
    return std::nullopt;
  }
  std::vector<std::pair<std::string, std::string>> others;
  const std::filesystem::path own(path);
  std::error_code ignored;
  const bool imports = text->find("import") != std::string::npos && path != "-";
  if (imports)
    for (const auto& entry : std::filesystem::directory_iterator(
             own.has_parent_path() ? own.parent_path() : ".", ignored))
      if (entry.path().extension() == ".dmn" && entry.path().filename() != own.filename())
        if (auto other = read_input(entry.path().string(), kModelMax))
          others.emplace_back(entry.path().filename().string(), *std::move(other));
  std::vector<dmn::ModelText> known;
  for (const auto& [name, xml] : others) known.push_back({xml, name});
  auto model = dmn::DecisionModel::load({*text, own.filename().string()}, known);
  if (model) return std::move(model).value();
  faults = model.faults();
  return std::nullopt;
}

int check_model(const std::string& path) {
  base::Faults faults;
  const auto model = load_model(path, faults);
  if (!model) return refuse(faults);
  for (base::Fault problem : model->problems()) {
    if (problem.file.empty()) problem.file = path;
    std::cout << base::Faults(problem).to_string();
  }
  std::size_t decisions = 0;
  for (const auto& element : model->elements())
    if (element.kind == dmn::ModelElement::Kind::decision) ++decisions;
  std::cout << model->name() << "：" << decisions << " 个决策，" << model->problems().size()
            << " 处问题\n";
  return model->problems().empty() ? kDone : kFoundFault;
}

struct Asked {
  std::string model;
  std::string decision;
  std::string input = "-";
  bool explain = false;
  bool strict = false;
};

std::string explained_text(const dmn::Session& session, const dmn::feel::Value& value) {
  std::string out = "{\"value\":" + to_json(value) + ",\"steps\":";
  ExplanationWriter(session).write_steps(out);
  if (session.trace().is_cut()) out += ",\"cut\":true";
  out += ",\"warnings\":[";
  for (const std::string& warning : session.warnings())
    out += (out.back() == '[' ? "" : ",") + json_string(warning);
  return out + "]}";
}

int evaluate(const Asked& asked, const base::Clock& clock) {
  base::Faults faults;
  const auto model = load_model(asked.model, faults);
  if (!model) return refuse(faults);
  const auto* decision = model->find(dmn::ModelElement::Kind::decision, asked.decision);
  if (decision == nullptr) {
    std::cerr << asked.model << "：没有决策 " << asked.decision << '\n';
    return kBadInput;
  }
  const auto text = read_input(asked.input, kInputMax);
  if (!text) return refuse(text.faults());
  const auto json = base::parse_json(*text, {.bytes_max = kInputMax});
  if (!json) return refuse(json.faults());
  if (!json->is_object()) {
    std::cerr << "输入应为 JSON 对象：{\"输入名\": 值}\n";
    return kBadInput;
  }
  dmn::Session session(*model, *decision, {.strict = asked.strict}, &clock);
  set_inputs(session, json->get_object(), faults);
  if (!faults.empty()) return refuse(faults);
  const dmn::feel::Value& value = session.run();
  for (const std::string& warning : session.warnings()) std::cerr << "注意：" << warning << '\n';
  if (!session.limit().empty()) {
    std::cerr << session.limit() << '\n';
    return kFoundFault;
  }
  std::cout << (asked.explain ? explained_text(session, value) : to_json(value)) << '\n';
  return kDone;
}

void add_evaluation(CLI::App& command, Context& context, Run& run) {
  auto* eval = command.add_subcommand("eval", "按 JSON 输入求一个决策的值");
  auto asked = std::make_shared<Asked>();
  eval->add_option("MODEL", asked->model, "DMN 模型")->required();
  eval->add_option("--decision", asked->decision, "决策的名字")->required();
  eval->add_option("INPUT", asked->input, "输入：JSON 对象；- 为标准输入");
  eval->add_flag("--explain", asked->explain,
                 "连同依据一起打印：途经的决策、输入从哪来、符合的规则、其余规则的哪一条不符合");
  eval->add_flag("--strict", asked->strict, "凡是会变成 null 并警告的，都算错误");
  eval->callback([&context, &run, asked] {
    run = [&context, asked] { return evaluate(*asked, *context.clock); };
  });
}

}  // namespace

void add_dmn(CLI::App& program, Context& context, Run& run) {
  auto* command = program.add_subcommand("dmn", "DMN 决策模型：求值、检查、跑一致性测试包");
  command->require_subcommand(1);
  auto* tck = command->add_subcommand("tck", "跑文件夹下全部 DMN TCK 用例");
  auto folder = std::make_shared<std::string>();
  auto csv = std::make_shared<std::string>();
  tck->add_option("DIR", *folder, "测试包文件夹")->required();
  tck->add_option("--csv", *csv, "结果另存为测试包的 CSV 格式");
  tck->callback([&run, folder, csv] { run = [folder, csv] { return run_kit(*folder, *csv); }; });
  add_evaluation(*command, context, run);
  auto* check = command->add_subcommand("check", "检查模型：列出写错的表达式和它们的位置");
  auto path = std::make_shared<std::string>();
  check->add_option("MODEL", *path, "DMN 模型")->required();
  check->callback([&run, path] { run = [path] { return check_model(*path); }; });
}

}  // namespace qinqing::app
