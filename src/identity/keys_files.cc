// The key files: made once, read when the program starts.
#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <optional>
#include <system_error>

#include "base/base64url.h"
#include "base/yaml.h"
#include "identity/keys.h"
#include "identity/sodium.h"

namespace qinqing::identity {
namespace {

namespace fs = std::filesystem;

base::Fault fault(std::string code, const fs::path& file, std::string what, std::string right) {
  return {.code = std::move(code),
          .pointer = "",
          .what = std::move(what),
          .right = std::move(right),
          .file = file.string(),
          .line = 0};
}

// Names a key without telling anything of it.
std::string id_of(const std::array<std::uint8_t, 32>& key) {
  constexpr std::string_view kLabel = "qinqing key id";
  std::array<std::uint8_t, crypto_generichash_BYTES_MIN> hash{};
  crypto_generichash(hash.data(), hash.size(), reinterpret_cast<const std::uint8_t*>(kLabel.data()),
                     kLabel.size(), key.data(), key.size());
  return base::base64url(std::span(hash).first(6));
}

std::optional<base::Fault> refuse_others(const fs::path& path, mode_t allowed) {
  struct stat found{};
  if (::stat(path.c_str(), &found) != 0)
    return fault("keys.unreadable", path, "密钥文件看不了", "检查文件的主人和权限");
  if (found.st_uid != ::geteuid() || (found.st_mode & 07777U & ~allowed) != 0)
    return fault("keys.open_to_others", path, "密钥文件别人也能读，不能再用来保密",
                 "主人应是运行程序的用户，权限应是 0600（文件夹 0700）");
  return std::nullopt;
}

class File {
 public:
  File(const fs::path& path, int flags, mode_t mode)
      : descriptor_(::open(path.c_str(), flags | O_CLOEXEC, mode)) {}
  ~File() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }
  File(const File&) = delete;
  File& operator=(const File&) = delete;

  bool is_open() const { return descriptor_ >= 0; }
  bool sync() const { return ::fsync(descriptor_) == 0; }
  bool write(std::string_view text) const {
    return ::write(descriptor_, text.data(), text.size()) == static_cast<ssize_t>(text.size());
  }

 private:
  int descriptor_;
};

// Whole or not at all, and never over one that is there: of two servers that start together the
// first one's key stays and both read that.
bool write_new(const fs::path& path, std::string_view text) {
  const fs::path draft = path.string() + "." + std::to_string(::getpid());
  std::error_code ignored;
  {
    const File file(draft, O_WRONLY | O_CREAT | O_EXCL, 0600);
    if (!file.is_open()) return false;
    if (!file.write(text) || !file.sync()) {
      fs::remove(draft, ignored);
      return false;
    }
  }
  const bool linked = ::link(draft.c_str(), path.c_str()) == 0 || errno == EEXIST;
  fs::remove(draft, ignored);
  const File folder(path.parent_path(), O_RDONLY | O_DIRECTORY, 0);
  return linked && folder.is_open() && folder.sync();
}

}  // namespace

base::Result<Keys> Keys::open(const fs::path& folder, Missing missing, base::RandomSource& random) {
  start_sodium();
  std::error_code error;
  if (missing == Missing::make && !fs::exists(folder, error)) {
    fs::create_directories(folder, error);
    fs::permissions(folder, fs::perms::owner_all, error);
    if (error) return fault("keys.unwritable", folder, "密钥文件夹建不了", "检查上级文件夹的权限");
  }
  if (!fs::is_directory(folder, error))
    return fault("keys.missing", folder, "没有密钥文件夹", "从备份里取回，权限 0700");
  if (auto refused = refuse_others(folder, 0700)) return *std::move(refused);
  Keys keys;
  base::Faults faults;
  for (auto [name, ring] :
       {std::pair{"sign.key", &keys.sign_}, std::pair{"encrypt.key", &keys.encrypt_},
        std::pair{"match.key", &keys.match_}}) {
    auto opened = open_ring(folder / name, missing, random);
    if (opened)
      *ring = std::move(opened).value();
    else
      faults.append(opened.faults());
  }
  if (!faults.empty()) return faults;
  return keys;
}

base::Result<Keys::Ring> Keys::open_ring(const fs::path& path, Missing missing,
                                         base::RandomSource& random) {
  std::error_code error;
  if (!fs::exists(path, error)) {
    if (missing == Missing::refuse)
      return fault("keys.missing", path, "没有这个密钥文件，用它加密的内容就读不出来",
                   "从备份里取回，权限 0600");
    Key key;
    random.fill(key.bytes);
    if (!write_new(path, id_of(key.bytes) + " " + base::base64url(key.bytes) + "\n"))
      return fault("keys.unwritable", path, "密钥文件写不了", "检查文件夹的权限和磁盘的空间");
  }
  if (auto refused = refuse_others(path, 0600)) return *std::move(refused);
  return read_ring(path);
}

base::Result<Keys::Ring> Keys::read_ring(const fs::path& path) {
  const auto text = base::read_file(path);
  if (!text) return fault("keys.unreadable", path, "密钥文件读不了", "检查文件的主人和权限");
  Ring ring;
  std::string_view rest = *text;
  for (int number = 1; !rest.empty(); ++number) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(rest.size(), line.size() + 1));
    auto key = read_line(line);
    if (!key) {
      base::Fault bad = fault("keys.form", path, "这一行不是密钥", "从备份里取回整个文件");
      bad.line = number;
      return bad;
    }
    ring.push_back(*std::move(key));
  }
  if (ring.empty()) return fault("keys.form", path, "密钥文件是空的", "从备份里取回整个文件");
  return ring;
}

std::optional<Keys::Key> Keys::read_line(std::string_view line) {
  const std::size_t space = line.find(' ');
  if (space == line.npos) return std::nullopt;
  const auto bytes = base::from_base64url(line.substr(space + 1));
  Key key{.id = std::string(line.substr(0, space)), .bytes = {}};
  if (!bytes || bytes->size() != key.bytes.size()) return std::nullopt;
  std::ranges::copy(*bytes, key.bytes.begin());
  // The id is made from the key: a key cut or mistyped is found here and not at the first value.
  if (id_of(key.bytes) != key.id) return std::nullopt;
  return key;
}

}  // namespace qinqing::identity
