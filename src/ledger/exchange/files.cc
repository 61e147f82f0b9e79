#include "ledger/exchange/files.h"

#include <fcntl.h>
#include <linux/fs.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <system_error>

#include "ledger/tree.h"

namespace qinqing::ledger {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kBuffer = std::size_t{1} << 18U;

[[noreturn]] void fail(std::string_view what, const fs::path& path) {
  const std::string reason = std::generic_category().message(errno);
  throw FileTrouble(std::string(what) + " " + path.string() + "：" + reason);
}

// Neither a link nor anything that is no plain file: a pipe would never end.
File open_plain(const fs::path& path) {
  const int number = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
  if (number < 0) fail("打不开", path);
  struct stat found{};
  if (::fstat(number, &found) != 0 || !S_ISREG(found.st_mode)) {
    ::close(number);
    throw FileTrouble(path.string() + " 不是普通文件");
  }
  File file(::fdopen(number, "rb"));
  if (!file) fail("打不开", path);
  return file;
}

}  // namespace

RunningHash::RunningHash() : context_(EVP_MD_CTX_new()) {
  if (!context_ || EVP_DigestInit_ex(context_.get(), EVP_sha256(), nullptr) != 1) std::terminate();
}

void RunningHash::add(std::string_view bytes) {
  if (EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size()) != 1) std::terminate();
}

std::string RunningHash::named() {
  Hash hash{};
  if (EVP_DigestFinal_ex(context_.get(), hash.data(), nullptr) != 1) std::terminate();
  return to_named(hash);
}

NewFile::NewFile(const fs::path& path) : path_(path) {
  const int number = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (number < 0) fail("写不了", path);
  file_.reset(::fdopen(number, "wb"));
  if (!file_) fail("写不了", path);
}

void NewFile::write(std::string_view bytes) {
  hash_.add(bytes);
  if (std::fwrite(bytes.data(), 1, bytes.size(), file_.get()) != bytes.size())
    fail("写不了", path_);
}

std::string NewFile::finish() {
  if (std::fflush(file_.get()) != 0 || ::fsync(::fileno(file_.get())) != 0) fail("写不了", path_);
  file_.reset();
  return hash_.named();
}

void sync_folder(const fs::path& folder) {
  const fs::path named = folder.empty() ? fs::path(".") : folder;
  const int number = ::open(named.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  const bool synced = number >= 0 && ::fsync(number) == 0;
  if (number >= 0) ::close(number);
  if (!synced) fail("写不了文件夹", named);
}

bool rename_new(const fs::path& from, const fs::path& to) {
  if (::syscall(SYS_renameat2, AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), RENAME_NOREPLACE) == 0)
    return true;
  if (errno == EEXIST) return false;
  fail("写不成", to);
}

Lines::Lines(const fs::path& path) : path_(path), file_(open_plain(path)) {}

bool Lines::fill() {
  buffer_.erase(0, at_);
  at_ = 0;
  const std::size_t before = buffer_.size();
  buffer_.resize(before + kBuffer);
  const std::size_t got = std::fread(buffer_.data() + before, 1, kBuffer, file_.get());
  if (std::ferror(file_.get()) != 0) fail("读不了", path_);
  buffer_.resize(before + got);
  hash_.add(std::string_view(buffer_).substr(before));
  ended_ = got == 0;
  return got > 0;
}

std::optional<std::string_view> Lines::next() {
  for (std::size_t looked = at_;;) {
    const std::size_t end = buffer_.find('\n', looked);
    if (end != std::string::npos) {
      const std::string_view line = std::string_view(buffer_).substr(at_, end - at_);
      at_ = end + 1;
      ++number_;
      if (line.size() <= kLineMax) return line;
      trouble_ = "这一行太长，最多 64 MiB";
      return std::nullopt;
    }
    if (buffer_.size() - at_ > kLineMax) {
      ++number_;
      trouble_ = "这一行太长，最多 64 MiB";
      return std::nullopt;
    }
    looked = buffer_.size() - at_;
    if (!fill()) break;
  }
  if (at_ < buffer_.size()) {
    ++number_;
    trouble_ = "最后一行没有写完，缺换行";
  }
  return std::nullopt;
}

std::optional<std::string> whole_file(const fs::path& path, std::size_t bytes_max) {
  const File file = open_plain(path);
  std::string text;
  std::array<char, 1 << 16> piece{};
  while (const std::size_t got = std::fread(piece.data(), 1, piece.size(), file.get())) {
    text.append(piece.data(), got);
    if (text.size() > bytes_max) return std::nullopt;
  }
  if (std::ferror(file.get()) != 0) fail("读不了", path);
  return text;
}

}  // namespace qinqing::ledger
