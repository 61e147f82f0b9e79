#include "http/request_parser.h"

#include <boost/asio/buffer.hpp>
#include <boost/beast/core/string.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/none.hpp>

#include "http/ascii.h"

namespace qinqing::http {

using beast_http::field;
RequestParser::RequestParser(std::vector<FieldPlace>& fields, std::string& body)
    : fields_(fields), body_(body) {
  fields_.clear();
  body_.clear();
  // The route's own limit is set when the route is known.
  body_limit(boost::none);
}

std::size_t RequestParser::parse(const char* buffer, std::size_t from, std::size_t to,
                                 ErrorCode& ec) {
  buffer_ = buffer;
  buffer_size_ = to;
  return put(boost::asio::const_buffer(buffer + from, to - from), ec);
}

// False for text that is not in the buffer: Beast joins a folded header's lines elsewhere.
bool RequestParser::place(boost::beast::string_view text, Place& out) const {
  if (text.empty()) return true;
  if (text.data() < buffer_ || text.data() + text.size() > buffer_ + buffer_size_) return false;
  out = {static_cast<std::uint32_t>(text.data() - buffer_),
         static_cast<std::uint32_t>(text.size())};
  return true;
}

void RequestParser::on_request_impl(beast_http::verb verb, boost::beast::string_view,
                                    boost::beast::string_view target, int version, ErrorCode& ec) {
  verb_ = verb;
  version_ = version;
  if (!place(target, target_)) ec = beast_http::error::bad_target;
}

void RequestParser::on_field_impl(field known, boost::beast::string_view name,
                                  boost::beast::string_view value, ErrorCode& ec) {
  // What trails a chunked body is read over: no handler looks at it, and it must not replace what
  // the header said when the request was admitted.
  if (!in_header_) return;
  FieldPlace places;
  if (!place(name, places.name) || !place(value, places.value)) {
    ec = beast_http::error::bad_obs_fold;
    return;
  }
  fields_.push_back(places);
  if (known == field::host) ++hosts_;
  if (known == field::transfer_encoding) {
    ++codings_;
    chunked_only_ = iequals(value, "chunked");
  }
  if (known == field::expect) expects_continue_ = iequals(value, "100-continue");
}

std::size_t RequestParser::on_body_impl(boost::beast::string_view bytes, ErrorCode&) {
  body_.append(bytes.data(), bytes.size());
  return bytes.size();
}

std::size_t RequestParser::on_chunk_body_impl(std::uint64_t, boost::beast::string_view bytes,
                                              ErrorCode&) {
  body_.append(bytes.data(), bytes.size());
  return bytes.size();
}

}  // namespace qinqing::http
