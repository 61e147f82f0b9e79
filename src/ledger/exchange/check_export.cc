// An export looked through before anything is done with it.
#include <algorithm>
#include <set>

#include "base/canonical.h"
#include "ledger/exchange/files.h"
#include "ledger/exchange/import.h"
#include "ledger/exchange/table_file.h"

namespace qinqing::ledger {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kManifestMax = std::size_t{16} << 20U;
constexpr std::size_t kFileMax = std::size_t{64} << 20U;

base::Fault fault(std::string code, std::string file, std::string what, std::string right) {
  return {.code = std::move(code),
          .pointer = "",
          .what = std::move(what),
          .right = std::move(right),
          .file = std::move(file),
          .line = 0};
}

class Check {
 public:
  Check(const fs::path& folder, const Manifest& manifest) : folder_(folder), manifest_(manifest) {}

  std::optional<base::Fault> tables(std::span<const store::Table* const> tables,
                                    const std::vector<SchemaStep>& schema) const {
    const auto other = [](std::string what) {
      return fault("import.format", "manifest.json", std::move(what),
                   "用导出它的那一版程序导入，再由新版程序升级");
    };
    if (manifest_.schema != schema) return other("schema 和这个程序的升级步骤不一样");
    const auto wanted = exported_tables(tables);
    if (wanted.size() != manifest_.tables.size()) return other("tables 和这个程序的表不一样");
    for (std::size_t i = 0; i < wanted.size(); ++i) {
      const ExportedTable& said = manifest_.tables[i];
      std::vector<std::string> key;
      for (std::size_t k = 0; k < wanted[i]->keys; ++k) key.push_back(wanted[i]->columns[k].name);
      if (said.name != wanted[i]->name || said.kind != store::to_string(wanted[i]->kind) ||
          said.key != key)
        return other("表 " + said.name + " 和这个程序的不一样");
    }
    return std::nullopt;
  }

  // What there is, is what the manifest tells, and all of it.
  std::optional<base::Fault> layout() {
    expect("manifest.json");
    folders_.insert("tables");
    for (const ExportedTable& table : manifest_.tables) expect("tables/" + table.name + ".jsonl");
    for (const ExportedPack& pack : manifest_.packs) {
      folders_.insert("packs/" + digits_of(pack.hash));
      for (const ExportedFile& file : pack.files)
        expect("packs/" + digits_of(pack.hash) + "/" + file.path);
    }
    for (const ExportedCalendar& calendar : manifest_.calendars)
      expect("calendars/" + digits_of(calendar.hash) + ".json");
    for (const auto& entry : fs::recursive_directory_iterator(folder_)) {
      const std::string below = entry.path().lexically_relative(folder_).generic_string();
      const fs::file_status status = entry.symlink_status();
      const bool expected = fs::is_directory(status)
                                ? folders_.contains(below)
                                : fs::is_regular_file(status) && files_.erase(below) == 1;
      if (!expected)
        return fault("import.files", below, "多出来的，manifest.json 里没有", "导出里不能有别的");
    }
    if (!files_.empty()) return fault("import.files", *files_.begin(), "缺这个文件", "");
    return std::nullopt;
  }

  std::optional<base::Fault> carried() const {
    for (const ExportedPack& pack : manifest_.packs)
      for (const ExportedFile& file : pack.files)
        if (auto wrong = hashed("packs/" + digits_of(pack.hash) + "/" + file.path, file.sha256))
          return wrong;
    for (const ExportedCalendar& calendar : manifest_.calendars)
      if (auto wrong = hashed("calendars/" + digits_of(calendar.hash) + ".json", calendar.hash))
        return wrong;
    return std::nullopt;
  }

 private:
  // With the folders that it lies in.
  void expect(const std::string& file) {
    files_.insert(file);
    for (fs::path above = fs::path(file).parent_path(); !above.empty(); above = above.parent_path())
      folders_.insert(above.generic_string());
  }
  std::optional<base::Fault> hashed(const std::string& file, const std::string& hash) const {
    const auto bytes = whole_file(folder_ / file, kFileMax);
    if (bytes && base::named_hash(*bytes) == hash) return std::nullopt;
    return fault("import.hash", file, "内容被改过，和 manifest.json 里的散列对不上",
                 "应是 qinqing export 写的原样");
  }

  const fs::path& folder_;
  const Manifest& manifest_;
  std::set<std::string> files_, folders_;
};

base::Result<CheckedExport> check(const fs::path& folder,
                                  std::span<const store::Table* const> tables,
                                  const std::vector<SchemaStep>& schema, const Progress& progress) {
  if (!fs::is_directory(folder))
    return fault("import.files", folder.string(), "没有这个导出文件夹", "");
  if (!fs::exists(folder / "manifest.json"))
    return fault("import.files", "manifest.json", "缺这个文件", "文件夹应是 qinqing export 写的");
  const auto text = whole_file(folder / "manifest.json", kManifestMax);
  if (!text) return fault("import.manifest", "manifest.json", "太大，最多 16 MiB", "");
  auto manifest = manifest_of(*text);
  if (!manifest) return manifest.faults();
  CheckedExport checked{.folder = folder, .manifest = std::move(manifest).value()};
  Check look(checked.folder, checked.manifest);
  if (auto wrong = look.tables(tables, schema)) return *wrong;
  if (auto wrong = look.layout()) return *wrong;
  if (auto wrong = look.carried()) return *wrong;
  const auto wanted = exported_tables(tables);
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    const ExportedTable& said = checked.manifest.tables[i];
    if (auto wrong = read_table(folder, said, *wanted[i], [](auto) {})) return *wrong;
    if (progress) progress(said.name, static_cast<std::uint64_t>(said.rows));
  }
  return checked;
}

}  // namespace

base::Result<CheckedExport> check_export(const fs::path& folder,
                                         std::span<const store::Table* const> tables,
                                         const std::vector<SchemaStep>& schema,
                                         const Progress& progress) {
  try {
    return check(folder.has_filename() ? folder : folder.parent_path(), tables, schema, progress);
  } catch (const FileTrouble& trouble) {
    return fault("import.files", "", trouble.what(), "");
  } catch (const fs::filesystem_error& trouble) {
    return fault("import.files", folder.string(), "读不了：" + trouble.code().message(), "");
  }
}

}  // namespace qinqing::ledger
