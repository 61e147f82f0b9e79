// Files of an export: written with their hash and synced, read line by line with theirs. Internal
// to ledger.
#pragma once

#include <openssl/evp.h>

#include <cstdio>
#include <filesystem>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

namespace qinqing::ledger {

// Something about a file that cannot be helped here; what() says it in Chinese.
struct FileTrouble : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// SHA-256 of what is told piece by piece.
class RunningHash {
 public:
  RunningHash();
  void add(std::string_view bytes);
  std::string named();  // "sha256:…"; ends it

 private:
  struct Free {
    void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
  };
  std::unique_ptr<EVP_MD_CTX, Free> context_;
};

struct CloseFile {
  void operator()(std::FILE* file) const { std::fclose(file); }
};
using File = std::unique_ptr<std::FILE, CloseFile>;

// A file that was not there before, for its owner only. Throws FileTrouble.
class NewFile {
 public:
  explicit NewFile(const std::filesystem::path& path);
  void write(std::string_view bytes);
  // It is on the disk. Its named hash.
  std::string finish();

 private:
  std::filesystem::path path_;
  File file_;
  RunningHash hash_;
};

// Makes the names in a folder last. Throws FileTrouble.
void sync_folder(const std::filesystem::path& folder);
// Gives the folder its name, unless something has it: then false. Throws FileTrouble.
bool rename_new(const std::filesystem::path& from, const std::filesystem::path& to);

inline constexpr std::size_t kLineMax = std::size_t{64} << 20U;

// Lines, each ended by a line feed. Throws FileTrouble where the file cannot be read; what is wrong
// with a line is said by `trouble`.
class Lines {
 public:
  explicit Lines(const std::filesystem::path& path);
  // nullopt at the end and where a line is longer than kLineMax or has no end.
  std::optional<std::string_view> next();
  int number() const { return number_; }  // of the last line, from 1
  const std::string& trouble() const { return trouble_; }
  // Of all that was read; after the end only.
  std::string hash() { return hash_.named(); }

 private:
  bool fill();

  std::filesystem::path path_;
  File file_;
  RunningHash hash_;
  std::string buffer_;
  std::size_t at_ = 0;
  int number_ = 0;
  bool ended_ = false;
  std::string trouble_;
};

// A whole file of at most `bytes_max`; nullopt where it is longer. Throws FileTrouble.
std::optional<std::string> whole_file(const std::filesystem::path& path, std::size_t bytes_max);

}  // namespace qinqing::ledger
