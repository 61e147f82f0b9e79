// qinqing dmn tck|eval|check: any DMN model, by the whole standard.
#include <fstream>
#include <iostream>

#include "app/commands.h"
#include "dmn/kit/kit.h"

namespace qinqing::app {
namespace {

std::string quoted(const std::string& text) {
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
    out << quoted(result.folder) << ',' << quoted(result.file) << ',' << quoted(result.id) << ','
        << (result.passed ? "\"SUCCESS\"" : "\"ERROR\"") << ',' << quoted(result.message) << '\n';
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

}  // namespace

void add_dmn(CLI::App& program, Run& run) {
  auto* command = program.add_subcommand("dmn", "DMN 决策模型：求值、检查、跑一致性测试包");
  command->require_subcommand(1);
  auto* tck = command->add_subcommand("tck", "跑文件夹下全部 DMN TCK 用例");
  auto folder = std::make_shared<std::string>();
  auto csv = std::make_shared<std::string>();
  tck->add_option("DIR", *folder, "测试包文件夹")->required();
  tck->add_option("--csv", *csv, "结果另存为测试包的 CSV 格式");
  tck->callback([&run, folder, csv] { run = [folder, csv] { return run_kit(*folder, *csv); }; });
}

}  // namespace qinqing::app
