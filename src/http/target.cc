#include "http/target.h"

#include <algorithm>
#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>
#include <optional>
#include <utility>

namespace qinqing::http {
namespace {

base::Fault bad(std::string_view what) {
  return {"target", "", std::string(what), "", "", 0};
}

bool has_control(std::string_view text) {
  return std::ranges::any_of(text, [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 || byte == 0x7F;
  });
}

std::optional<std::string> decode_segment(std::string_view encoded) {
  auto segment = percent_decode(encoded, false);
  if (!segment || !is_text(*segment) || has_control(*segment)) return std::nullopt;
  if (*segment == "." || *segment == ".." || segment->find('/') != std::string::npos)
    return std::nullopt;
  return segment;
}

// Splits `path`, which begins with "/".
std::optional<base::Fault> read_path(std::string_view path, Target& target) {
  while (!path.empty()) {
    path.remove_prefix(1);
    const std::string_view encoded = path.substr(0, path.find('/'));
    path.remove_prefix(encoded.size());
    if (encoded.empty() && path.empty()) {
      target.trailing_slash = !target.segments.empty();
      break;
    }
    if (encoded.empty()) return bad("地址里有空的一段");
    auto segment = decode_segment(encoded);
    if (!segment) return bad("地址里有一段不能用");
    target.path += '/';
    target.path += *segment;
    target.segments.push_back(std::move(*segment));
  }
  if (target.path.empty()) target.path = "/";
  return std::nullopt;
}

}  // namespace

base::Result<Target> parse_target(std::string_view raw) {
  // Boost.URL 1.81's other parsers crash on hostile input (`GET /a?#=1`): this one only.
  const auto url = boost::urls::parse_origin_form({raw.data(), raw.size()});
  if (!url) return bad("地址的写法不对");
  Target target;
  target.raw = raw;
  const auto path = url->encoded_path();
  if (auto fault = read_path({path.data(), path.size()}, target)) return std::move(*fault);
  const auto query = url->encoded_query();
  if (query.empty()) return target;
  auto form = parse_urlencoded({query.data(), query.size()});
  if (!form) return bad("地址里问号之后的内容不能用");
  target.query = std::move(form).value();
  return target;
}

}  // namespace qinqing::http
