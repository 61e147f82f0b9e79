// Any bytes are read or refused with a reason; what is read has one canonical form, which is read
// as the same value.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "base/canonical.h"
#include "base/json.h"

using qinqing::base::canonical_json;
using qinqing::base::parse_json;
using qinqing::base::Result;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto value = parse_json({reinterpret_cast<const char*>(data), size});
  if (!value) {
    if (value.faults().empty()) std::abort();
    return 0;
  }
  const auto bytes = canonical_json(*value);
  if (!bytes) return 0;
  const auto again = parse_json(*bytes);
  const auto bytes_again = again ? canonical_json(*again) : Result<std::string>(again.faults());
  // A double beyond 2^53 is written as an integer, which as such is refused.
  if (bytes_again ? *bytes_again != *bytes : bytes_again.faults()[0].code != "number_range")
    std::abort();
  return 0;
}
