#include "base/durable_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <string>

namespace qinqing::base {
namespace {

class Descriptor {
 public:
  Descriptor(const std::filesystem::path& path, int flags)
      : number_(::open(path.c_str(), flags | O_CLOEXEC, 0600)) {}
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;

  bool write(std::string_view text) const {
    while (number_ >= 0 && !text.empty()) {
      const auto written = ::write(number_, text.data(), text.size());
      if (written < 0) return false;
      text.remove_prefix(static_cast<std::size_t>(written));
    }
    return number_ >= 0;
  }
  bool sync() const { return number_ >= 0 && ::fsync(number_) == 0; }

 private:
  int number_;
};

}  // namespace

bool replace_durably(const std::filesystem::path& path, std::string_view text) {
  const std::filesystem::path draft = path.string() + ".new";
  {
    const Descriptor file(draft, O_WRONLY | O_CREAT | O_TRUNC);
    if (!file.write(text) || !file.sync()) return false;
  }
  std::error_code error;
  std::filesystem::rename(draft, path, error);
  const auto parent = path.parent_path();
  return !error && Descriptor(parent.empty() ? "." : parent, O_RDONLY | O_DIRECTORY).sync();
}

}  // namespace qinqing::base
