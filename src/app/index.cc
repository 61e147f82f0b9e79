// qinqing index compute | analyse | uncertainty | sensitivity | reproduce.
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <set>

#include "app/commands.h"
#include "base/json.h"
#include "base/yaml.h"
#include "composite/bundle.h"
#include "composite/method.h"

namespace qinqing::app {
namespace {

namespace fs = std::filesystem;
using composite::Command;
using composite::Files;

struct Paths {
  std::string framework, data, method, inputs, replay, what_if, out, bundle;
};

// Reads a file into `files` under `name`; "" is no file.
void take(const std::string& path, const std::string& name, Files& files, base::Faults& faults) {
  if (path.empty()) return;
  auto text = base::read_file(path);
  if (text)
    files[name] = std::move(text).value();
  else
    faults.append(text.faults());
}

// The files that a method or an input file names: beside it, without folders.
void take_named(const std::string& path, Files& files, base::Faults& faults) {
  if (path.empty()) return;
  const auto document = base::load_yaml(path);
  if (!document) return;  // told when it is compiled
  const fs::path folder = fs::path(path).parent_path();
  std::vector<const boost::json::value*> open{&document->value};
  while (!open.empty()) {
    const boost::json::value& value = *open.back();
    open.pop_back();
    if (value.is_object())
      for (const auto& [key, inner] : value.get_object()) open.push_back(&inner);
    if (value.is_array())
      for (const auto& inner : value.get_array()) open.push_back(&inner);
    if (!value.is_string()) continue;
    const std::string name(value.get_string());
    std::error_code error;
    if (!name.ends_with(".csv") || name.find_first_of("/\\") != std::string::npos ||
        !fs::is_regular_file(folder / name, error))
      continue;
    const Files before = files;
    take((folder / name).string(), name, files, faults);
    const auto was = before.find(name);
    if (was != before.end() && was->second != files[name])
      faults.add(
          {"duplicate_key", "", "两个不同的文件都叫“" + name + "”", "给其中一个改名", path, 0});
  }
}

// Faults speak of the roles in the bundle; people know their own paths.
base::Faults with_paths(const base::Faults& faults, const Paths& paths) {
  base::Faults placed;
  for (base::Fault fault : faults) {
    if (fault.file == "framework.csv" || fault.file == "framework.yaml")
      fault.file = paths.framework;
    else if (fault.file == "data.csv")
      fault.file = paths.data;
    else if (fault.file == "method.yaml" && !paths.method.empty())
      fault.file = paths.method;
    else if (fault.file == "uncertain.yaml")
      fault.file = paths.inputs;
    else if (fault.file == "replay.csv")
      fault.file = paths.replay;
    else if (fault.file == "what-if.yaml")
      fault.file = paths.what_if;
    placed.add(std::move(fault));
  }
  return placed;
}

int write(const Files& files, const std::string& out) {
  for (const auto& [name, bytes] : files) {
    const fs::path path = fs::path(out) / name;
    std::error_code error;
    fs::create_directories(path.parent_path(), error);
    std::ofstream file(path, std::ios::binary | std::ios::trunc);
    file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    if (!file.flush()) {
      std::cerr << path.string() << "：写不进去\n";
      return kFoundFault;
    }
  }
  return kDone;
}

// The files of a bundle that lies in the folder already, by its manifest; empty where none does.
std::vector<std::string> bundle_files(const fs::path& folder) {
  const auto text = base::read_file(folder / "manifest.json");
  if (!text) return {};
  const auto manifest = base::parse_json(*text);
  const auto* object = manifest ? manifest->if_object() : nullptr;
  const auto* format = object ? object->if_contains("format") : nullptr;
  const auto* files = object ? object->if_contains("files") : nullptr;
  if (!format || *format != boost::json::value(composite::kBundleFormat) || !files ||
      !files->is_object())
    return {};
  std::vector<std::string> names{"manifest.json"};
  for (const auto& [name, hash] : files->get_object())
    if (name.find("..") == std::string::npos && !name.starts_with('/')) names.emplace_back(name);
  return names;
}

// Makes room for a bundle: an earlier one is taken away, anything else is left and refused.
base::Faults clear_out(const std::string& out) {
  std::error_code error;
  if (!fs::exists(out, error)) return {};
  const base::Faults strange(
      base::Fault{"value", "", "--out 的文件夹里有别的文件", "给一个空的或新的文件夹", out, 0});
  if (!fs::is_directory(out, error)) return strange;
  const auto names = bundle_files(out);
  const std::set<std::string> ours(names.begin(), names.end());
  for (const auto& entry : fs::recursive_directory_iterator(out))
    if (!entry.is_directory() && !ours.contains(fs::relative(entry.path(), out).generic_string()))
      return strange;
  for (const std::string& name : names) fs::remove(fs::path(out) / name, error);
  return {};
}

int run_index(const Paths& paths, const Command& command) {
  base::Faults faults;
  Files inputs;
  const bool csv = paths.framework.ends_with(".csv");
  take(paths.framework, csv ? "framework.csv" : "framework.yaml", inputs, faults);
  take_named(paths.method, inputs, faults);
  take_named(paths.inputs, inputs, faults);
  take_named(paths.what_if, inputs, faults);
  take(paths.data, "data.csv", inputs, faults);
  take(paths.method, "method.yaml", inputs, faults);
  take(paths.inputs, "uncertain.yaml", inputs, faults);
  take(paths.replay, "replay.csv", inputs, faults);
  take(paths.what_if, "what-if.yaml", inputs, faults);
  if (!faults.empty()) return refuse(faults);
  auto outcome = composite::run_command(inputs, command);
  if (!outcome) return refuse(with_paths(outcome.faults(), paths));
  for (const std::string& notice : outcome->notices) std::cerr << "注意：" << notice << '\n';
  const auto bundle = composite::make_bundle(inputs, command, std::move(outcome->files));
  if (!bundle) return refuse(bundle.faults());
  const base::Faults kept = clear_out(paths.out);
  if (!kept.empty()) return refuse(kept);
  const int code = write(*bundle, paths.out);
  if (code == kDone) std::cout << paths.out << "：" << bundle->size() << " 个文件\n";
  return code;
}

int reproduce_bundle(const std::string& folder, unsigned threads) {
  std::error_code error;
  if (!fs::is_directory(folder, error))
    return refuse(base::Faults(base::Fault{"unreadable", "", "没有这个文件夹", "", folder, 0}));
  Files files;
  base::Faults faults;
  for (const auto& entry : fs::recursive_directory_iterator(folder))
    if (!entry.is_directory())
      take(entry.path().string(), fs::relative(entry.path(), folder).generic_string(), files,
           faults);
  if (!faults.empty()) return refuse(faults);
  const auto same = composite::reproduce(files, threads);
  if (!same) {
    std::cerr << same.faults().to_string();
    return kFoundFault;
  }
  std::cout << *same << " 个文件逐字节相同\n";
  return kDone;
}

}  // namespace

void add_index(CLI::App& program, Run& run) {
  auto* index = program.add_subcommand("index", "综合指数：计算、分析、不确定性、敏感性、重算");
  index->require_subcommand(1);
  auto paths = std::make_shared<Paths>();
  auto asked = std::make_shared<Command>();
  const auto add = [&](const char* name, const char* what, Command::Kind kind) {
    auto* command = index->add_subcommand(name, what);
    command->add_option("--framework", paths->framework, "指标框架：YAML，或 COINr 的 iMeta CSV")
        ->required();
    command->add_option("--data", paths->data, "数据 CSV：每个单位（每年）一行")->required();
    command->add_option("--method", paths->method, "方法 YAML；默认用框架自带的方法");
    command->add_option("--out", paths->out, "结果写进这个文件夹")->required();
    command->callback([&run, paths, asked, kind] {
      asked->kind = kind;
      run = [paths, asked] { return run_index(*paths, *asked); };
    });
    return command;
  };
  auto* compute = add("compute", "计算指数，写出结果包", Command::Kind::compute);
  compute->add_flag("--steps", asked->steps, "每一步之后的数据也写出来");
  auto* analyse =
      add("analyse", "统计、相关、主成分、有效权重、去掉一项、趋势", Command::Kind::analyse);
  analyse->add_option("--what-if", paths->what_if, "另一种方法，并排比较");
  const std::map<std::string, composite::Sampling> samplings{
      {"monte_carlo", composite::Sampling::monte_carlo}, {"sobol", composite::Sampling::sobol}};
  for (auto* command :
       {add("uncertainty", "假设或数据另取时名次怎样变", Command::Kind::uncertainty),
        add("sensitivity", "哪个假设最要紧：Sobol 指数", Command::Kind::sensitivity)}) {
    command->add_option("--inputs", paths->inputs, "不确定的输入 YAML")->required();
    command->add_option("--replications", asked->replications, "重复次数（敏感性：A 的行数）")
        ->check(CLI::Range(1, 1'000'000));
    command->add_option("--seed", asked->seed, "随机种子");
    command->add_option("--threads", asked->threads, "线程数；结果与它无关");
    command->add_option("--interval", asked->interval_percent, "区间的百分数")
        ->check(CLI::Range(1, 99));
    command->add_option("--sampling", asked->sampling, "monte_carlo 或 sobol")
        ->transform(CLI::CheckedTransformer(samplings));
    command->add_option("--replay", paths->replay, "按这张表重做：每个输入一列，写备选的号");
    command->add_flag("--recompute", asked->recompute, "每次重复都从原始数据重算每一步");
  }
  auto* reproduce = index->add_subcommand("reproduce", "重算一个结果包，逐字节核对");
  reproduce->add_option("BUNDLE", paths->bundle, "结果包文件夹")->required();
  reproduce->add_option("--threads", asked->threads, "线程数");
  reproduce->callback([&run, paths, asked] {
    run = [paths, asked] { return reproduce_bundle(paths->bundle, asked->threads); };
  });
}

}  // namespace qinqing::app
