// libFuzzer: bytes to an export's folder, which is looked through as before an import.
//
//   build/fuzz/export_fuzz src/ledger/testdata/export_fuzz_corpus
//
// The bytes are files one after another, each begun by a line "@path". Where the first byte is '!',
// the manifest's counts and hashes are made to fit the files, as by somebody who knows how: then
// every line is read, not only the first file that was touched.
#include <unistd.h>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <cstddef>
#include <cstdint>
#include <fstream>
#include <map>
#include <string>
#include <string_view>

#include "base/canonical.h"
#include "base/json.h"
#include "ledger/exchange/import.h"
#include "ledger/exchange/row_text.h"
#include "ledger/exchange/table_file.h"
#include "store/log_rows.h"

namespace {

namespace fs = std::filesystem;
namespace ledger = qinqing::ledger;
namespace store = qinqing::store;

using Files = std::map<std::string, std::string, std::less<>>;

constexpr std::size_t kFilesMost = 16;

void must(bool good) {
  if (!good) __builtin_trap();
}

const std::vector<const store::Table*>& tables() {
  static const std::vector<const store::Table*> kTables{
      &store::table<store::EventRow>(), &store::table<store::EventPrivateRow>(),
      &store::table<store::MeasureRow>(), &store::table<ledger::EntryRow>(),
      &store::table<ledger::HeadRow>()};
  return kTables;
}

Files files_in(std::string_view text) {
  Files files;
  while (!text.empty() && files.size() < kFilesMost) {
    const std::size_t line = text.find('\n');
    if (text.front() != '@' || line == std::string_view::npos) break;
    const std::string path(text.substr(1, line - 1));
    text.remove_prefix(line + 1);
    const std::size_t next = text.starts_with('@') ? 0 : text.find("\n@");
    const std::size_t end = next == 0 || next == std::string_view::npos ? next : next + 1;
    if (ledger::is_plain_path(path)) files[path] = text.substr(0, end);
    text.remove_prefix(std::min(text.size(), end));
  }
  return files;
}

// Counts and hashes of the tables as they are.
void make_fit(Files& files) {
  auto manifest = qinqing::base::parse_json(files["manifest.json"]);
  auto* said =
      manifest && manifest->is_object() ? manifest->get_object().if_contains("tables") : nullptr;
  if (said == nullptr || !said->is_array()) return;
  for (auto& each : said->get_array()) {
    auto* table = each.if_object();
    const auto* name = table == nullptr ? nullptr : table->if_contains("name");
    if (name == nullptr || !name->is_string()) continue;
    const auto file = files.find("tables/" + std::string(name->get_string()) + ".jsonl");
    if (file == files.end()) continue;
    (*table)["rows"] = std::count(file->second.begin(), file->second.end(), '\n');
    (*table)["sha256"] = qinqing::base::named_hash(file->second);
  }
  const auto text = qinqing::base::canonical_json(*manifest);
  if (text) files["manifest.json"] = *text + "\n";
}

void lines(const Files& files) {
  for (const auto& [path, text] : files) {
    const std::string_view line = std::string_view(text).substr(0, text.find('\n'));
    for (const store::Table* table : tables()) {
      const auto read = ledger::row_of_text(*table, line);
      if (const auto* wrong = std::get_if<std::string>(&read))
        must(!wrong->empty());
      else
        must(ledger::row_text(*table, std::get<std::vector<store::Value>>(read)) == line);
    }
  }
}

class Folder {
 public:
  Folder() {
    const fs::path memory = "/dev/shm";
    root_ = (fs::is_directory(memory) ? memory : fs::temp_directory_path()) /
            ("export-fuzz-" + std::to_string(::getpid()));
  }
  ~Folder() { clear(); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  const fs::path& fill(const Files& files) {
    clear();
    fs::create_directory(root_);
    std::error_code ignored;  // a path too long, or below a file: then it is not there
    for (const auto& [path, text] : files) {
      fs::create_directories((root_ / path).parent_path(), ignored);
      std::ofstream(root_ / path, std::ios::binary) << text;
    }
    return root_;
  }

 private:
  void clear() const {
    std::error_code ignored;
    fs::remove_all(root_, ignored);
  }
  fs::path root_;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const std::vector<ledger::SchemaStep> kSchema{{.name = "ledger", .number = 50}};
  static Folder folder;
  std::string_view text(reinterpret_cast<const char*>(data), size);
  const bool fit = text.starts_with('!');
  if (fit) text.remove_prefix(1);
  Files files = files_in(text);
  if (fit) make_fit(files);
  lines(files);
  const auto manifest = ledger::manifest_of(files["manifest.json"]);
  if (manifest)
    must(text_of(*manifest) == files["manifest.json"]);
  else
    must(!manifest.faults().empty() && !manifest.faults()[0].what.empty());
  const fs::path& root = folder.fill(files);
  const auto checked = ledger::check_export(root, tables(), kSchema);
  if (!checked) {
    must(!checked.faults().empty() && !checked.faults()[0].what.empty());
    return 0;
  }
  must(manifest.ok());
  const auto wanted = ledger::exported_tables(tables());
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    std::string all;
    must(!ledger::read_table(root, checked->manifest.tables[i], *wanted[i],
                             [&](auto row) { all += ledger::row_text(*wanted[i], row) + "\n"; }));
    must(all == files["tables/" + wanted[i]->name + ".jsonl"]);
  }
  return 0;
}
