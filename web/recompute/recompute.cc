// The engine in a reader's browser: takes a bundle, recomputes it, says whether it is the same.
#include <boost/json/src.hpp>
#include <string>

#include "composite/bundle.h"

namespace {

namespace json = boost::json;
std::string answer;

}  // namespace

// `bundle`: a JSON object, file name → text. Returns a JSON object {same: n} or {faults: "…"}; the
// text is kept until the next call.
extern "C" const char* qinqing_reproduce(const char* bundle) {
  qinqing::composite::Files files;
  const json::value given = json::parse(bundle);
  for (const auto& [name, text] : given.as_object())
    files[std::string(name)] = std::string(text.as_string());
  const auto same = qinqing::composite::reproduce(files, 1);
  json::object said;
  if (same)
    said["same"] = *same;
  else
    said["faults"] = same.faults().to_string();
  answer = json::serialize(said);
  return answer.c_str();
}
