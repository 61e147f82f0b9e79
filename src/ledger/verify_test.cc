#include "ledger/verify.h"

#include <gtest/gtest.h>

#include <random>

#include "ledger/stored_tree.h"
#include "ledger/testing/sealed.h"
#include "store/log_rows.h"

namespace qinqing::ledger {

void PrintTo(const Finding& finding, std::ostream* out) {
  *out << finding.table << " " << finding.key << " " << static_cast<int>(finding.kind);
}

namespace {

class VerifyTest : public testing::SealedTest {
 protected:
  Verified look(std::optional<Head> against = {}) {
    const VerifyOptions options{.is_signed =
                                    [this](std::string_view text, std::string_view signature) {
                                      return is_signed(text, signature, public_key());
                                    },
                                .against = against,
                                .derived = {},
                                .progress = {}};
    return database().read(
        [&](store::Sql& sql) { return verify(sql, database().tables(), options); });
  }
  void expect(const std::string& table, const std::string& key, Wrong kind) {
    const auto found = look();
    ASSERT_TRUE(found.wrong) << "not found: " << table << " " << key;
    EXPECT_EQ(found.wrong->table, table);
    EXPECT_EQ(found.wrong->key, key);
    EXPECT_EQ(found.wrong->kind, kind);
  }

  // Two heads, changed rows, and events after the last head, sealed and not.
  void fill() {
    act(300, "a");
    change("a3", "改了");
    seal_and_sign();
    act(20, "b");
    change("a3", "又改了");
    seal_and_sign();
    act(3, "c");
    seal_all();
    act(2, "d");
  }
  Head head() {
    return database().read([](store::Sql& sql) {
      const Tree tree = StoredTree(sql).tree();
      return Head{.size = tree.size(), .root = tree.root(), .at = ""};
    });
  }
};
STORE_ON_BOTH(VerifyTest);

TEST_P(VerifyTest, FindsNothingWrongWhereNothingIs) {
  EXPECT_FALSE(look().wrong) << "an empty database";
  fill();
  const auto found = look(head());
  EXPECT_FALSE(found.wrong) << ::testing::PrintToString(*found.wrong);
  EXPECT_EQ(found.events, 327U);
  EXPECT_EQ(found.sealed, 325U);
  EXPECT_EQ(found.rows, 325U);
  EXPECT_EQ(found.heads, 2U);
  EXPECT_EQ(found.root, head().root);
}

TEST_P(VerifyTest, NamesWhatWasDone) {
  fill();
  const auto entries = all<EntryRow>("ORDER BY n");
  const std::string seventh = entries[7].event;
  struct Deed {
    std::vector<std::string> statements;
    std::string table, key;
    Wrong kind;
  };
  const std::string eighth = entries[8].event;
  const auto at = [](const std::string& event) { return " WHERE id = '" + event + "'"; };
  const std::vector<Deed> deeds{
      {{"UPDATE note SET words = '没说过' WHERE id = 'a5'"}, "note", "a5", Wrong::altered},
      {{"UPDATE note SET phone = NULL WHERE id = 'a5'"}, "note", "a5", Wrong::altered},
      {{"DELETE FROM note WHERE id = 'b5'"}, "note", "b5", Wrong::removed},
      {{"INSERT INTO note SELECT 'x', 1, words, phone, day, open, colour, count FROM note WHERE "
        "id = 'a5'"},
       "note",
       "x",
       Wrong::added},
      {{"DELETE FROM event" + at(seventh)}, "event", seventh, Wrong::removed},
      {{"INSERT INTO event SELECT 'x', at, kind, account, post, place, subject, basis, body FROM "
        "event" +
        at(seventh)},
       "event",
       "x",
       Wrong::added},
      {{"UPDATE event SET basis = 'x'" + at(seventh)}, "event", seventh, Wrong::altered},
      {{"UPDATE event SET at = '2026-11-20T04:00:00.000Z'" + at(seventh)},
       "event",
       seventh,
       Wrong::back_dated},
      {{"UPDATE event SET at = '2026-11-20T04:00:00.000Z', body = replace(body, "
        "'2026-11-24T04:00', '2026-11-20T04:00')" +
        at(seventh)},
       "event",
       seventh,
       Wrong::back_dated},
      {{"UPDATE ledger_entry SET n = -1 WHERE n = 7", "UPDATE ledger_entry SET n = 7 WHERE n = 8",
        "UPDATE ledger_entry SET n = 8 WHERE n = -1"},
       "ledger_entry",
       "8",
       Wrong::reordered},
      {{"UPDATE event SET id = 'x'" + at(seventh),
        "UPDATE event SET id = '" + seventh + "'" + at(eighth),
        "UPDATE event SET id = '" + eighth + "' WHERE id = 'x'"},
       "event",
       seventh,
       Wrong::reordered},
      {{"DELETE FROM ledger_entry WHERE n = 9"}, "ledger_entry", "9", Wrong::removed},
      {{"DELETE FROM ledger_entry WHERE n >= 310"}, "ledger_entry", "310", Wrong::removed},
      {{"DELETE FROM event_private WHERE event = '" + seventh + "' AND n = 1"},
       "event_private",
       seventh + "/1",
       Wrong::removed},
      {{"DELETE FROM measure WHERE event = '" + seventh + "'"},
       "measure",
       seventh + "/0",
       Wrong::removed},
      {{"UPDATE measure SET value = 2 WHERE event = '" + seventh + "'"},
       "measure",
       seventh + "/0",
       Wrong::altered},
      {{"INSERT INTO measure SELECT 'zz', n, kind, place, day, value, reverses FROM measure WHERE "
        "event = '" +
        seventh + "'"},
       "measure",
       "zz",
       Wrong::added},
      {{"UPDATE ledger_head SET at = '2026-11-20T04:00:00.000Z' WHERE size = 301"},
       "ledger_head",
       "301",
       Wrong::altered},
      {{"DELETE FROM ledger_subtree"}, "ledger_subtree", "8/0", Wrong::removed}};
  const std::vector<std::string> tables{"note",           "event",          "event_private",
                                        "measure",        "event_unsealed", "ledger_entry",
                                        "ledger_subtree", "ledger_head"};
  for (const std::string& table : tables)
    by_hand("CREATE TABLE saved_" + table + " AS SELECT * FROM " + table);
  for (const Deed& deed : deeds) {
    SCOPED_TRACE(deed.statements.front());
    for (const std::string& statement : deed.statements) by_hand(statement);
    expect(deed.table, deed.key, deed.kind);
    for (const std::string& table : tables) {
      by_hand("DELETE FROM " + table);
      by_hand("INSERT INTO " + table + " SELECT * FROM saved_" + table);
    }
  }
  EXPECT_FALSE(look().wrong);
}

// A table that follows from others is computed anew.
TEST_P(VerifyTest, ComparesWhatFollows) {
  fill();
  const auto with = [&](const std::vector<SubtreeRow>& rows) {
    VerifyOptions options{.is_signed =
                              [this](std::string_view text, std::string_view signature) {
                                return is_signed(text, signature, public_key());
                              },
                          .against = {},
                          .derived = {},
                          .progress = {}};
    options.derived.push_back(
        {.table = &store::table<SubtreeRow>(), .rows = [&](store::Sql&, const Derived::Each& each) {
           for (const SubtreeRow& row : rows) each(&row);
         }});
    return database().read(
        [&](store::Sql& sql) { return verify(sql, database().tables(), options).wrong; });
  };
  auto rows = all<SubtreeRow>("ORDER BY level, n");
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_FALSE(with(rows));
  auto more = rows;
  more.push_back({.level = 8, .n = 1, .root = "x"});
  EXPECT_EQ(with(more)->kind, Wrong::removed);
  more = rows;
  more[0].root = "x";
  EXPECT_EQ(with(more)->kind, Wrong::altered);
  EXPECT_EQ(with({})->kind, Wrong::added);
}

// Events taken away with their rows, and all that is left sealed and signed anew by the server's
// own key: only a head that was kept elsewhere tells.
TEST_P(VerifyTest, ARecordMadeAnewIsToldByAHeadThatWasKept) {
  act(30, "a");
  seal_and_sign();
  const Head kept = head();
  for (int i = 10; i < 20; ++i) {
    const std::string id = "a" + std::to_string(i);
    for (const auto& event : all<store::EventRow>("ORDER BY id")) {
      if (event.subject != id) continue;
      for (const char* table : {"event_private", "measure"})
        by_hand("DELETE FROM " + std::string(table) + " WHERE event = :event", {event.id});
      by_hand("DELETE FROM event WHERE id = :id", {event.id});
    }
    by_hand("DELETE FROM note WHERE id = :id", {id});
  }
  for (const char* table : {"ledger_entry", "ledger_subtree", "ledger_head", "event_unsealed"})
    by_hand("DELETE FROM " + std::string(table));
  by_hand("INSERT INTO event_unsealed SELECT id FROM event");
  seal_and_sign();
  EXPECT_FALSE(look().wrong);
  act(10, "b");
  seal_and_sign();
  const auto found = look(kept);
  ASSERT_TRUE(found.wrong);
  EXPECT_EQ(found.wrong->kind, Wrong::re_signed);
}

// One byte of one value, anywhere: it is named, in its table.
TEST_P(VerifyTest, NamesEveryFlippedByte) {
  fill();
  std::mt19937 draw(20261127);
  const auto below = [&](std::size_t n) {
    return std::uniform_int_distribution<std::size_t>(0, n - 1)(draw);
  };
  std::vector<const store::Table*> tables;
  for (const store::Table* table : database().tables())
    if (table->kind != store::TableKind::transient) tables.push_back(table);
  for (int round = 0; round < 200;) {
    const store::Table& table = *tables[below(tables.size())];
    const store::Column& column = table.columns[below(table.columns.size())];
    if (column.type != store::ColumnType::text) continue;
    using Text = std::string;
    const bool two = table.keys == 2;
    const Text key = two ? table.columns[0].name + " || '/' || " + table.columns[1].name
                         : table.columns[0].name + " || ''";
    const auto rows = database().read([&](store::Sql& sql) {
      return sql.rows<Text, Text>("SELECT " + key + ", " + column.name + " FROM " + table.name +
                                  " WHERE " + column.name + " <> ''");
    });
    if (rows.empty()) continue;
    const auto& [which, value] = rows[below(rows.size())];
    Text flipped = value;
    char& byte = flipped[below(flipped.size())];
    const char before = byte;
    byte = static_cast<char>(byte ^ (1 << below(7)));
    // PostgreSQL keeps no other bytes; a NUL ends SQLite's text.
    if (byte == '\0' || before < 0 || byte < 0) continue;
    SCOPED_TRACE(table.name + "." + column.name + " of " + which + ": " + value.substr(0, 80) +
                 " → " + flipped.substr(0, 80));
    const auto put = [&](const Text& from, const Text& to) {
      const bool is_key =
          key.find(column.name) == 0 || (two && column.name == table.columns[1].name);
      return is_key ? by_hand("UPDATE " + table.name + " SET " + column.name + " = :to WHERE " +
                                  column.name + " = :from",
                              {to, from})
                    : by_hand("UPDATE " + table.name + " SET " + column.name + " = :to WHERE " +
                                  key + " = :which",
                              {to, which});
    };
    try {
      ASSERT_GE(put(value, flipped), 1);
    } catch (const store::Exists&) {
      continue;  // another row's key
    }
    const auto found = look();
    EXPECT_TRUE(found.wrong);
    // A key that was altered is a row that is gone and one that was not there, and what names it
    // names nothing: then the table may be the one that was pointed from.
    if (found.wrong && column.name != "event" && column.name != table.columns[0].name)
      EXPECT_EQ(found.wrong->table, table.name);
    put(flipped, value);
    ASSERT_FALSE(look().wrong) << "put back";
    ++round;
  }
}

}  // namespace
}  // namespace qinqing::ledger
