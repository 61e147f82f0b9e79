// Records of one size, put into parts and read again part by part: for comparing more than memory
// should hold. While they are few they stay in memory; then each part goes block by block into a
// file without a name in the system's temporary folder (TMPDIR), which is gone with the program.
// Internal to ledger.
//
//   Spool<Taken> taken(parts);
//   taken.add(part, record);
//   taken.each(part, [&](const Taken& record) { … });   // in the order of adding
//
// Memory: a block a part, beside the part that is read. Errors: std::runtime_error, in Chinese,
// where the file cannot be written or read. Thread-safety: one thread at a time.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <type_traits>
#include <vector>

namespace qinqing::ledger {

class SpoolBytes {
 public:
  SpoolBytes(std::size_t parts, std::size_t record);
  ~SpoolBytes();
  SpoolBytes(const SpoolBytes&) = delete;
  SpoolBytes& operator=(const SpoolBytes&) = delete;

  void add(std::size_t part, const void* record);
  void each(std::size_t part, const std::function<void(const char* record)>& each);

 private:
  struct Part {
    std::string open;                  // the block that is not full
    std::vector<std::uint64_t> whole;  // where in the file the full ones begin
  };

  void put_away(Part& part);

  std::size_t record_;
  std::size_t block_;
  std::vector<Part> parts_;
  int file_ = -1;
  std::uint64_t end_ = 0;
};

template <class Record>
class Spool {
  static_assert(std::is_trivially_copyable_v<Record>);

 public:
  explicit Spool(std::size_t parts) : bytes_(parts, sizeof(Record)) {}

  void add(std::size_t part, const Record& record) { bytes_.add(part, &record); }
  template <class F>
  void each(std::size_t part, const F& each) {
    bytes_.each(part, [&](const char* bytes) {
      Record record;
      std::copy_n(bytes, sizeof record, reinterpret_cast<char*>(&record));
      each(record);
    });
  }

 private:
  SpoolBytes bytes_;
};

}  // namespace qinqing::ledger
