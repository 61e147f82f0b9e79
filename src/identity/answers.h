// Described structs as JSON answers and as the schemas that describe them: every member is there,
// null where it is not known.
//
// Thread-safety: pure functions.
#pragma once

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <initializer_list>
#include <string_view>
#include <utility>
#include <vector>

#include "base/reader.h"
#include "http/request.h"
#include "http/response.h"

namespace qinqing::identity {

// A JSON Schema in which every property is required and nothing names a draft: to stand inside an
// OpenAPI document.
boost::json::object answer_schema(const boost::json::value& schema);
// The schema as it is, without the draft's name: of a body, or of an answer that leaves out what is
// not known.
boost::json::object plain_schema(const boost::json::value& schema);
// Puts null where a property of the schema has no member in the value, also further in.
boost::json::value null_filled(boost::json::value value, const boost::json::object& schema);

template <class T>
const boost::json::object& schema_of() {
  static const boost::json::object schema = answer_schema(base::json_schema<T>());
  return schema;
}

template <class T>
boost::json::value told(const T& answer) {
  return null_filled(base::write(answer), schema_of<T>());
}

template <class T>
boost::json::array told_all(const std::vector<T>& answers) {
  boost::json::array list;
  for (const T& answer : answers) list.push_back(told(answer));
  return list;
}

// The answer with the record's version as its ETag.
http::Response versioned(const boost::json::value& answer, std::int64_t version, int status = 200);

// The body as a T. Faults as base/json.h and base/reader.h have them.
template <class T>
base::Result<T> body_as(const http::Request& request) {
  const auto json = request.json();
  if (!json) return json.faults();
  base::Faults faults;
  T read = base::read<T>(*json, "", faults);
  if (!faults.empty()) return faults;
  return read;
}

// ---- OpenAPI operations (http/openapi.h)

// An object all of whose properties are required. Where it has a title, that is its name in the
// document (http/openapi.h).
boost::json::object object_schema(boost::json::object properties, std::string_view title = "");
boost::json::object list_schema(const boost::json::object& item);
// {items: […]}; of pages, {items: […], next}: the next page's `after`, null on the last.
boost::json::object items_schema(const boost::json::object& item, std::string_view title);
boost::json::object pages_schema(const boost::json::object& item, std::string_view title);
// One of these words.
boost::json::object words_schema(std::initializer_list<std::string_view> words);
// Or null.
boost::json::object nullable_schema(const boost::json::object& schema);

class Operation {
 public:
  Operation(std::string_view id, std::string_view summary, std::string_view tag);
  Operation& takes(const boost::json::value& schema);
  Operation& query(std::string_view name, std::string_view description, bool required = false);
  Operation& query(std::string_view name, std::string_view description,
                   const boost::json::object& schema);
  Operation& header(std::string_view name, std::string_view description);
  // `after` and `limit`, of a list that comes in pages.
  Operation& pages();
  Operation& answers(int status, const boost::json::object& schema,
                     std::string_view description = "好了");
  Operation& answers_nothing();
  Operation& answers_file(std::string_view media_type);
  operator boost::json::object() const {
    return operation_;
  }  // NOLINT(google-explicit-constructor)

 private:
  void parameter(std::string_view in, std::string_view name, std::string_view description,
                 bool required, const boost::json::object& schema);
  boost::json::object operation_;
};

}  // namespace qinqing::identity
