#include "http/conversation.h"

#include <algorithm>
#include <boost/beast/http/error.hpp>
#include <utility>

#include "http/wire.h"

namespace qinqing::http {
namespace {

using beast_http::verb;
using HttpError = beast_http::error;

constexpr std::size_t kBufferFirst = 4096;
constexpr std::size_t kBodyRoom = std::size_t{16} << 10U;  // of the buffer, behind the header
// A refused request's body up to this size is read over, so that the connection lives on.
constexpr std::size_t kReadOverMax = std::size_t{64} << 10U;
constexpr std::size_t kKeepBodyMax = std::size_t{64} << 10U;  // memory kept for the next request
constexpr std::size_t kKeepOutMax = std::size_t{256} << 10U;
constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";

std::optional<Method> method_of(verb verb) {
  switch (verb) {
    case verb::get:
      return Method::get;
    case verb::head:
      return Method::head;
    case verb::post:
      return Method::post;
    case verb::put:
      return Method::put;
    case verb::patch:
      return Method::patch;
    case verb::delete_:
      return Method::delete_;
    case verb::options:
      return Method::options;
    default:
      return std::nullopt;
  }
}

}  // namespace

Conversation::Conversation(Surroundings& surroundings)
    : around_(surroundings), buffer_(kBufferFirst) {}

Conversation::~Conversation() {
  around_.bodies_bytes -= body_counted_;
}

// Requires that a request has begun.
RequestParser& Conversation::parser() {
  return *parser_;  // NOLINT(bugprone-unchecked-optional-access): made by its first byte
}

Conversation::Next Conversation::next() {
  switch (state_) {
    case State::idle:
    case State::head:
      return read_head();
    case State::body:
      return read_body();
    case State::answering:
      send(handled_);
      return Next::write;
    case State::sending:
      return Next::write;
    case State::closed:
      return Next::close;
  }
  return Next::close;
}

std::span<char> Conversation::space() {
  std::size_t room = buffer_.size();
  if (state_ == State::closed) {
    filled_ = 0;
    room = kBodyRoom;
  } else if (state_ == State::body) {
    room = head_ + kBodyRoom;
  } else if (filled_ == buffer_.size()) {
    room = std::min(2 * buffer_.size(), around_.limits.header_bytes_max + 1);
  }
  if (buffer_.size() < room) buffer_.resize(room);
  return {buffer_.data() + filled_, buffer_.size() - filled_};
}

void Conversation::received(std::size_t bytes) {
  if (state_ != State::closed) filled_ += bytes;
}

Conversation::Next Conversation::read_head() {
  if (filled_ == parsed_) {
    if (around_.draining && state_ == State::idle) state_ = State::closed;
    return state_ == State::closed ? Next::close : Next::read;
  }
  if (state_ == State::idle) {
    state_ = State::head;
    parser_.emplace(fields_, body_);
    parser().header_limit(static_cast<std::uint32_t>(around_.limits.header_bytes_max));
  }
  ErrorCode ec;
  parsed_ += parser().parse(buffer_.data(), parsed_, filled_, ec);
  const bool whole = !ec && parser().is_header_done();
  if ((whole ? parsed_ : filled_) > around_.limits.header_bytes_max) ec = HttpError::header_limit;
  if (ec == HttpError::need_more || (!ec && !whole)) return Next::read;
  if (ec == HttpError::header_limit) {
    return fault(431, "header_too_large", "地址和请求头合计太长");
  }
  if (ec) return fault(400, "bad_request", "请求的写法不对");
  head_ = parsed_;
  return begin_request();
}

Conversation::Next Conversation::begin_request() {
  if (parser().hosts() > 1 || (parser().version() >= 11 && parser().hosts() == 0)) {
    return fault(400, "host", "请求必须说明一个主机名");
  }
  if (parser().unknown_coding()) return fault(501, "transfer_encoding", "不支持这种传输编码");
  if (parser().chunked() && parser().version() < 11) {
    return fault(400, "transfer_encoding", "HTTP/1.0 没有分块传输");
  }
  const auto method = method_of(parser().verb());
  if (!method) return fault(501, "method", "不支持这种请求方法");
  request_.method = *method;
  known_request_ = true;
  place_views();  // for a bad target too: the headers say whether to answer with a page
  auto target = parse_target(request_.target.raw);
  if (!target) return fault(400, "target", target.faults()[0].what);
  request_.target = std::move(target).value();
  return admit();
}

Conversation::Next Conversation::admit() {
  const std::string_view expect = request_.header("Expect");
  if (!expect.empty() && !parser().expects_continue()) {
    return fault(417, "expect", "只支持 Expect: 100-continue");
  }
  const auto length = parser().content_length();
  admission_ =
      around_.site.admit(request_, length ? std::optional<std::uint64_t>(*length) : std::nullopt);
  if (parser().is_done()) return answer();
  if (admission_.refusal) {
    if (parser().expects_continue() || (length && *length > kReadOverMax))
      return refuse_now(std::move(*admission_.refusal));
    admission_.body_max = kReadOverMax;
  }
  parser().body_limit(admission_.body_max);
  state_ = State::body;
  if (parser().expects_continue() && parsed_ == filled_) {
    interim_ = true;
    out_ = kContinue;
    state_ = State::sending;
    return Next::write;
  }
  return read_body();
}

Conversation::Next Conversation::read_body() {
  while (parsed_ < filled_ && !parser().is_done()) {
    ErrorCode ec;
    parsed_ += parser().parse(buffer_.data(), parsed_, filled_, ec);
    if (ec == HttpError::need_more) break;
    if (ec == HttpError::body_limit) {
      if (admission_.refusal) return refuse_now(std::move(*admission_.refusal));
      return fault(413, "too_large", "最多 " + std::to_string(admission_.body_max / 1024) + " KB");
    }
    if (ec) return fault(400, "bad_request", "请求内容的写法不对");
    if (!room_for_body()) return fault(503, "busy", "现在提交的人太多，请稍后再试");
  }
  if (parser().is_done()) return answer();
  const std::size_t left = filled_ - parsed_;
  if (left >= kBodyRoom) return fault(400, "bad_request", "请求内容的写法不对");
  std::copy_n(buffer_.data() + parsed_, left, buffer_.data() + head_);
  parsed_ = head_;
  filled_ = head_ + left;
  return Next::read;
}

// The thread's bodies together have their limit too.
bool Conversation::room_for_body() {
  around_.bodies_bytes += body_.size() - body_counted_;
  body_counted_ = body_.size();
  return around_.bodies_bytes <= around_.limits.bodies_bytes_max;
}

Conversation::Next Conversation::answer() {
  place_views();
  if (admission_.refusal) {
    send(around_.site.ready(request_, admission_.match, std::move(*admission_.refusal)));
    return Next::write;
  }
  if (admission_.match.route->options.blocking) {
    state_ = State::answering;
    return Next::handle;
  }
  send(around_.site.answer(request_, admission_));
  return Next::write;
}

void Conversation::run_handler() {
  handled_ = around_.site.answer(request_, admission_);
}

// Answers before the body has come; it will not be read.
Conversation::Next Conversation::refuse_now(Response refusal) {
  close_after_ = true;
  cut_short_ = true;
  send(around_.site.ready(request_, admission_.match, std::move(refusal)));
  return Next::write;
}

// The client's bytes are not understood or not wanted any more: an answer, then the end.
Conversation::Next Conversation::fault(int status, std::string code, std::string detail) {
  close_after_ = true;
  cut_short_ = true;
  if (!known_request_) request_ = Request{};
  Response response = Response::problem({status, std::move(code), std::move(detail), {}});
  if (status == 503) response.set("Retry-After", "2");
  send(around_.site.ready(request_, admission_.match, std::move(response)));
  return Next::write;
}

void Conversation::send(const Response& response) {
  const bool heard = parser_.has_value() && parser().is_header_done();
  close_after_ = close_after_ || around_.draining || !heard || !parser().keep_alive();
  status_ = response.status;
  const bool head_only = known_request_ && request_.method == Method::head;
  answer_bytes_ = head_only ? 0 : response.bytes().size();
  out_.clear();
  lasting_ = append_wire(out_, response,
                         {.date = around_.date,
                          .head_only = head_only,
                          .keep_alive = !close_after_,
                          .http_1_0 = heard && parser().version() < 11});
  state_ = State::sending;
}

void Conversation::sent() {
  if (interim_) {
    interim_ = false;
    out_.clear();
    state_ = State::body;
    return;
  }
  finish_request();
  state_ = close_after_ ? State::closed : State::idle;
}

// Makes room for the next request, whose first bytes may be here already.
void Conversation::finish_request() {
  around_.bodies_bytes -= body_counted_;
  body_counted_ = 0;
  body_.clear();
  if (body_.capacity() > kKeepBodyMax) body_ = {};
  if (out_.capacity() > kKeepOutMax) out_ = {};
  out_.clear();
  lasting_ = {};
  const std::size_t left = filled_ - parsed_;
  std::copy_n(buffer_.data() + parsed_, left, buffer_.data());
  filled_ = left;
  parsed_ = 0;
  head_ = 0;
  if (buffer_.size() > kBufferFirst && left <= kBufferFirst) {
    buffer_.resize(kBufferFirst);
    buffer_.shrink_to_fit();
  }
  admission_ = Admission{};
  std::vector<Header> headers = std::move(request_.headers);  // keeps its memory
  headers.clear();
  request_ = Request{};
  request_.headers = std::move(headers);
  known_request_ = false;
}

// The buffer moves when it grows: what points into it is set when it will stay.
void Conversation::place_views() {
  const char* const base = buffer_.data();
  request_.headers.clear();
  for (const FieldPlace& field : fields_) {
    request_.headers.push_back({field.name.in(base), field.value.in(base)});
  }
  request_.target.raw = parser().target().in(base);
  request_.body = body_;
}

void Conversation::time_out() {
  if (state_ == State::head || state_ == State::body) {
    fault(408, "timeout", "请求没有在规定的时间内传完");
  } else {
    state_ = State::closed;
  }
}

void Conversation::turn_away() {
  fault(503, "busy", "现在访问的人太多，请稍后再试");
}

std::optional<Conversation::Line> Conversation::line() const {
  if (interim_) return std::nullopt;
  Line line;
  line.status = status_;
  line.bytes = answer_bytes_;
  line.quiet = admission_.match.quiet;
  if (!known_request_) return line;
  line.method = to_string(request_.method);
  const Match& match = admission_.match;
  if (match.route != nullptr || !match.allow.empty()) line.path = request_.target.path;
  return line;
}

}  // namespace qinqing::http
