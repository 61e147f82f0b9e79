// A record that leaves one engine, enters the other and leaves that again; and what is not let in.
#include <gtest/gtest.h>

#include <fstream>

#include "base/canonical.h"
#include "ledger/exchange/export.h"
#include "ledger/exchange/files.h"
#include "ledger/exchange/import.h"
#include "ledger/testing/sealed.h"
#include "store/log_rows.h"

namespace qinqing::ledger {
namespace {

namespace fs = std::filesystem;

using store::Dialect;
using store::testing::Note;

std::string text_in(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}
void put(const fs::path& file, const std::string& text) {
  std::ofstream(file, std::ios::binary) << text;
}
// Every file by its path below the folder.
std::map<std::string, std::string> files_in(const fs::path& folder) {
  std::map<std::string, std::string> found;
  for (const auto& entry : fs::recursive_directory_iterator(folder))
    if (entry.is_regular_file())
      found[entry.path().lexically_relative(folder).generic_string()] = text_in(entry.path());
  return found;
}

class ExchangeTest : public testing::SealedTest {
 protected:
  ExchangeTest() {
    std::string pattern = "/tmp/qinqing-exchange-XXXXXX";
    if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no folder");
    folder_ = pattern;
    options_.schema = steps_of(schemas_);
    options_.packs = {{.files = {{"pack.yaml", "id: x\n"}, {"tests/a.yaml", "- 甲\n"}}}};
    options_.calendars = {{.text = "{\"years\":{}}", .in_force = true}};
  }
  ~ExchangeTest() override {
    other_.reset();
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
  }

  // Changed rows, a row erased, events after the last head, sealed and not.
  void fill() {
    act(300, "a");
    change("a3", "改了");
    database().write([&](store::Unit& unit) {
      unit.event({.kind = "note.forget", .subject = "a5"});
      auto row = *unit.sql().find<Note>("a5");
      unit.erase(row);
    });
    seal_and_sign();
    act(20, "é文\"\\\n");
    seal_and_sign();
    act(3, "c");
    seal_all();
    act(2, "d");
  }

  base::Result<Manifest> export_to(const fs::path& folder, store::Database& from) {
    return from.read(
        [&](store::Sql& sql) { return export_record(sql, from.tables(), folder, options_); });
  }
  fs::path exported() {
    const fs::path folder = folder_ / "export";
    const auto done = export_to(folder, database());
    EXPECT_TRUE(done) << done.faults().to_string();
    return folder;
  }

  // An empty database of the other engine.
  store::Database& other() {
    if (other_) return *other_;
    const std::string url = GetParam() == Dialect::sqlite
                                ? store::testing::Postgresql::shared().make_database()
                                : "sqlite:" + (folder_ / "other.db").string();
    auto opened = store::Database::open(
        {.url = url, .clock = &clock_, .random = &random_, .schemas = schemas_});
    if (!opened) throw std::runtime_error(opened.faults().to_string());
    other_ = std::move(opened).value();
    return *other_;
  }
  base::Result<Verified> import_from(const fs::path& folder) {
    const auto checked = check_export(folder, other().tables(), options_.schema);
    if (!checked) return checked.faults();
    ImportOptions options;
    options.verify.is_signed = [this](std::string_view text, std::string_view signature) {
      return is_signed(text, signature, public_key());
    };
    return other().write([&](store::Unit& unit) {
      return import_record(unit.sql(), other().tables(), *checked, options);
    });
  }
  // Why the folder is not let in, as "code file:line".
  std::string refusal(const fs::path& folder) {
    const auto done = import_from(folder);
    if (done) return "let in";
    const auto rows =
        other().read([](store::Sql& sql) { return sql.number("SELECT count(*) FROM event"); });
    EXPECT_EQ(rows, 0) << "nothing stays";
    const base::Fault& fault = done.faults()[0];
    return fault.code + " " + fault.file + ":" + std::to_string(fault.line);
  }
  // A copy to be spoilt.
  fs::path copy() {
    const fs::path to = folder_ / "copy";
    fs::remove_all(to);
    fs::copy(folder_ / "export", to, fs::copy_options::recursive);
    return to;
  }
  // Rewrites a table's file, with the manifest that fits it.
  void rewrite(const fs::path& folder, const std::string& table, const std::string& text) {
    const fs::path file = folder / "tables" / (table + ".jsonl");
    auto manifest = manifest_of(text_in(folder / "manifest.json"));
    ASSERT_TRUE(manifest);
    for (ExportedTable& each : manifest->tables)
      if (each.name == table) {
        each.rows = std::ranges::count(text, '\n');
        each.sha256 = base::named_hash(text);
      }
    put(file, text);
    put(folder / "manifest.json", text_of(*manifest));
  }

