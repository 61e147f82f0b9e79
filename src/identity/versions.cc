#include "identity/versions.h"

#include <charconv>

#include "base/identifiers.h"

namespace qinqing::identity {
namespace {

http::Response refused(int status, std::string code, std::string detail) {
  return http::Response::problem(
      {.status = status, .code = std::move(code), .detail = std::move(detail), .errors = {}});
}

}  // namespace

std::string version_etag(std::int64_t version) {
  return '"' + std::to_string(version) + '"';
}

std::optional<std::int64_t> etag_version(std::string_view etag) {
  if (etag.size() < 3 || etag.front() != '"' || etag.back() != '"') return std::nullopt;
  const std::string_view digits = etag.substr(1, etag.size() - 2);
  std::int64_t version = 0;
  const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), version);
  const bool whole = read.ec == std::errc() && read.ptr == digits.data() + digits.size();
  if (!whole || version < 1 || version_etag(version) != etag) return std::nullopt;
  return version;
}

std::variant<std::int64_t, http::Response> required_version(const http::Request& request) {
  const std::string_view header = request.header("If-Match");
  if (header.empty())
    return refused(428, "version.missing", "要用 If-Match 写明改的是哪一版，例如 If-Match: \"3\"");
  if (const auto version = etag_version(header)) return *version;
  return refused(400, "version.form", "If-Match 应是取得时的 ETag，例如 \"3\"");
}

std::optional<http::Response> refuse_creation(const http::Request& request, std::string_view id) {
  if (!base::is_uuid_v7(id))
    return refused(400, "id.form", "编号应是您自己生成的 UUID 第 7 版，小写");
  if (request.header("If-None-Match") != "*")
    return refused(428, "version.missing", "新建要写 If-None-Match: *，重发才不会建两次");
  return std::nullopt;
}

}  // namespace qinqing::identity
