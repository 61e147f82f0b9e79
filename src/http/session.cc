#include "http/session.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <array>
#include <boost/asio/buffer.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/write.hpp>
#include <span>
#include <utility>

#include "http/worker.h"

namespace qinqing::http {

using State = Conversation::State;
using Next = Conversation::Next;

namespace {

// After the end of a whole request nothing more should come; what was sent at the same moment, such
// as one more request, is read over for this long.
constexpr std::chrono::milliseconds kLastWords{300};

}  // namespace

Session::Session(Socket socket, Worker& worker)
    : socket_(std::move(socket)),
      worker_(worker),
      conversation_(worker.surroundings()),
      watched_since_(Ticks::now()),
      request_since_(watched_since_) {}

Task Session::run() {
  while (!gone_) {
    const Next next = conversation_.next();
    watch();
    if (next == Next::close) break;
    if (next == Next::handle) {
      co_await on_pool();
    } else if (next == Next::read) {
      const std::span<char> space = conversation_.space();
      const auto [ec, bytes] =
          co_await socket_.async_read_some(asio::buffer(space.data(), space.size()), as_result);
      read(ec, bytes);
    } else {
      const std::array<asio::const_buffer, 2> out = {asio::buffer(conversation_.out()),
                                                     asio::buffer(conversation_.lasting())};
      const auto [ec, bytes] = co_await asio::async_write(socket_, out, as_result);
      if (ec) co_return;
      log();
      conversation_.sent();
    }
  }
  co_await linger();
}

void Session::read(const ErrorCode& ec, std::size_t bytes) {
  if (expired_) {
    conversation_.time_out();  // also where bytes came while the operation was being cancelled
  } else if (ec) {
    gone_ = true;
  } else {
    if (conversation_.state() == State::idle) request_since_ = Ticks::now();
    conversation_.received(bytes);
  }
}

// Closing at once what the client is still sending to would reset the connection and take the
// answer from it: the end is announced, and what still comes is read over for a while.
Task Session::linger() {
  if (gone_) co_return;
  ErrorCode ignored;
  socket_.shutdown(Socket::shutdown_send, ignored);
  while (!gone_ && !expired_) {
    const std::span<char> space = conversation_.space();
    const auto [ec, bytes] =
        co_await socket_.async_read_some(asio::buffer(space.data(), space.size()), as_result);
    if (ec) co_return;
  }
}

Task Session::on_pool() {
  co_await asio::async_initiate<decltype(as_result), void()>(
      [this](auto handler) {
        asio::post(worker_.pool(), [this, handler = std::move(handler)]() mutable {
          conversation_.run_handler();
          asio::post(socket_.get_executor(), std::move(handler));
        });
      },
      as_result);
}

void Session::watch() {
  if (conversation_.state() == watched_) return;
  watched_ = conversation_.state();
  watched_since_ = Ticks::now();
  expired_ = false;
}

// How long the watched state may last.
Ticks::duration Session::patience() const {
  const Limits& limits = worker_.surroundings().limits;
  const auto earned = [&limits](std::size_t bytes) {
    return std::chrono::seconds(bytes / limits.rate_bytes_min);
  };
  switch (watched_) {
    case State::idle:
      return limits.idle_time;
    case State::head:
      return limits.header_time;
    case State::body:
      return limits.body_time + earned(conversation_.body_bytes());
    case State::sending:
      return limits.write_time +
             earned(conversation_.out().size() + conversation_.lasting().size());
    case State::closed:
      return conversation_.cut_short() ? limits.linger_time
                                       : std::min(limits.linger_time, kLastWords);
    case State::answering:
      break;
  }
  return Ticks::duration::max();  // a handler is never cut off
}

void Session::sweep(Ticks::time_point now) {
  if (now - watched_since_ <= patience()) return;
  // Again each time: a cancellation that meets an operation just completed is lost.
  expired_ = true;
  ErrorCode ignored;
  socket_.cancel(ignored);
}

void Session::drain() {
  if (watched_ == State::idle) abort();
}

void Session::abort() {
  gone_ = true;
  ErrorCode ignored;
  socket_.cancel(ignored);
}

void Session::log() const {
  spdlog::logger* const log = worker_.log();
  if (log == nullptr) return;
  const auto line = conversation_.line();
  if (!line || line->quiet) return;
  const std::chrono::duration<double, std::milli> took = Ticks::now() - request_since_;
  log->info("{} {} {} {} {:.1f}", line->method, line->path, line->status, line->bytes,
            took.count());
}

}  // namespace qinqing::http
