// qinqing pack show | test | lint | mutate | diff | import | export
#include <boost/json/serialize.hpp>
#include <cstdlib>
#include <fstream>
#include <iostream>

#include "app/commands.h"
#include "app/pack.h"
#include "norms/cases.h"
#include "norms/json.h"
#include "norms/lint.h"
#include "norms/mutate.h"
#include "norms/norms.h"

namespace qinqing::app {
namespace {

int closing_line(std::size_t passed, std::size_t failed) {
  std::cout << passed << " passed, " << failed << " failed\n";
  return failed == 0 ? kDone : kFoundFault;
}

base::Result<bool> write_receipt(const LoadedPack& loaded, const norms::Case& test,
                                 const std::filesystem::path& folder) {
  norms::Judge judge(loaded.pack, loaded.calendar);
  const auto answer = judge.judge(test.situation);
  const auto* judgement = std::get_if<norms::Judgement>(&answer);
  if (!judgement) return false;
  const auto receipt =
      norms::make_receipt(loaded.pack, loaded.calendar, {}, test.situation, judgement->outcome);
  std::ofstream out(folder / (test.id + ".json"), std::ios::binary);
  out << receipt.bytes;
  if (!out.flush())
    return base::Fault{.code = "unwritable",
                       .pointer = "",
                       .what = "写不了回执",
                       .right = "",
                       .file = (folder / (test.id + ".json")).string(),
                       .line = 0};
  return true;
}

int test_pack(const Context& context, const std::string& folder, const std::string& receipts) {
  const auto loaded = load_pack(context, folder);
  if (!loaded) return refuse(loaded.faults());
  const auto cases = norms::read_cases(loaded->pack, loaded->files);
  if (!cases) return refuse(cases.faults());
  if (!receipts.empty()) std::filesystem::create_directories(receipts);
  norms::Judge judge(loaded->pack, loaded->calendar);
  std::size_t failed = 0;
  for (const norms::Case& test : *cases) {
    const auto differences = norms::run_case(judge, test);
    if (!differences.empty()) ++failed;
    for (const std::string& difference : differences)
      std::cout << test.file << ':' << test.line << ": " << test.id << ": " << difference << '\n';
    if (receipts.empty()) continue;
    const auto written = write_receipt(*loaded, test, receipts);
    if (!written) return refuse(written.faults());
  }
  if (cases->empty()) std::cerr << "这个清单包没有案例\n";
  return closing_line(cases->size() - failed, failed);
}

int lint_pack(const Context& context, const std::string& folder) {
  const auto loaded = load_pack(context, folder);
  if (!loaded) {
    std::cout << loaded.faults().to_string();
    return kFoundFault;
  }
  const norms::LintReport report = norms::lint(loaded->pack, loaded->calendar);
  std::cout << report.faults.to_string();
  for (const norms::TableGaps& gaps : report.gaps)
    if (gaps.gaps > 0)
      std::cerr << gaps.conduct << "：" << gaps.situations << " 种情形里有 " << gaps.gaps
                << " 种没有规则管（须人工研判）\n";
  std::cerr << report.faults.size() << " 个问题\n";
  return report.faults.empty() ? kDone : kFoundFault;
}

int show_pack(const Context& context, const std::string& folder) {
  const auto loaded = load_pack(context, folder);
  if (!loaded) return refuse(loaded.faults());
  std::cout << boost::json::serialize(norms::pack_json(loaded->pack)) << '\n';
  return kDone;
}

std::string csv_field(const std::string& text) {
  if (text.find_first_of(",\"\n") == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char c : text) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + "\"";
}

void show_progress(std::size_t done, std::size_t of) {
  if (done % 50 == 0 || done == of) std::cerr << "\r变异 " << done << " / " << of << std::flush;
}

int mutate_pack(const Context& context, const std::string& folder, const std::string& csv) {
  const auto loaded = load_pack(context, folder);
  if (!loaded) return refuse(loaded.faults());
  const auto cases = norms::read_cases(loaded->pack, loaded->files);
  if (!cases) return refuse(cases.faults());
  norms::Judge judge(loaded->pack, loaded->calendar);
  for (const norms::Case& test : *cases)
    if (!norms::run_case(judge, test).empty()) {
      std::cerr << "先让 qinqing pack test 全部通过，再做变异：" << test.id << '\n';
      return kFoundFault;
    }
  if (!norms::lint(loaded->pack, loaded->calendar).faults.empty()) {
    std::cerr << "先让 qinqing pack lint 没有问题，再做变异\n";
    return kFoundFault;
  }
  const auto mutants = norms::all_mutants(loaded->pack, loaded->files);
  const auto results = norms::run_mutants(loaded->files, mutants, loaded->calendar, show_progress);
  std::cerr << '\n';
  std::ofstream out(csv, std::ios::binary);
  out << "operator,file,place,change,killed_by\n";
  std::size_t killed = 0;
  for (std::size_t i = 0; i < mutants.size(); ++i) {
    if (!results[i].killed_by.empty()) ++killed;
    out << mutants[i].op << ',' << csv_field(mutants[i].file) << ',' << csv_field(mutants[i].place)
        << ',' << csv_field(mutants[i].change) << ',' << csv_field(results[i].killed_by) << '\n';
  }
  if (!out.flush()) {
    std::cerr << "写不了 " << csv << '\n';
    return kBadInput;
  }
  std::cout << "killed " << killed << " of " << mutants.size() << '\n';
  return killed * 100 >= mutants.size() * 95 ? kDone : kFoundFault;
}

}  // namespace

void add_pack(CLI::App& program, Context& context, Run& run) {
  auto* pack = program.add_subcommand("pack", "清单包：看、测、查、变异");
  pack->require_subcommand(1);
  pack->fallthrough();
  auto folder = std::make_shared<std::string>();
  auto file = std::make_shared<std::string>();
  const auto add = [&](const char* name, const char* what, Run action) {
    auto* command = pack->add_subcommand(name, what);
    command->add_option("DIR", *folder, "清单包文件夹")->required();
    command->callback([&run, action = std::move(action)] { run = action; });
    return command;
  };
  add("show", "打印清单包的内容和指纹", [&context, folder] { return show_pack(context, *folder); });
  add("lint", "检查清单包的结构", [&context, folder] { return lint_pack(context, *folder); });
  add("test", "跑清单包自带的案例", [&context, folder, file] {
    return test_pack(context, *folder, *file);
  })->add_option("--receipts", *file, "把每个案例的回执写进这个文件夹");
  add("mutate", "逐处改一点，看案例是否察觉",
      [&context, folder, file] { return mutate_pack(context, *folder, *file); })
      ->add_option("--csv", *file, "结果写进这个 CSV 文件")
      ->required();
  auto house = std::make_shared<HouseOptions>();
  auto* import = add(
      "import", "把文件夹存进数据库，成为清单的一版草稿",
      [&context, folder, file, house] { return import_edition(context, *house, *folder, *file); });
  import->add_option("--by", *file, "起草人的登录名；不写就只存下");
  add_house_options(*import, *house);
  auto other = std::make_shared<std::string>();
  auto* exported = pack->add_subcommand("export", "把数据库里的一版写成文件夹，逐字节相同");
  exported->add_option("HASH", *file, "清单包的指纹，或这一版的编号")->required();
  exported->add_option("DIR", *folder, "写到哪个文件夹，应还没有")->required();
  add_house_options(*exported, *house);
  exported->callback([&run, &context, folder, file, house] {
    run = [&context, folder, file, house] {
      return export_edition(context, *house, *file, *folder);
    };
  });
  auto json = std::make_shared<bool>(false);
  auto* diff = pack->add_subcommand("diff", "两个清单包有什么不同，哪些情形的答复会变");
  diff->add_option("A", *folder, "原来的清单包文件夹")->required();
  diff->add_option("B", *other, "改后的清单包文件夹")->required();
  diff->add_flag("--json", *json, "以 JSON 打印");
  diff->callback([&run, &context, folder, other, json] {
    run = [&context, folder, other, json] { return diff_packs(context, *folder, *other, *json); };
  });
}

}  // namespace qinqing::app
