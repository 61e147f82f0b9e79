// Reading the hand-written data of a pack or a calendar: YAML with comments and Chinese text.
//
// yaml-cpp accepts duplicate keys; they are refused here. All scalars stay text as written (`no`
// is "no", `1.10` is "1.10"), since what a value means is told by what reads it, not by how it
// looks; a quoted and a plain scalar read the same. `~`, `null` and an empty value become null.
// Anchors, aliases and tags are refused: data that people must check has no indirection.
//
// Thread-safety: pure functions; a Document is a plain value.
#pragma once

#include <boost/json/value.hpp>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>

#include "base/fault.h"

namespace qinqing::base {

struct Document {
  boost::json::value value;          // objects, arrays, strings and null only
  std::string file;                  // as given to the reader
  std::map<std::string, int> lines;  // JSON pointer → 1-based line
  // Copies of `faults` with this file and the line of their pointer (or of the nearest parent).
  Faults place(const Faults& faults) const;
};

Result<Document> parse_yaml(std::string_view text, std::string file);
Result<Document> load_yaml(const std::filesystem::path& path);

// A Markdown file with YAML front matter between two lines `---`.
struct FrontMatter {
  Document head;
  std::string body;  // what follows, without leading and trailing blank lines
};
Result<FrontMatter> parse_front_matter(std::string_view text, std::string file);
Result<FrontMatter> load_front_matter(const std::filesystem::path& path);

// A whole file as bytes; a fault ("unreadable") where it cannot be read.
Result<std::string> read_file(const std::filesystem::path& path);

}  // namespace qinqing::base
