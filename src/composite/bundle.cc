#include "composite/bundle.h"

#include <algorithm>
#include <boost/json.hpp>
#include <charconv>

#include "base/canonical.h"
#include "base/json.h"
#include "composite/publish.h"

namespace qinqing::composite {
namespace {

namespace json = boost::json;
constexpr std::string_view kKinds[] = {"compute", "analyse", "uncertainty", "sensitivity"};
constexpr std::string_view kSamplings[] = {"monte_carlo", "sobol"};
constexpr std::string_view kInputs = "inputs/";
constexpr std::string_view kManifest = "manifest.json";

constexpr char kPlainMethod[] =
    "format: 1\n"
    "steps:\n"
    "- {step: normalise, by: min_max, to: [0, 100]}\n"
    "- {step: aggregate, by: arithmetic}\n";

base::Fault fault_of(std::string_view code, const std::string& file, std::string what,
                     std::string right = "") {
  return {std::string(code), "", std::move(what), std::move(right), file, 0};
}

json::object command_json(const Command& command) {
  return {{"kind", kKinds[static_cast<std::size_t>(command.kind)]},
          {"steps", command.steps},
          {"replications", std::to_string(command.replications)},
          {"seed", std::to_string(command.seed)},
          {"sampling", kSamplings[static_cast<std::size_t>(command.sampling)]},
          {"interval", std::to_string(command.interval_percent)}};
}

template <class T>
bool read_whole(const json::object& object, std::string_view key, T& into) {
  const auto* value = object.if_contains(key);
  if (!value || !value->is_string()) return false;
  const std::string text(value->get_string());
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), into);
  return error == std::errc() && end == text.data() + text.size() && text == std::to_string(into);
}

template <std::size_t N>
bool read_name(const json::object& object, std::string_view key, const std::string_view (&names)[N],
               std::size_t& into) {
  const auto* value = object.if_contains(key);
  if (!value || !value->is_string()) return false;
  const auto* const at =
      std::find(std::begin(names), std::end(names), std::string_view(value->get_string()));
  into = static_cast<std::size_t>(at - std::begin(names));
  return at != std::end(names);
}

bool read_command(const json::value& value, Command& command) {
  const auto* object = value.if_object();
  if (!object || object->size() != 6) return false;
  std::size_t kind = 0;
  std::size_t sampling = 0;
  const auto* steps = object->if_contains("steps");
  if (!steps || !steps->is_bool()) return false;
  const bool read = read_name(*object, "kind", kKinds, kind) &&
                    read_name(*object, "sampling", kSamplings, sampling) &&
                    read_whole(*object, "replications", command.replications) &&
                    read_whole(*object, "seed", command.seed) &&
                    read_whole(*object, "interval", command.interval_percent);
  command.kind = static_cast<Command::Kind>(kind);
  command.sampling = static_cast<Sampling>(sampling);
  command.steps = steps->get_bool();
  return read && command.replications <= 1'000'000;
}

json::object hashes_of(const Files& files) {
  json::object hashes;
  for (const auto& [name, bytes] : files) hashes[name] = base::named_hash(bytes);
  return hashes;
}

// Every file of the bundle has its hash in the manifest, and the other way round.
base::Faults check_hashes(const Files& bundle, const json::object& hashes) {
  base::Faults faults;
  for (const auto& [name, hash] : hashes) {
    const auto file = bundle.find(std::string(name));
    if (file == bundle.end())
      faults.add(fault_of("missing", name, "清单里有、包里没有这个文件"));
    else if (!hash.is_string() || hash.get_string() != base::named_hash(file->second))
      faults.add(fault_of("changed", name, "内容与清单的哈希不符", "这个文件被改动过"));
  }
  for (const auto& [name, bytes] : bundle)
    if (name != kManifest && !hashes.contains(name))
      faults.add(fault_of("unknown", name, "清单里没有这个文件"));
  return faults;
}

}  // namespace