  const std::vector<store::Schema> schemas_{store::schema(), schema(),
                                            store::testing::note_schema()};
  fs::path folder_;
  ExportOptions options_;
  std::unique_ptr<store::Database> other_;
};
STORE_ON_BOTH(ExchangeTest);

TEST_P(ExchangeTest, GoesToTheOtherEngineAndComesBackTheSame) {
  fill();
  const fs::path first = exported();
  const auto done = import_from(first);
  ASSERT_TRUE(done) << done.faults().to_string();
  EXPECT_EQ(done->events, 327U);
  EXPECT_EQ(done->sealed, 325U);
  EXPECT_EQ(done->rows, 325U);
  const auto root = database().read([](store::Sql& sql) {
    return sql.select<HeadRow>("ORDER BY size DESC LIMIT 1").front().root;
  });
  EXPECT_EQ(manifest_of(text_in(first / "manifest.json"))->head->root, root);
  EXPECT_EQ(other().read(
                [](store::Sql& sql) { return sql.number("SELECT count(*) FROM event_unsealed"); }),
            2)
      << "what is not sealed yet waits for the sealer there";

  const fs::path second = folder_ / "second";
  ASSERT_TRUE(export_to(second, other()));
  EXPECT_EQ(files_in(first), files_in(second));
}

TEST_P(ExchangeTest, HasNoTransientsAndNothingErased) {
  fill();
  const auto files = files_in(exported());
  EXPECT_FALSE(files.contains("tables/event_unsealed.jsonl"));
  EXPECT_FALSE(files.contains("tables/migration.jsonl"));
  EXPECT_FALSE(files.contains("tables/lease.jsonl"));
  EXPECT_TRUE(files.contains("tables/note.jsonl"));
  for (const auto& [name, text] : files) {
    EXPECT_EQ(text.find("话a5\""), std::string::npos) << name;
    EXPECT_EQ(text.find("138a5\""), std::string::npos) << name;
  }
  EXPECT_NE(files.at("tables/note.jsonl").find("话a6\""), std::string::npos);
}

TEST_P(ExchangeTest, AnEmptyRecordIsARecord) {
  const auto done = import_from(exported());
  ASSERT_TRUE(done) << done.faults().to_string();
  EXPECT_EQ(done->events, 0U);
  EXPECT_NE(text_in(folder_ / "export" / "manifest.json").find("\"head\":null"), std::string::npos);
}

TEST_P(ExchangeTest, ReplacesNothingAndLeavesNothingHalfDone) {
  act(3, "a");
  const fs::path folder = exported();
  EXPECT_EQ(export_to(folder, database()).faults()[0].code, "export.there");
  EXPECT_EQ(export_to(folder.string() + "/", database()).faults()[0].code, "export.there");
  by_hand("UPDATE note SET count = 9007199254740992 WHERE id = 'a1'");
  const auto failed = export_to(folder_ / "second", database());
  ASSERT_FALSE(failed);
  EXPECT_NE(failed.faults()[0].what.find("表 note 的列 count"), std::string::npos);
  for (const auto& entry : fs::directory_iterator(folder_))
    EXPECT_FALSE(entry.path().filename().string().starts_with("second")) << entry.path();
}

TEST_P(ExchangeTest, AFullDatabaseIsNotImportedInto) {
  fill();
  const fs::path folder = exported();
  ASSERT_TRUE(import_from(folder));
  const auto again = import_from(folder);
  ASSERT_FALSE(again);
  EXPECT_EQ(again.faults()[0].code, "import.not_empty");
}

// One bit anywhere in any file.
TEST_P(ExchangeTest, AFlippedByteInAnyFileIsRefused) {
  fill();
  const auto files = files_in(exported());
  EXPECT_GE(files.size(), 10U);
  for (const auto& [name, text] : files) {
    if (text.empty()) continue;
    for (const std::size_t at : {std::size_t{0}, text.size() / 3, text.size() - 1}) {
      const fs::path folder = copy();
      std::string spoilt = text;
      spoilt[at] = static_cast<char>(spoilt[at] ^ 1);
      put(folder / name, spoilt);
      EXPECT_NE(refusal(folder), "let in") << name << " at " << at;
    }
  }
}

TEST_P(ExchangeTest, WhatIsNotAsItIsWrittenIsRefusedByFileAndLine) {
  fill();
  const fs::path whole = exported();
  const std::string notes = text_in(whole / "tables" / "note.jsonl");
  const std::size_t second = notes.find('\n') + 1;
  const std::size_t third = notes.find('\n', second) + 1;
  const std::string line_1 = notes.substr(0, second);
  const std::string line_2 = notes.substr(second, third - second);
  const std::string rest = notes.substr(third);
  const std::string file = "tables/note.jsonl";
  const auto expect = [&](const std::string& text, const std::string& why) {
    const fs::path folder = copy();
    rewrite(folder, "note", text);
    EXPECT_EQ(refusal(folder), why) << text.substr(0, 300);
  };
  const auto swapped = [](std::string text, const std::string& from, const std::string& to) {
    const std::size_t at = text.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    return at == std::string::npos ? text : text.replace(at, from.size(), to);
  };
  expect(line_2 + line_1 + rest, "import.order " + file + ":2");
  expect(line_1 + line_1 + line_2 + rest, "import.order " + file + ":2");
  expect(line_1 + swapped(line_2, "\"words\"", "\"wordy\"") + rest, "import.line " + file + ":2");
  expect(line_1 + swapped(line_2, "\"count\":0", "\"count\":\"0\"") + rest,
         "import.line " + file + ":2");
  expect(line_1 + swapped(line_2, "\"count\":0", "\"count\":9007199254740992") + rest,
         "import.line " + file + ":2");
  expect(line_1 + swapped(line_2, "\"count\":0", "\"count\":null") + rest,
         "import.line " + file + ":2");
  expect(line_1 + swapped(line_2, "\"count\":0", "\"count\": 0") + rest,
         "import.line " + file + ":2");
  expect(line_1 + swapped(line_2, "话", "\xff\xfe") + rest, "import.line " + file + ":2");
  expect(line_1 + swapped(line_2, "话", "\\u0000") + rest, "import.line " + file + ":2");
  expect(line_1 + "\n" + line_2 + rest, "import.line " + file + ":2");
  expect(line_1 + line_2 + rest.substr(0, rest.size() - 1), "import.line " + file + ":325");
  expect(line_1 + std::string(kLineMax + 1, 'x') + "\n" + rest, "import.line " + file + ":2");
  // Well written, but not what was done: only verification tells.
  expect(line_1 + rest, "import.wrong :0");
  expect(line_1 + swapped(line_2, "话", "画") + rest, "import.wrong :0");
  expect(line_1 + line_2 + swapped(line_2, "\"id\":\"a1\"", "\"id\":\"a1+\"") + rest,
         "import.wrong :0");
}

TEST_P(ExchangeTest, WhatIsNotTheManifestsIsRefused) {
  fill();
  exported();
  const auto expect = [&](const std::function<void(const fs::path&)>& spoil,
                          const std::string& why) {
    const fs::path folder = copy();
    spoil(folder);
    EXPECT_EQ(refusal(folder), why);
  };
  expect([](const fs::path& f) { fs::remove(f / "tables" / "measure.jsonl"); },
         "import.files tables/measure.jsonl:0");
  expect([](const fs::path& f) { fs::remove(f / "manifest.json"); },
         "import.files manifest.json:0");
  expect([](const fs::path& f) { put(f / "tables" / "keys.jsonl", ""); },
         "import.files tables/keys.jsonl:0");
  expect([](const fs::path& f) { fs::create_directory(f / "more"); }, "import.files more:0");
  expect(
      [](const fs::path& f) {
        fs::rename(f / "tables" / "note.jsonl", f.parent_path() / "moved");
        fs::create_symlink(f.parent_path() / "moved", f / "tables" / "note.jsonl");
      },
      "import.files tables/note.jsonl:0");
  const auto manifest = [](const std::string& from, const std::string& to) {
    return [=](const fs::path& f) {
      std::string text = text_in(f / "manifest.json");
      const std::size_t at = text.find(from);
      ASSERT_NE(at, std::string::npos) << from;
      put(f / "manifest.json", text.replace(at, from.size(), to));
    };
  };
  expect(manifest("pack.yaml", "../a.yaml"), "import.manifest manifest.json:1");
  expect(manifest("pack.yaml", "/pack.yam"), "import.manifest manifest.json:1");
  expect(manifest("export-1", "export-2"), "import.manifest manifest.json:1");
  expect(manifest("{", "{ "), "import.manifest manifest.json:1");
  expect(manifest("\"lease\",", "\"least\","), "import.format manifest.json:0");
  expect(manifest("\"name\":\"note\",\"rows\"", "\"name\":\"notf\",\"rows\""),
         "import.format manifest.json:0");
  expect(manifest("\"size\":322", "\"size\":321"), "import.wrong :0");
}

}  // namespace
}  // namespace qinqing::ledger
