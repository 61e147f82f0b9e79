#include <boost/json/object.hpp>
#include <stdexcept>

#include "base/base64url.h"
#include "base/canonical.h"
#include "base/json.h"
#include "norms/adoption/model.h"
#include "store/unit.h"

namespace qinqing::norms {
namespace {

constexpr std::string_view kAdopted = "WHERE adopted_from IS NOT NULL ORDER BY adopted_from, id";
constexpr std::string_view kAll = "ORDER BY made_at DESC, id DESC";
constexpr std::string_view kOfHash = "WHERE hash = :hash ORDER BY made_at DESC, id DESC";

}  // namespace

PackFiles files_of(store::Sql& sql, const PackEdition& edition) {
  const auto named = base::parse_json(edition.files);
  if (!named || !named->is_object()) throw std::runtime_error("pack_edition names no files");
  PackFiles files;
  for (const auto& [path, hash] : named->get_object()) {
    const auto row = sql.find<PackFileRow>(std::string(hash.as_string()));
    const auto bytes = row ? base::from_base64url(row->body) : std::nullopt;
    if (!bytes) throw std::runtime_error("a file of a pack edition is not kept");
    files.emplace(std::string(path), std::string(bytes->begin(), bytes->end()));
  }
  return files;
}

std::string keep_files(store::Unit& unit, const PackFiles& files) {
  boost::json::object named;
  for (const auto& [path, contents] : files) {
    const std::string hash = base::sha256_hex(contents);
    named.emplace(path, hash);
    if (unit.sql().find<PackFileRow>(hash)) continue;
    const std::vector<std::uint8_t> bytes(contents.begin(), contents.end());
    unit.insert(PackFileRow{.hash = hash,
                            .version = 0,
                            .bytes = static_cast<std::int64_t>(contents.size()),
                            .body = base::base64url(bytes)});
  }
  return *base::canonical_json(named);
}

std::vector<PackEdition> adopted_editions(store::Sql& sql) {
  return sql.select<PackEdition>(kAdopted);
}

std::vector<PackEdition> all_editions(store::Sql& sql) {
  return sql.select<PackEdition>(kAll);
}

std::vector<PackEdition> editions_of_hash(store::Sql& sql, const std::string& hash) {
  return sql.select<PackEdition>(kOfHash, hash);
}

}  // namespace qinqing::norms
