#include "ledger/exchange/export.h"

#include <algorithm>
#include <cstdlib>
#include <set>

#include "base/canonical.h"
#include "ledger/exchange/files.h"
#include "ledger/exchange/row_text.h"
#include "ledger/proof_queries.h"
#include "store/ordered_rows.h"

namespace qinqing::ledger {
namespace {

namespace fs = std::filesystem;

// A folder beside the one that is to be; gone again unless it became that.
class Draft {
 public:
  explicit Draft(const fs::path& folder) {
    std::string pattern = folder.string() + ".part-XXXXXX";
    if (::mkdtemp(pattern.data()) == nullptr)
      throw FileTrouble("建不了文件夹，旁边要写得进：" + folder.string());
    path_ = pattern;
  }
  ~Draft() {
    std::error_code ignored;
    if (!path_.empty()) fs::remove_all(path_, ignored);
  }
  Draft(const Draft&) = delete;
  Draft& operator=(const Draft&) = delete;

  const fs::path& path() const { return path_; }
  bool becomes(const fs::path& folder) {
    if (!rename_new(path_, folder)) return false;
    path_.clear();
    return true;
  }

 private:
  fs::path path_;
};

class Writing {
 public:
  Writing(const fs::path& root, const ExportOptions& options) : root_(root), options_(options) {}

  ExportedTable table(store::Sql& sql, const store::Table& table) {
    NewFile file(at("tables") / (table.name + ".jsonl"));
    ExportedTable out{.key = {},
                      .kind = std::string(store::to_string(table.kind)),
                      .name = table.name,
                      .rows = 0,
                      .sha256 = {}};
    for (std::size_t i = 0; i < table.keys; ++i) out.key.push_back(table.columns[i].name);
    store::each_row_in_order(sql, table, [&](std::span<const store::Value> row) {
      file.write(row_text(table, row) + "\n");
      ++out.rows;
    });
    out.sha256 = file.finish();
    if (options_.progress) options_.progress(table.name, static_cast<std::uint64_t>(out.rows));
    return out;
  }

  ExportedPack pack(const CarriedPack& pack) {
    ExportedPack out;
    for (const auto& [path, bytes] : pack.files)
      out.files.push_back({.path = path, .sha256 = base::named_hash(bytes)});
    out.hash = pack_hash_of(out.files);
    const fs::path folder = at(fs::path("packs") / digits_of(out.hash));
    for (const auto& [path, bytes] : pack.files) {
      const fs::path below = fs::path("packs") / digits_of(out.hash) / path;
      write(at(below.parent_path()) / below.filename(), bytes);
    }
    return out;
  }

  ExportedCalendar calendar(const CarriedCalendar& calendar) {
    ExportedCalendar out{.hash = base::named_hash(calendar.text), .in_force = calendar.in_force};
    write(at("calendars") / (digits_of(out.hash) + ".json"), calendar.text);
    return out;
  }

  // The folder of that name, made if it is not there, with those above it.
  fs::path at(const fs::path& below) {
    if (!below.empty() && folders_.insert(below).second) {
      at(below.parent_path());
      fs::create_directory(root_ / below);
      fs::permissions(root_ / below, fs::perms::owner_all);
    }
    return root_ / below;
  }
  void write(const fs::path& path, std::string_view bytes) {
    NewFile file(path);
    file.write(bytes);
    file.finish();
  }
  void sync() {
    for (const fs::path& folder : folders_) sync_folder(root_ / folder);
    sync_folder(root_);
  }

 private:
  fs::path root_;
  const ExportOptions& options_;
  std::set<fs::path> folders_;
};

template <class Item>
void by_hash(std::vector<Item>& items) {
  std::ranges::sort(items, {}, &Item::hash);
  const auto twice = std::ranges::unique(items, {}, &Item::hash);
  items.erase(twice.begin(), twice.end());
}

Manifest write_all(store::Sql& sql, std::span<const store::Table* const> tables,
                   const fs::path& root, const ExportOptions& options) {
  Writing writing(root, options);
  Manifest manifest{
      .schema = options.schema, .tables = {}, .head = std::nullopt, .packs = {}, .calendars = {}};
  writing.at("tables");
  for (const store::Table* table : exported_tables(tables))
    manifest.tables.push_back(writing.table(sql, *table));
  if (const auto head = last_head(sql)) manifest.head = exported(*head);
  for (const CarriedPack& pack : options.packs) manifest.packs.push_back(writing.pack(pack));
  for (const CarriedCalendar& calendar : options.calendars)
    manifest.calendars.push_back(writing.calendar(calendar));
  by_hash(manifest.packs);
  by_hash(manifest.calendars);
  writing.write(root / "manifest.json", text_of(manifest));
  writing.sync();
  return manifest;
}

base::Fault there(const fs::path& folder) {
  return base::whole_fault("export.there", folder.string() + " 已经在了，不覆盖",
                           "换一个还没有的文件夹");
}

}  // namespace

base::Result<Manifest> export_record(store::Sql& sql, std::span<const store::Table* const> tables,
                                     const fs::path& folder, const ExportOptions& options) {
  // "export/" names the same as "export".
  const fs::path named = folder.has_filename() ? folder : folder.parent_path();
  std::error_code error;
  if (fs::exists(fs::symlink_status(named, error))) return there(named);
  try {
    Draft draft(named);
    Manifest manifest = write_all(sql, tables, draft.path(), options);
    if (!draft.becomes(named)) return there(named);
    sync_folder(named.parent_path());
    return manifest;
  } catch (const FileTrouble& trouble) {
    return base::whole_fault("export.failed", trouble.what(), "什么也没有留下，改好以后再导出");
  } catch (const fs::filesystem_error& trouble) {
    return base::whole_fault("export.failed", "写不了文件夹：" + trouble.code().message(),
                             "什么也没有留下，改好以后再导出");
  }
}

}  // namespace qinqing::ledger
