// qinqing check FILE: one situation, or an array of them, from JSON or YAML to {receipt, hash}.
#include <boost/json/serialize.hpp>
#include <iostream>

#include "app/commands.h"
#include "base/json.h"
#include "base/yaml.h"
#include "norms/json.h"
#include "norms/norms.h"

namespace qinqing::app {
namespace {

constexpr std::size_t kInputMax = 8U << 20U;

bool is_yaml(const std::string& path) {
  return path.ends_with(".yaml") || path.ends_with(".yml");
}

// Checks one situation and appends its {receipt, hash} line, or its faults.
void check_one(const norms::Norms& norms, const boost::json::value& value, base::Scalars scalars,
               const std::string& pointer, std::string& out, base::Faults& faults) {
  const auto check = norms.check(value, scalars, pointer);
  if (!check.ok()) return faults.append(check.faults());
  out += (out.empty() ? "" : ",\n") + norms::answer_json(*check);
}

int check_file(const Context& context, const std::string& path) {
  const auto text = read_input(path, kInputMax);
  if (!text) return refuse(text.faults());
  const auto norms = norms::Norms::load(context.packs(), context.calendar_folder(), *context.clock);
  if (!norms) return refuse(norms.faults());
  boost::json::value value;
  const bool yaml = is_yaml(path);
  if (yaml) {
    auto document = base::parse_yaml(*text, path);
    if (!document) return refuse(document.faults());
    value = std::move(document->value);
  } else {
    auto parsed = base::parse_json(*text, {.bytes_max = kInputMax});
    if (!parsed) return refuse(parsed.faults());
    value = std::move(parsed).value();
  }
  const auto scalars = yaml ? base::Scalars::text : base::Scalars::typed;
  std::string out;
  base::Faults faults;
  if (const auto* many = value.if_array())
    for (std::size_t i = 0; i < many->size(); ++i)
      check_one(*norms, (*many)[i], scalars, base::pointer_to("", i), out, faults);
  else
    check_one(*norms, value, scalars, "", out, faults);
  if (!faults.empty()) return refuse(faults);
  std::cout << (value.is_array() ? "[" + out + "]" : out) << '\n';
  return kDone;
}

}  // namespace

void add_check(CLI::App& program, Context& context, Run& run) {
  auto* command = program.add_subcommand("check", "判断一种情形，打印回执和指纹");
  auto path = std::make_shared<std::string>();
  command->add_option("FILE", *path, "JSON 或 YAML 文件；- 为标准输入（JSON）")->required();
  command->callback(
      [&context, &run, path] { run = [&context, path] { return check_file(context, *path); }; });
}

}  // namespace qinqing::app
