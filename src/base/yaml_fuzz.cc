// Any bytes are read or refused with a reason, as a file of YAML and as one with front matter.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "base/yaml.h"

using qinqing::base::parse_front_matter;
using qinqing::base::parse_yaml;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto document = parse_yaml(text, "a.yaml");
  if (!document && document.faults().empty()) std::abort();
  const auto clause = parse_front_matter(text, "a.md");
  if (!clause && clause.faults().empty()) std::abort();
  return 0;
}
