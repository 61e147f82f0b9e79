// Editions of packs as they are kept: the files by their hash, each once, and which files make an
// edition. What became of an edition is its case's to say (procedure "adoption", same id).
//
// Lifetime: plain values.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/date.h"
#include "norms/pack.h"
#include "store/database.h"
#include "store/table.h"

namespace qinqing::norms {

struct PackFileRow {
  std::string hash;  // SHA-256 of the bytes, hex
  std::int64_t version = 0;
  std::int64_t bytes = 0;
  std::string body;  // base64url: a file may be a picture or a form
  static constexpr store::TableInfo kTable{.name = "pack_file"};
};
BOOST_DESCRIBE_STRUCT(PackFileRow, (), (hash, version, bytes, body))

struct PackEdition {
  std::string id;  // UUIDv7, and of its case
  std::int64_t version = 0;
  std::string pack;   // the pack's id
  std::string title;  // the pack's
  std::string place;
  std::string hash;                     // of the pack (Pack::hash)
  std::string files;                    // RFC 8785 JSON {path: hash of the file}, tests too
  std::optional<std::string> based_on;  // an edition
  std::string made_by;                  // person
  std::string made_at;                  // instant
  // Once adopted: under which document, by which office, from which day.
  std::optional<std::string> document, adopted_by;
  std::optional<base::Date> adopted_from;
  static constexpr store::TableInfo kTable{.name = "pack_edition"};
};
BOOST_DESCRIBE_STRUCT(PackEdition, (),
                      (id, version, pack, title, place, hash, files, based_on, made_by, made_at,
                       document, adopted_by, adopted_from))

// The edition's files, byte for byte. Throws std::runtime_error where one is not there.
PackFiles files_of(store::Sql& sql, const PackEdition& edition);
// Keeps what is not kept yet; needs an event that was begun. Gives PackEdition::files.
std::string keep_files(store::Unit& unit, const PackFiles& files);

// By the day from which they are adopted, then by id.
std::vector<PackEdition> adopted_editions(store::Sql& sql);
// The latest made first.
std::vector<PackEdition> all_editions(store::Sql& sql);
// Of that hash, the latest made first.
std::vector<PackEdition> editions_of_hash(store::Sql& sql, const std::string& hash);

}  // namespace qinqing::norms
