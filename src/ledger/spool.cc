#include "ledger/spool.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <stdexcept>
#include <system_error>

namespace qinqing::ledger {
namespace {

constexpr std::size_t kBlock = std::size_t{16} << 10U;

[[noreturn]] void fail(const char* what) {
  throw std::runtime_error(std::string("核对要用的临时文件") + what + "：" +
                           std::generic_category().message(errno) + "。临时文件夹由 TMPDIR 指定");
}

int unnamed_file() {
  std::error_code error;
  std::string path = std::filesystem::temp_directory_path(error) / "qinqing-verify-XXXXXX";
  errno = error.value();
  if (error) fail("建不了");
  const int file = ::mkostemp(path.data(), O_CLOEXEC);
  if (file < 0 || ::unlink(path.c_str()) != 0) fail("建不了");
  return file;
}

}  // namespace

SpoolBytes::SpoolBytes(std::size_t parts, std::size_t record)
    : record_(record), block_(kBlock / record * record), parts_(parts) {}

SpoolBytes::~SpoolBytes() {
  if (file_ >= 0) ::close(file_);
}

void SpoolBytes::add(std::size_t part, const void* record) {
  Part& to = parts_[part];
  if (to.open.empty()) to.open.reserve(std::min(block_, record_ * 8));
  to.open.append(static_cast<const char*>(record), record_);
  if (to.open.size() == block_) put_away(to);
}

void SpoolBytes::put_away(Part& part) {
  if (file_ < 0) file_ = unnamed_file();
  for (std::size_t done = 0; done < block_;) {
    const ssize_t now =
        ::pwrite(file_, part.open.data() + done, block_ - done, static_cast<off_t>(end_ + done));
    if (now < 0 && errno != EINTR) fail("写不了");
    done += now > 0 ? static_cast<std::size_t>(now) : 0;
  }
  part.whole.push_back(end_);
  end_ += block_;
  part.open.clear();
}

void SpoolBytes::each(std::size_t part, const std::function<void(const char* record)>& each) {
  const Part& from = parts_[part];
  const auto every = [&](const std::string& block) {
    for (std::size_t at = 0; at < block.size(); at += record_) each(block.data() + at);
  };
  std::string block(from.whole.empty() ? 0 : block_, '\0');
  for (const std::uint64_t begin : from.whole) {
    for (std::size_t done = 0; done < block_;) {
      const ssize_t now =
          ::pread(file_, block.data() + done, block_ - done, static_cast<off_t>(begin + done));
      if (now == 0 || (now < 0 && errno != EINTR)) fail("读不了");
      done += now > 0 ? static_cast<std::size_t>(now) : 0;
    }
    every(block);
  }
  every(from.open);
}

}  // namespace qinqing::ledger
