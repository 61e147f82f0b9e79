#include "identity/carried.h"

#include <boost/json/object.hpp>

#include "identity/guard.h"

namespace qinqing::identity {
namespace {

// A check of thirty answers fits many times over.
constexpr std::size_t kFieldsMax = 300;
constexpr std::size_t kBytesMax = std::size_t{64} << 10U;
constexpr std::string_view kPrefix = "keep.";

bool too_much(const std::vector<http::FormField>& fields) {
  std::size_t bytes = 0;
  for (const http::FormField& field : fields) bytes += field.name.size() + field.value.size();
  return fields.size() > kFieldsMax || bytes > kBytesMax;
}

void bound(Carried& carried) {
  carried.too_much = too_much(carried.fields);
  if (carried.too_much) carried.fields.clear();
}

boost::json::array named(const std::vector<http::FormField>& fields, std::string_view prefix) {
  boost::json::array list;
  for (const http::FormField& field : fields)
    list.push_back(
        boost::json::object{{"name", std::string(prefix) + field.name}, {"value", field.value}});
  return list;
}

}  // namespace

Carried Carried::of_stopped(const http::Request& request) {
  Carried carried{.next = local_path(request.target.raw), .fields = {}, .too_much = false};
  if (http::is_safe(request.method)) return carried;
  const auto form = request.form();
  if (!form) return carried;
  for (const http::FormField& field : form->fields())
    if (field.name != "csrf") carried.fields.push_back(field);
  bound(carried);
  return carried;
}

Carried Carried::of_form(const http::Form& form) {
  Carried carried{
      .next = local_path(form.first("next").value_or("")), .fields = {}, .too_much = false};
  for (const http::FormField& field : form.fields())
    if (field.name.starts_with(kPrefix))
      carried.fields.push_back({field.name.substr(kPrefix.size()), field.value});
  bound(carried);
  return carried;
}

boost::json::array Carried::kept() const {
  return named(fields, kPrefix);
}

boost::json::array Carried::own() const {
  return named(fields, "");
}

}  // namespace qinqing::identity
