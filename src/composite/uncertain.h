// What is uncertain about an index: the assumptions that could as well have been made otherwise,
// and the errors of its data.
//
//   format: 1
//   inputs:
//   - {id: winmax, step: treat, at: first.max_points, values: [1, 2, 3, 4, 5]}
//   - {id: scale, step: normalise, values: [{by: min_max, to: [1, 100]}, {by: z_score}]}
//   - {id: mean, step: aggregate, at: by, values: [arithmetic, geometric]}
//   - {id: imputing, step: impute, values: [{by: mean}, {skip: true}]}
//   - {id: sets, sets: weight-sets.csv}                 # set, iCode, Weight
//   - {id: noise, weight_noise: {2: 0.25, 3: 0.25}}     # level: uniform factor in 1 ± this
//   - {id: sampling, standard_errors: errors.csv}       # uCode and indicators, in raw units
//   - {id: rounding, relative_error: 0.02}              # deviation = 2 % of the value
//
// Thread-safety: plain values.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/fault.h"
#include "base/yaml.h"
#include "composite/method.h"

namespace qinqing::composite {

struct UncertainInput {
  enum class Kind { alternatives, weight_sets, weight_noise, data_noise };
  std::string id;
  Kind kind = Kind::alternatives;
  // alternatives: which step of the method; each alternative is the whole step, null to skip it.
  std::size_t step = 0;
  std::vector<boost::json::value> patches;  // as written
  std::string at;                           // dotted path within the step, or "": all but its name
  std::vector<std::vector<double>> sets;    // by element; missing: as it is
  std::vector<double> noise;                // by element: half width of the factor, 0 none
  std::vector<std::vector<double>> errors;  // by indicator and row of the table: deviation
  bool shrink = false;  // data noise: draw the truth given the datum, not the datum again

  // Alternatives to choose from; 0 for noise.
  std::size_t count() const {
    return kind == Kind::alternatives  ? patches.size()
           : kind == Kind::weight_sets ? sets.size()
                                       : 0;
  }
};

struct Uncertain {
  std::vector<UncertainInput> inputs;
};

base::Result<Uncertain> read_uncertain(std::string_view text, const std::string& file,
                                       const FileReader& files, const Method& method,
                                       const Framework& framework, const Table& table);

}  // namespace qinqing::composite
