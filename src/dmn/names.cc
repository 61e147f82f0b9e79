#include "dmn/names.h"

#include <algorithm>
#include <tuple>

#include "dmn/characters.h"

namespace qinqing::dmn {

std::size_t piece_end(std::string_view text, std::size_t at) {
  const Character first = character_at(text, at);
  std::size_t end = at + first.length;
  if (!is_name_part(first.code)) return end;
  while (end < text.size()) {
    const Character next = character_at(text, end);
    if (!is_name_part(next.code)) break;
    end += next.length;
  }
  return end;
}

std::string normal_name(std::string_view name) {
  std::string out;
  for (std::size_t at = skip_spaces(name, 0); at < name.size();) {
    const std::size_t end = piece_end(name, at);
    if (!out.empty()) out.push_back(' ');
    out.append(name.substr(at, end - at));
    at = skip_spaces(name, end);
  }
  return out;
}

bool is_usable_name(std::string_view name) {
  if (name.size() > kNameBytesMax) return false;
  const std::string normal = normal_name(name);
  if (normal.empty() || !is_name_start(character_at(normal, 0).code)) return false;
  return static_cast<std::size_t>(std::ranges::count(normal, ' ')) < kNamePiecesMax;
}

bool is_same_name(std::string_view written, std::string_view normal) {
  return written == normal || normal_name(written) == normal;
}

void NameSet::add(std::string_view name, std::uint32_t id) {
  entries_.push_back({.key = normal_name(name), .id = id});
}

void NameSet::sort() {
  std::ranges::sort(entries_, {}, [](const Entry& entry) { return std::tie(entry.key, entry.id); });
  const auto twice = std::ranges::unique(entries_, {}, &Entry::key);
  entries_.erase(twice.begin(), twice.end());
}

std::optional<NameSet::Match> NameSet::longest(std::string_view text, std::size_t at) const {
  std::optional<Match> best;
  std::string key;
  auto first = entries_.begin();
  for (std::size_t next = at; next < text.size();) {
    const std::size_t end = piece_end(text, next);
    if (!key.empty()) key.push_back(' ');
    key.append(text.substr(next, end - next));
    first =
        std::lower_bound(first, entries_.end(), key,
                         [](const Entry& entry, const std::string& k) { return entry.key < k; });
    if (first == entries_.end() || !first->key.starts_with(key)) break;
    if (first->key == key) best = Match{.id = first->id, .length = end - at};
    next = skip_spaces(text, end);
  }
  return best;
}

std::optional<std::uint32_t> NameSet::find(std::string_view name) const {
  const std::string key = normal_name(name);
  const auto found = std::ranges::lower_bound(entries_, key, {}, &Entry::key);
  if (found == entries_.end() || found->key != key) return std::nullopt;
  return found->id;
}

}  // namespace qinqing::dmn
