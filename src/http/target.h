// The target of a request line: the path in its segments and the query, decoded and checked.
//
// Only the origin form is read (`/a/b?c=d`, RFC 9112 §3.2.1): this is no proxy. The path is kept in
// one spelling only, so that a rule about a path cannot be walked around by another spelling of it.
//
//   const base::Result<Target> target = parse_target("/api/v1/packs/%E7%94%AC?after=3");
//   target->segments;             // {"api", "v1", "packs", "甬"}
//   target->query.first("after")  // "3"
//
// Thread-safety: plain values, a pure function.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/fault.h"
#include "http/form.h"

namespace qinqing::http {

struct Target {
  std::vector<std::string> segments;  // decoded; none is empty; empty for "/"
  std::string path;                   // "/" + the segments joined by "/"
  bool trailing_slash = false;        // the path as sent ended with "/" (and was not "/" itself)
  std::string_view raw;               // as sent; lives as long as what was parsed
  Form query;                         // empty where there is no query
};

// Faults, code "target": anything that is not an origin form, a `%` without two hex digits, bytes
// that are no text, control characters, a `.` or `..` segment, a `/` hidden as %2F, an empty
// segment, a query that is no form.
base::Result<Target> parse_target(std::string_view raw);

}  // namespace qinqing::http
