// The texts of templates before Mustache sees them: partials put in, static files' addresses put
// in. Internal.
//
// Mustache would look up and parse a partial each time it is rendered; put in beforehand it costs
// nothing then, and a missing one is found when the program starts.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/fault.h"

namespace qinqing::http {

class TemplateSources {
 public:
  using Asset = std::function<std::string(std::string_view name)>;

  explicit TemplateSources(Asset asset) : asset_(std::move(asset)) {}

  void add(std::string_view name, std::string_view text, base::Faults& faults);

  // The text of `name` with everything put in. What is wrong with it, its partials included, goes
  // to `faults` once, however often it is expanded.
  std::string expand(const std::string& name, base::Faults& faults);

  const std::map<std::string, std::string_view, std::less<>>& texts() const { return texts_; }

 private:
  void put_in(const std::string& name, std::string& out, base::Faults& faults);
  void put_tag(const std::string& name, std::size_t at, std::string_view tag, std::string& out,
               base::Faults& faults);
  void put_partial(const std::string& name, std::size_t at, const std::string& partial,
                   std::string& out, base::Faults& faults);
  void complain(std::string_view code, const std::string& name, std::size_t at, std::string what,
                base::Faults& faults) const;

  Asset asset_;
  std::map<std::string, std::string_view, std::less<>> texts_;
  std::vector<std::string> open_;  // the templates that are being put in, the outermost first
};

}  // namespace qinqing::http
