// The steps of the method, each read from its own mapping of method.yaml and compiled against a
// framework and a table. One file a step; docs/index-methods.md gives every key and formula.
//
// A step asked for that cannot apply here (no denominators to divide by, an indicator that is not
// in the framework, no target for the distance to it) is a fault, never left out.
#pragma once

#include <boost/json/value.hpp>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/fault.h"
#include "composite/csv.h"
#include "composite/fields.h"
#include "composite/framework.h"
#include "composite/table.h"
#include "composite/work.h"

namespace qinqing::composite {

// Gives the bytes of a file that a method names, or says why not.
using FileReader = std::function<base::Result<std::string>(const std::string& name)>;

// Where a step is compiled.
struct Site {
  const Framework& framework;
  const Table& table;
  const FileReader& files;

  // A CSV file that the mapping names under `key`; nullopt, with a fault, where it cannot be read.
  std::optional<Csv> csv(Fields& fields, std::string_view key, base::Faults& faults) const;
  // The position of an indicator, or nullopt with a fault.
  std::optional<std::size_t> indicator(Fields& fields, std::string_view key,
                                       std::string_view code) const;
};

using StepPtr = std::unique_ptr<Step>;

// `fields` is the step's mapping, whose `step` key has been read. Faults go to `faults`; the
// pointer that comes back is only to be used where there are none.
StepPtr compile_withhold(Fields& fields, const Site& site, base::Faults& faults);
StepPtr compile_denominate(Fields& fields, const Site& site, base::Faults& faults);
StepPtr compile_impute(Fields& fields, const Site& site, base::Faults& faults);
StepPtr compile_screen(Fields& fields, const Site& site, base::Faults& faults);
StepPtr compile_treat(Fields& fields, const Site& site, base::Faults& faults);
StepPtr compile_normalise(Fields& fields, const Site& site, base::Faults& faults);
StepPtr compile_weights(Fields& fields, const Site& site, base::Faults& faults);
StepPtr compile_aggregate(Fields& fields, const Site& site, base::Faults& faults);

// A whole mapping with its `step` key, at `pointer`.
base::Result<StepPtr> compile_step(const boost::json::value& value, const std::string& pointer,
                                   const Site& site);

}  // namespace qinqing::composite
