// What a page's form or a query string holds: named values in the order in which they were sent.
//
// A key may come more than once (check boxes do); nothing is lost and nothing wins silently.
//
//   const base::Result<Form> form = parse_urlencoded("conduct=eat&conduct=attend&cost=80.00");
//   form->all("conduct");    // {"eat", "attend"}
//   form->first("cost");     // "80.00"
//   form->first("unknown");  // nullopt: not sent, which is not the same as sent empty
//
// Names and values are text (is_text). Bytes of files are whatever was sent.
// Thread-safety: plain values, pure functions.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/fault.h"

namespace qinqing::http {

struct FormField {
  std::string name;
  std::string value;
};

struct FormFile {
  std::string name;          // of the form's field
  std::string filename;      // as the sender calls it: shown to people, never used as a path
  std::string content_type;  // as the sender says, "" if it said nothing
  std::string bytes;
};

struct FormLimits {
  std::size_t fields_max = 500;      // fields and files together
  std::size_t name_bytes_max = 200;  // of a field's or a file's name
};

class Form {
 public:
  // The first value of that name, nullopt if there is none.
  std::optional<std::string_view> first(std::string_view name) const;
  // All values of that name, in the order sent.
  std::vector<std::string_view> all(std::string_view name) const;
  bool has(std::string_view name) const { return first(name).has_value(); }

  bool empty() const { return fields_.empty() && files_.empty(); }
  const std::vector<FormField>& fields() const { return fields_; }
  const std::vector<FormFile>& files() const { return files_; }
  // The first file of that name, nullptr if there is none. A file field left empty by the person
  // is a file with an empty filename and no bytes.
  const FormFile* file(std::string_view name) const;

  void add(std::string name, std::string value) {
    fields_.push_back({std::move(name), std::move(value)});
  }
  void add(FormFile file) { files_.push_back(std::move(file)); }

 private:
  std::vector<FormField> fields_;
  std::vector<FormFile> files_;
};

// application/x-www-form-urlencoded (WHATWG URL §5.1), also the form of a query string, but strict:
// a `%` without two hex digits and bytes that are no text are faults, not guesses.
// Faults, pointer "/<name>" where the name could be read:
//   form.percent · form.not_text · form.too_many · form.name_too_long
base::Result<Form> parse_urlencoded(std::string_view text, const FormLimits& limits = {});

// multipart/form-data (RFC 7578) held in memory; the body's size is limited where it is received.
// `content_type` is the header's whole value, with its boundary. Strict: what is not a well-formed
// body from the first to the closing boundary is refused, never read in part.
// Faults: form.boundary · form.part · form.not_text · form.too_many · form.name_too_long
base::Result<Form> parse_multipart(std::string_view body, std::string_view content_type,
                                   const FormLimits& limits = {});

// True for UTF-8 without NUL: what C libraries and PostgreSQL end at is never text here.
bool is_text(std::string_view bytes);

// Decodes %XX, and `+` as a space if `plus_is_space`. nullopt if a `%` is not followed by two hex
// digits. The result may be any bytes.
std::optional<std::string> percent_decode(std::string_view text, bool plus_is_space);
// Encodes every byte but the unreserved of RFC 3986 §2.3.
std::string percent_encode(std::string_view bytes);

}  // namespace qinqing::http
