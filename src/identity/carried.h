// What a request posted and a sign-in page carries on. Internal to the pages.
//
// Thread-safety: plain values.
#pragma once

#include <boost/json/array.hpp>
#include <string>
#include <vector>

#include "http/form.h"
#include "http/request.h"

namespace qinqing::identity {

struct Carried {
  std::string next;                     // where to go or post afterwards: a path of this site
  std::vector<http::FormField> fields;  // to be posted there; empty: it is only gone to
  bool too_much = false;                // more was posted than is carried; `fields` is empty

  // Of a request that was stopped at the door: its own address and fields (but for the word of a
  // session that has ended).
  static Carried of_stopped(const http::Request& request);
  // Of a form that carries already: `next` and the fields named "keep.…".
  static Carried of_form(const http::Form& form);

  // {name, value} of each field, the names as a carrying form has them ("keep.…").
  boost::json::array kept() const;
  // The same under their own names, to be posted on.
  boost::json::array own() const;
};

}  // namespace qinqing::identity
