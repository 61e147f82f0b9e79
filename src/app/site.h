// The whole site of a house: every page and every route that `qinqing serve` answers.
//
//   auto site = AssembledSite::of(house, {.public_url = options.public_url, .demonstration =
//   true}); http::Server server((*site)->site(), clock, …);
//
// Put together here and nowhere else, so that what a test walks through is what is served.
//
// Lifetime: on the heap, since routes refer to it; the house must outlive it.
// Thread-safety: once made, const, from any thread.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "app/house.h"
#include "http/site.h"
#include "http/static_files.h"
#include "http/templates.h"

namespace qinqing::app {

// NOLINTBEGIN(readability-redundant-member-init): without a `{}` callers may not leave a member out
struct AssemblyOptions {
  std::string public_url{};  // what links read; https:// keeps the cookie off plain connections
  bool demonstration = false;
  std::shared_ptr<spdlog::logger> log{};  // hears of failed handlers; nullptr = nobody does
};
// NOLINTEND(readability-redundant-member-init)

class AssembledSite {
 public:
  // Faults: those of the templates.
  static base::Result<std::unique_ptr<AssembledSite>> of(House& house,
                                                         const AssemblyOptions& options);

  const http::Site& site() const { return *site_; }
  // What /api/openapi.json answers: every route of the API.
  const std::string& openapi() const { return *openapi_; }

 private:
  AssembledSite() = default;
  void add_routes(House& house, const AssemblyOptions& options);

  http::StaticFiles files_;
  std::optional<http::Templates> templates_;
  std::shared_ptr<const std::string> openapi_;
  std::optional<http::Site> site_;
};

}  // namespace qinqing::app
