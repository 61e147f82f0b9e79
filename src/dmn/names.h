// The names that an expression may use. FEEL's names may hold spaces and even operators ("Full
// Name", "Approved/Declined"), so where a name ends is only known from the names there are: the
// longest one that stands at a place is meant.
//
// Thread-safety: const methods from any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace qinqing::dmn {

// Above these a name is refused when a model is read: they bound the work of every look-up.
inline constexpr std::size_t kNameBytesMax = 300;
inline constexpr std::size_t kNamePiecesMax = 32;

// The end of the piece that begins at `at`: a run of name characters, or one other character.
std::size_t piece_end(std::string_view text, std::size_t at);

// A name as its pieces (words, single other characters) with one space between: so "a+b", "a + b"
// and "a\n+ b" are one name, "a b" and "ab" are two.
std::string normal_name(std::string_view name);
// Within both limits, with at least one piece and a first character that may begin a name.
bool is_usable_name(std::string_view name);

// Whether `written` is the name whose normal form is `normal`.
bool is_same_name(std::string_view written, std::string_view normal);

class NameSet {
 public:
  struct Match {
    std::uint32_t id = 0;
    std::size_t length = 0;  // in bytes of the text
  };

  // A name added twice keeps its lowest id. `sort` after the last add and before the first
  // `longest`.
  void add(std::string_view name, std::uint32_t id);
  void sort();

  // The longest name that stands at `at` and ends there with a piece.
  std::optional<Match> longest(std::string_view text, std::size_t at) const;
  std::optional<std::uint32_t> find(std::string_view name) const;

 private:
  struct Entry {
    std::string key;
    std::uint32_t id = 0;
  };
  std::vector<Entry> entries_;  // by key
};

}  // namespace qinqing::dmn
