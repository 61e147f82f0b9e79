// A pack's folder as bytes, and the hash that names it.
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <system_error>

#include "base/canonical.h"
#include "base/yaml.h"
#include "norms/pack.h"

namespace qinqing::norms {
namespace {

constexpr std::size_t kBytesMax = 8U << 20U;
constexpr std::size_t kFilesMax = 2000;

base::Fault folder_fault(const std::filesystem::path& folder, std::string what) {
  return {.code = "unreadable",
          .pointer = "",
          .what = std::move(what),
          .right = "",
          .file = folder.string()};
}

// Hidden files are an editor's or a file manager's, never the pack's.
bool is_hidden(const std::filesystem::path& path) {
  const std::string name = path.filename().string();
  return !name.empty() && name.front() == '.';
}

}  // namespace

base::Result<PackFiles> read_pack_files(const std::filesystem::path& folder) {
  namespace fs = std::filesystem;
  std::error_code error;
  if (!fs::is_directory(folder, error)) return folder_fault(folder, "没有这个清单包文件夹");
  PackFiles files;
  std::size_t bytes = 0;
  for (auto at = fs::recursive_directory_iterator(folder, error);
       !error && at != fs::recursive_directory_iterator(); at.increment(error)) {
    if (is_hidden(at->path())) {
      if (at->is_directory()) at.disable_recursion_pending();
      continue;
    }
    if (!at->is_regular_file()) continue;
    auto contents = base::read_file(at->path());
    if (!contents) return contents.faults();
    bytes += contents->size();
    if (bytes > kBytesMax || files.size() >= kFilesMax)
      return folder_fault(folder, "清单包太大：最多 2000 个文件、8 MB");
    files.emplace(fs::relative(at->path(), folder).generic_string(), std::move(*contents));
  }
  if (error) return folder_fault(folder, "读不了清单包文件夹：" + error.message());
  return files;
}

std::string pack_hash(const PackFiles& files) {
  boost::json::object named;
  for (const auto& [path, contents] : files)
    if (!path.starts_with("tests/")) named.emplace(path, base::sha256_hex(contents));
  return base::named_hash(*base::canonical_json(named));
}

}  // namespace qinqing::norms