base::Result<Loaded> load_inputs(const Files& inputs) {
  Loaded loaded;
  loaded.inputs = inputs;
  loaded.files = [inputs](const std::string& name) -> base::Result<std::string> {
    const auto file = inputs.find(name);
    if (file == inputs.end()) return fault_of("unreadable", name, "没有这个文件");
    return file->second;
  };
  const auto take = [&](const std::string& name) {
    const auto file = inputs.find(name);
    return file == inputs.end() ? std::string() : file->second;
  };
  const bool yaml = inputs.contains("framework.yaml");
  const std::string name = yaml ? "framework.yaml" : "framework.csv";
  auto framework = parse_framework(take(name), name);
  if (!framework) return framework.faults();
  loaded.framework = std::move(framework).value();
  auto csv = parse_csv(take("data.csv"), "data.csv");
  if (!csv) return csv.faults();
  auto table = read_table(*csv, loaded.framework);
  if (!table) return table.faults();
  loaded.table = std::move(table).value();
  auto method = inputs.contains("method.yaml")
                    ? read_method(take("method.yaml"), "method.yaml", loaded.files)
                : !loaded.framework.method.is_null()
                    ? read_method(base::Document{loaded.framework.method, name, {}}, loaded.files)
                    : read_method(kPlainMethod, "method.yaml", loaded.files);
  if (!method) return method.faults();
  loaded.method = std::move(method).value();
  return loaded;
}

base::Result<Outcome> run_command(const Files& inputs, const Command& command) {
  const auto loaded = load_inputs(inputs);
  if (!loaded) return loaded.faults();
  switch (command.kind) {
    case Command::Kind::compute:
      return publish_compute(*loaded, command);
    case Command::Kind::analyse:
      return publish_analysis(*loaded, command);
    case Command::Kind::uncertainty:
      return publish_uncertainty(*loaded, command);
    case Command::Kind::sensitivity:
      return publish_sensitivity(*loaded, command);
  }
  return Outcome{};
}

base::Result<Files> make_bundle(const Files& inputs, const Command& command, Files results) {
  for (const auto& [name, bytes] : inputs) results[std::string(kInputs) + name] = bytes;
  const json::value manifest = {
      {"format", kBundleFormat}, {"command", command_json(command)}, {"files", hashes_of(results)}};
  auto text = base::canonical_json(manifest);
  if (!text) return text.faults();
  results[std::string(kManifest)] = *text;
  return results;
}

base::Result<std::size_t> reproduce(const Files& bundle, unsigned threads) {
  const auto file = bundle.find(std::string(kManifest));
  const std::string name(kManifest);
  if (file == bundle.end()) return fault_of("missing", name, "没有清单");
  const auto manifest = base::parse_json(file->second);
  if (!manifest) return manifest.faults();
  const auto canonical = base::canonical_json(*manifest);
  if (!canonical || *canonical != file->second)
    return fault_of("changed", name, "不是规范的 JSON", "清单被改动过");
  const auto* object = manifest->if_object();
  const auto* format = object ? object->if_contains("format") : nullptr;
  const auto* hashes = object ? object->if_contains("files") : nullptr;
  const auto* asked = object ? object->if_contains("command") : nullptr;
  Command command;
  if (!format || *format != json::value(kBundleFormat) || object->size() != 3 || !hashes ||
      !hashes->is_object() || !asked || !read_command(*asked, command))
    return fault_of("value", name, "不是指数计算包的清单", "清单被改动过，或者版本不同");
  command.threads = threads;
  base::Faults faults = check_hashes(bundle, hashes->get_object());
  if (!faults.empty()) return faults;
  Files inputs;
  for (const auto& [path, bytes] : bundle)
    if (path.starts_with(kInputs)) inputs[path.substr(kInputs.size())] = bytes;
  auto outcome = run_command(inputs, command);
  if (!outcome) return outcome.faults();
  const auto again = make_bundle(inputs, command, std::move(outcome).value().files);
  if (!again) return again.faults();
  for (const auto& [path, bytes] : bundle) {
    if (path == kManifest) continue;  // its hashes are those of the files
    const auto same = again->find(path);
    if (same == again->end() || same->second != bytes)
      faults.add(fault_of("different", path, "重算的结果与包里的不同"));
  }
  for (const auto& [path, bytes] : *again)
    if (!bundle.contains(path)) faults.add(fault_of("missing", path, "重算出了包里没有的文件"));
  if (!faults.empty()) return faults;
  return bundle.size();
}

}  // namespace qinqing::composite
