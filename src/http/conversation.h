// HTTP/1.1 on one connection without the connection: bytes in, bytes out. Internal.
//
// A session (http/session.h) owns the socket and does what next() says; this class knows only
// bytes, so that every rule of the protocol is tested and fuzzed without sockets and clocks.
//
//        ┌──────────── kept alive ───────────────┐
//   idle ┴▶ head ─▶ body ─▶ answering ─▶ sending ┴▶ closed
//              └──────┴──── refused ────▲
//
// - idle: not a byte of a request has come. Ending here loses nothing.
// - head: buffer_[0, filled_) is a header that is not whole yet.
// - body: buffer_[0, head_) is the header, request_ and admission_ are made, the parser takes the
//   rest into body_. A request that is refused anyway but whose body is small is read to its end
//   too, so that the connection can be used again.
// - answering: request_ is whole. Its handler has not been run.
// - sending: out_ (and, after it, lasting_) has to be written.
// - closed: nothing more is said; the session reads over what the client still sends, and closes.
//
// Thread-safety: used by one thread at a time; run_handler() may be that thread's while the session
// waits.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "http/limits.h"
#include "http/request_parser.h"
#include "http/site.h"

namespace qinqing::http {

// What all conversations of one thread share.
struct Surroundings {
  const Site& site;
  const Limits& limits;
  std::string date;              // the Date header's value, renewed every second
  std::size_t bodies_bytes = 0;  // held in bodies at the moment
  bool draining = false;         // the server stops: every answer closes its connection
};

class Conversation {
 public:
  enum class State { idle, head, body, answering, sending, closed };
  // What the session does next. `handle`: call run_handler() on the pool, then next() again.
  enum class Next { read, write, handle, close };

  explicit Conversation(Surroundings& surroundings);
  ~Conversation();
  Conversation(const Conversation&) = delete;
  Conversation& operator=(const Conversation&) = delete;

  // Goes on as far as the bytes at hand allow. Runs handlers that do not block.
  Next next();

  // next() == read: where to read to, and that so many bytes came.
  std::span<char> space();
  void received(std::size_t bytes);

  // next() == write: what to write, and that all of it was written.
  std::string_view out() const { return out_; }
  std::string_view lasting() const { return lasting_; }
  void sent();

  void run_handler();

  // The client was too slow: 408 if it had begun a request, else the end.
  void time_out();
  // The server has no room for this connection: 503, then the end.
  void turn_away();

  State state() const { return state_; }
  // The client may still be sending what will not be read.
  bool cut_short() const { return cut_short_; }
  std::size_t body_bytes() const { return body_.size(); }

  // Of the last answer, for the log. "-" for a request that could not be read, and for the path of
  // one that no route took: it may be anything that was typed.
  struct Line {
    std::string_view method = "-";
    std::string_view path = "-";
    int status = 0;
    std::size_t bytes = 0;  // of the body
    bool quiet = false;
  };
  std::optional<Line> line() const;  // nullopt for "100 Continue", which is no answer

 private:
  Next read_head();
  Next begin_request();
  Next admit();
  Next read_body();
  Next answer();
  Next refuse_now(Response refusal);
  Next fault(int status, std::string code, std::string detail);
  void send(const Response& response);
  void finish_request();
  void place_views();
  bool room_for_body();
  RequestParser& parser();

  Surroundings& around_;
  State state_ = State::idle;
  std::vector<char> buffer_;
  std::size_t filled_ = 0;  // bytes of buffer_ that hold input
  std::size_t parsed_ = 0;  // bytes of them that the parser has taken
  std::size_t head_ = 0;    // bytes of them that are the current request's header
  std::vector<FieldPlace> fields_;
  std::string body_;
  std::size_t body_counted_ = 0;  // of body_, in around_.bodies_bytes
  std::optional<RequestParser> parser_;
  Request request_;
  bool known_request_ = false;  // request_'s method and headers are set
  Admission admission_;
  Response handled_;  // what run_handler() made
  std::string out_;
  std::string_view lasting_;
  bool interim_ = false;  // out_ is "100 Continue"
  bool close_after_ = false;
  bool cut_short_ = false;
  int status_ = 0;
  std::size_t answer_bytes_ = 0;
};

}  // namespace qinqing::http
