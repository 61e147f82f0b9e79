// From a pack's files to a linked pack.
#include <algorithm>
#include <set>
#include <unordered_map>

#include "base/yaml.h"
#include "norms/pack.h"
#include "norms/pack_parts.h"

namespace qinqing::norms {
namespace {

constexpr std::string_view kRules = "rules/";
constexpr std::string_view kClauses = "clauses/";

base::Fault missing_file(std::string_view path, std::string_view what) {
  return {.code = "missing_file",
          .pointer = "",
          .what = std::string(what),
          .right = "",
          .file = std::string(path)};
}

// Text of whatever is not one of the folders that are data for later readers.
bool is_known_file(std::string_view path) {
  static constexpr std::string_view kPlain[] = {"pack.yaml",   "facts.yaml", "parameters.yaml",
                                                "duties.yaml", "README.md",  "CHANGELOG.md"};
  if (std::ranges::find(kPlain, path) != std::end(kPlain)) return true;
  static constexpr std::string_view kFolders[] = {"rules/",      "clauses/", "tests/",
                                                  "procedures/", "forms/",   "documents/"};
  return std::ranges::any_of(kFolders, [&](std::string_view f) { return path.starts_with(f); });
}

auto place_in_lists(const Clause& clause) {
  return std::pair(clause.side, std::string_view(clause.id));
}

}  // namespace

// Parsed forms by path; an entry is reused while the bytes are the same.
struct PackReader::Memo {
  template <class T>
  struct Entry {
    std::string bytes;
    base::Result<T> parsed;
  };
  std::unordered_map<std::string, Entry<base::Document>> yaml;
  std::unordered_map<std::string, Entry<base::FrontMatter>> markdown;
  std::unordered_map<std::string, Entry<std::shared_ptr<const dmn::Model>>> models;

  template <class T, class Parse>
  static const base::Result<T>& get(std::unordered_map<std::string, Entry<T>>& memo,
                                    const std::string& path, const std::string& bytes,
                                    Parse parse) {
    auto found = memo.find(path);
    if (found == memo.end() || found->second.bytes != bytes)
      found = memo.insert_or_assign(path, Entry<T>{bytes, parse(bytes, path)}).first;
    return found->second.parsed;
  }
};

namespace {

base::Result<std::shared_ptr<const dmn::Model>> parse_model(const std::string& bytes,
                                                            const std::string& path) {
  auto model = dmn::Model::load(bytes, {.strict = true, .file = path});
  if (!model) return model.faults();
  return std::shared_ptr<const dmn::Model>(std::make_shared<dmn::Model>(std::move(model).value()));
}

}  // namespace

PackReader::PackReader() : memo_(std::make_unique<Memo>()) {}
PackReader::~PackReader() = default;

base::Result<Pack> PackReader::read(const PackFiles& files) {
  Pack pack;
  base::Faults faults;

  const auto with_yaml = [&](const std::string& path, bool required, auto take) {
    const auto file = files.find(path);
    if (file == files.end()) {
      if (required) faults.add(missing_file(path, "清单包缺少这个文件"));
      return;
    }
    const auto& parsed =
        Memo::get(memo_->yaml, path, file->second,
                  [](const auto& b, const auto& p) { return base::parse_yaml(b, p); });
    if (!parsed.ok()) return faults.append(parsed.faults());
    base::Faults found;
    take(*parsed, pack, found);
    faults.append(parsed->place(found));
  };

  for (const auto& [path, bytes] : files)
    if (!is_known_file(path))
      faults.add(missing_file(path, "清单包里不认识的文件，请检查文件名或所在文件夹"));

  with_yaml("pack.yaml", true, take_pack);
  with_yaml("facts.yaml", true, take_facts);
  with_yaml("parameters.yaml", false, take_parameters);

  for (const auto& [path, bytes] : files) {
    if (!path.starts_with(kClauses)) continue;
    const auto& parsed = Memo::get(memo_->markdown, path, bytes, [](const auto& b, const auto& p) {
      return base::parse_front_matter(b, p);
    });
    if (!parsed.ok()) {
      faults.append(parsed.faults());
      continue;
    }
    base::Faults found;
    take_clause(*parsed, pack, found);
    faults.append(parsed->head.place(found));
  }
  std::ranges::sort(pack.clauses, {}, place_in_lists);

  with_yaml("duties.yaml", false, take_duties);

  pack.tables.resize(pack.conducts.size());
  std::set<std::string> conducts_with_rules;
  for (const auto& [path, bytes] : files) {
    if (!path.starts_with(kRules)) continue;
    if (!path.ends_with(".dmn")) {
      faults.add(missing_file(path, "rules/ 里只放 .dmn 文件"));
      continue;
    }
    const std::string conduct_id = path.substr(kRules.size(), path.size() - kRules.size() - 4);
    const auto conduct = pack.conduct_index(conduct_id);
    if (!conduct) {
      faults.add(missing_file(path, "facts.yaml 里没有叫 " + conduct_id + " 的行为"));
      continue;
    }
    const auto& model = Memo::get(memo_->models, path, bytes, parse_model);
    if (!model.ok()) {
      faults.append(model.faults());
      continue;
    }
    take_rules(*model, path, *conduct, pack, faults);
  }
  for (std::size_t c = 0; c < pack.conducts.size(); ++c)
    if (!pack.tables[c].model && faults.empty())
      faults.add(missing_file("rules/" + pack.conducts[c].id + ".dmn", "这个行为没有规则文件"));

  if (!faults.empty()) return faults;
  pack.hash = pack_hash(files);
  return pack;
}

base::Result<Pack> load_pack(const std::filesystem::path& folder) {
  const auto files = read_pack_files(folder);
  if (!files) return files.faults();
  PackReader reader;
  return reader.read(*files);
}

}  // namespace qinqing::norms
