#include "http/router.h"

#include <span>
#include <stdexcept>
#include <utility>

namespace qinqing::http {

// A node is a place in the tree of patterns: the path so far. Its routes are those whose pattern
// ends here, one a method.
struct Router::Node {
  std::vector<std::pair<std::string, std::unique_ptr<Node>>> literals;
  std::unique_ptr<Node> parameter;
  std::unique_ptr<Node> tail;  // never has children
  std::vector<const Route*> routes;

  Node& child(std::string_view segment) {
    if (segment.starts_with('{')) {
      std::unique_ptr<Node>& place = segment.ends_with("*}") ? tail : parameter;
      if (!place) place = std::make_unique<Node>();
      return *place;
    }
    for (auto& [text, node] : literals) {
      if (text == segment) return *node;
    }
    return *literals.emplace_back(segment, std::make_unique<Node>()).second;
  }
};

namespace {

std::vector<std::string_view> split(std::string_view pattern) {
  std::vector<std::string_view> segments;
  if (pattern == "/") return segments;
  while (!pattern.empty()) {
    pattern.remove_prefix(1);
    segments.push_back(pattern.substr(0, pattern.find('/')));
    pattern.remove_prefix(segments.back().size());
  }
  return segments;
}

// The name in "{name}" or "{name*}", "" for a literal.
std::string_view parameter_name(std::string_view segment) {
  if (!segment.starts_with('{')) return {};
  segment.remove_prefix(1);
  segment.remove_suffix(segment.ends_with("*}") ? 2 : 1);
  return segment;
}

void check_pattern(const std::string& pattern, const std::vector<std::string_view>& segments) {
  bool good = pattern.starts_with('/');
  for (std::size_t i = 0; i < segments.size(); ++i) {
    const std::string_view segment = segments[i];
    const bool braced = segment.starts_with('{') && segment.ends_with('}') && segment.size() > 2;
    const bool plain = segment.find_first_of("{}*") == std::string_view::npos;
    const bool tail = segment.ends_with("*}");
    good = good && !segment.empty() && (plain || (braced && !parameter_name(segment).empty()));
    good = good && (!tail || i + 1 == segments.size());
  }
  if (!good) throw std::logic_error("malformed route pattern: " + pattern);
}

using Segments = std::span<const std::string>;

// Depth first, the more literal branch first; nullptr if no pattern covers the path.
template <class Node>
const Node* descend(const Node& node, Segments rest) {
  if (rest.empty()) return node.routes.empty() ? nullptr : &node;
  for (const auto& [text, next] : node.literals) {
    if (text != rest.front()) continue;
    if (const Node* found = descend(*next, rest.subspan(1))) return found;
  }
  if (node.parameter) {
    if (const Node* found = descend(*node.parameter, rest.subspan(1))) return found;
  }
  return node.tail.get();
}

void set_params(const Route& route, Request& request) {
  const auto segments = split(route.pattern);
  for (std::size_t i = 0; i < segments.size(); ++i) {
    const std::string_view name = parameter_name(segments[i]);
    if (name.empty()) continue;
    std::string value = request.target.segments[i];
    for (std::size_t k = i + 1; segments[i].ends_with("*}") && k < request.target.segments.size();
         ++k) {
      value += '/';
      value += request.target.segments[k];
    }
    request.params.emplace_back(name, std::move(value));
  }
}

}  // namespace

Router::Router() : root_(std::make_unique<Node>()) {}
Router::~Router() = default;
Router::Router(Router&&) noexcept = default;
Router& Router::operator=(Router&&) noexcept = default;

void Router::add(Method method, std::string pattern, RouteOptions options, HandlerFn handler) {
  if (options.action.empty()) throw std::logic_error("a route without action: " + pattern);
  const auto segments = split(pattern);
  check_pattern(pattern, segments);
  options.no_store = options.no_store || options.quiet;
  Node* node = root_.get();
  for (const std::string_view segment : segments) node = &node->child(segment);
  for (const Route* route : node->routes) {
    if (route->method == method) throw std::logic_error("two routes for " + pattern);
  }
  routes_.push_back(std::make_unique<const Route>(
      Route{method, std::move(pattern), std::move(options), std::move(handler)}));
  node->routes.push_back(routes_.back().get());
}

Match Router::find(Request& request) const {
  Match match;
  const Node* node = descend(*root_, Segments(request.target.segments));
  if (node == nullptr) return match;
  const Method wanted = request.method == Method::head ? Method::get : request.method;
  for (const Route* route : node->routes) {
    match.quiet = match.quiet || route->options.quiet;
    if (route->method == wanted) match.route = route;
  }
  if (match.route != nullptr) {
    set_params(*match.route, request);
    return match;
  }
  for (const Route* route : node->routes) {
    if (!match.allow.empty()) match.allow += ", ";
    match.allow += to_string(route->method);
    if (route->method == Method::get) match.allow += ", HEAD";
  }
  return match;
}

}  // namespace qinqing::http
