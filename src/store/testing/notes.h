// A small schema for the tests of store.
#pragma once

#include "store/database.h"

namespace qinqing::store::testing {

enum class Colour { green, red_ };
BOOST_DESCRIBE_ENUM(Colour, green, red_)

struct Note {
  std::string id;
  std::int64_t version = 0;
  std::string words;
  std::optional<std::string> phone;
  base::Date day;
  bool open = false;
  Colour colour = Colour::green;
  std::int64_t count = 0;
  static constexpr TableInfo kTable{.name = "note", .personal = "words,phone"};
};
BOOST_DESCRIBE_STRUCT(Note, (), (id, version, words, phone, day, open, colour, count))

struct Lease {
  std::string holder;
  std::int64_t until = 0;
  static constexpr TableInfo kTable{.name = "lease", .kind = TableKind::transient};
};
BOOST_DESCRIBE_STRUCT(Lease, (), (holder, until))

inline Schema note_schema() {
  return {.migrations = {{900, "note",
                          "CREATE TABLE note (id text NOT NULL PRIMARY KEY, version bigint NOT "
                          "NULL, words text NOT NULL, phone text, day text NOT NULL, open bigint "
                          "NOT NULL, colour text NOT NULL, count bigint NOT NULL);\n"},
                         {901, "lease",
                          "CREATE TABLE lease (holder text NOT NULL PRIMARY KEY, until bigint NOT "
                          "NULL);\n"}},
          .tables = {&table<Note>(), &table<Lease>()}};
}

inline Note note(std::string id, std::string words = "话") {
  return {.id = std::move(id), .words = std::move(words), .phone = {}, .day = {}};
}

}  // namespace qinqing::store::testing
