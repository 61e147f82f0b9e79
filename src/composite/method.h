// A method: the list of steps, as data, and the same compiled against a framework and a table.
//
//   format: 1
//   title: …
//   steps:
//   - {step: denominate}
//   - {step: impute, by: group_mean, group: EurAsia_group}
//   - …
//   - {step: aggregate, by: arithmetic}
//
// docs/index-methods.md has every step with its keys, formula and source. Steps run in the order in
// which they stand; the last is aggregate.
//
// Thread-safety: plain values; a Pipeline is immutable and shared by threads.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/fault.h"
#include "base/yaml.h"
#include "composite/steps.h"

namespace qinqing::composite {

struct Method {
  base::Document document;
  FileReader files;  // what the steps name, beside the method file
};

// Faults: not YAML, no format 1, no steps, aggregate missing or not last. The steps' own faults
// come when they are compiled.
base::Result<Method> read_method(std::string_view text, const std::string& file, FileReader files);
// The same from a value that has been read already, such as a framework's own method.
base::Result<Method> read_method(base::Document document, FileReader files);
// Files are looked for beside `path`; a name with a folder part that leads upwards is refused.
base::Result<Method> load_method(const std::string& path);

// The steps, compiled. Needs `framework` and `table` to outlive it.
struct Pipeline {
  std::vector<StepPtr> steps;
};
base::Result<Pipeline> compile(const Method& method, const Framework& framework,
                               const Table& table);

}  // namespace qinqing::composite
