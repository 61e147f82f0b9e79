// Beast's HTTP/1 parser, kept to what this server accepts. Internal: includes Beast.
//
// The parser is Beast's; what is added is refusal of what Beast tolerates (folded headers, other
// transfer codings than chunked, repeated Host) and storage without allocation: fields are kept as
// places in the connection's buffer, which may move while the body is read.
#pragma once

#include <boost/beast/http/basic_parser.hpp>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace qinqing::http {

namespace beast_http = boost::beast::http;
using ErrorCode = boost::system::error_code;

// Bytes [at, at + size) of the connection's buffer.
struct Place {
  std::uint32_t at = 0;
  std::uint32_t size = 0;

  std::string_view in(const char* buffer) const { return {buffer + at, size}; }
};

struct FieldPlace {
  Place name;
  Place value;
};

class RequestParser final : public beast_http::basic_parser<true> {
 public:
  // `fields` and `body` are the connection's, so that their memory serves its next request too;
  // both are emptied.
  RequestParser(std::vector<FieldPlace>& fields, std::string& body);

  // Parses what is in buffer[from, to); returns how much of it was taken. The header must begin at
  // buffer[0] and is taken only when it is whole.
  std::size_t parse(const char* buffer, std::size_t from, std::size_t to, ErrorCode& ec);

  beast_http::verb verb() const { return verb_; }
  Place target() const { return target_; }
  int version() const { return version_; }  // 10 or 11
  int hosts() const { return hosts_; }      // Host fields
  bool expects_continue() const { return expects_continue_; }
  // The header names a transfer coding that this server does not decode.
  bool unknown_coding() const { return codings_ > 0 && (codings_ > 1 || !chunked_only_); }

 private:
  void on_request_impl(beast_http::verb verb, boost::beast::string_view method,
                       boost::beast::string_view target, int version, ErrorCode& ec) override;
  void on_response_impl(int, boost::beast::string_view, int, ErrorCode&) override {}
  void on_field_impl(beast_http::field field, boost::beast::string_view name,
                     boost::beast::string_view value, ErrorCode& ec) override;
  void on_header_impl(ErrorCode&) override { in_header_ = false; }
  void on_body_init_impl(const boost::optional<std::uint64_t>&, ErrorCode&) override {}
  std::size_t on_body_impl(boost::beast::string_view bytes, ErrorCode&) override;
  void on_chunk_header_impl(std::uint64_t, boost::beast::string_view, ErrorCode&) override {}
  std::size_t on_chunk_body_impl(std::uint64_t, boost::beast::string_view bytes,
                                 ErrorCode&) override;
  void on_finish_impl(ErrorCode&) override {}

  bool place(boost::beast::string_view text, Place& out) const;

  std::vector<FieldPlace>& fields_;
  std::string& body_;
  const char* buffer_ = nullptr;  // during parse()
  std::size_t buffer_size_ = 0;
  beast_http::verb verb_ = beast_http::verb::unknown;
  Place target_;
  int version_ = 0;
  int hosts_ = 0;
  int codings_ = 0;
  bool chunked_only_ = false;
  bool expects_continue_ = false;
  bool in_header_ = true;
};

}  // namespace qinqing::http
