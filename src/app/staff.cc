#include "app/staff.h"

#include <memory>

#include "embedded/staff_files.h"
#include "http/static_files.h"

namespace qinqing::app {
namespace {

using http::Request;
using http::Response;

constexpr std::string_view kPage = "index.html";

Response serve(const http::StaticFiles& files, const Request& request, std::string_view name) {
  Response response = files.serve(request, name);
  // The names of built files hold their hash.
  if (response.status == 200 && name.starts_with("assets/"))
    response.set("Cache-Control", "public, max-age=31536000, immutable");
  return response;
}

}  // namespace

void add_staff(http::Router& router) {
  const auto files = std::make_shared<http::StaticFiles>();
  files->add(embedded::staff_files());
  const auto page = [files](const Request& request) { return serve(*files, request, kPage); };
  router.add(http::Method::get, "/staff", {.action = "static.read"}, page);
  router.add(http::Method::get, "/staff/{path*}", {.action = "static.read"},
             [files, page](const Request& request) {
               const std::string_view path = request.param("path");
               if (!path.starts_with("assets/")) return page(request);
               return serve(*files, request, path);
             });
}

}  // namespace qinqing::app
