#include "http/worker.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <chrono>
#include <utility>

#include "http/wire.h"

namespace qinqing::http {
namespace {

using std::chrono::milliseconds;
using ReusePort = asio::detail::socket_option::boolean<SOL_SOCKET, SO_REUSEPORT>;

constexpr milliseconds kBreath{100};
// Beyond the limit this many are still told so; who comes after them is cut off.
constexpr int kTurnedAwayMax = 256;

// A tenth of the shortest limit, so that none is overrun by much, but no more than needed.
milliseconds sweep_every(const Limits& limits) {
  const milliseconds shortest =
      std::min({limits.header_time, limits.idle_time, limits.body_time, limits.write_time,
                limits.linger_time, limits.drain_time});
  return std::clamp(shortest / 10, milliseconds(2), milliseconds(500));
}

}  // namespace

Worker::Worker(Common& common)
    : common_(common), surroundings_{common.site, common.limits, {}, 0, false} {
  renew_date();
}

Worker::~Worker() = default;

Tcp::endpoint Worker::listen(const Tcp::endpoint& endpoint, ErrorCode& ec) {
  acceptor_.open(endpoint.protocol(), ec);
  if (!ec) acceptor_.set_option(ReusePort(true), ec);
  if (!ec) acceptor_.set_option(Acceptor::reuse_address(true), ec);
  if (!ec) acceptor_.bind(endpoint, ec);
  if (!ec) acceptor_.listen(asio::socket_base::max_listen_connections, ec);
  return ec ? Tcp::endpoint{} : acceptor_.local_endpoint(ec);
}

void Worker::run() {
  asio::co_spawn(context_.get_executor(), accept(), asio::detached);
  asio::co_spawn(context_.get_executor(), sweep(), asio::detached);
  context_.run();
}

void Worker::stop() {
  asio::post(context_, [this] { drain(); });
}

Task Worker::accept() {
  while (!surroundings_.draining) {
    auto [ec, socket] = co_await acceptor_.async_accept(as_result);
    if (surroundings_.draining) break;
    if (ec) {
      // Mostly EMFILE: waiting lets others end; trying on at once would only burn the processor.
      breath_.expires_after(kBreath);
      co_await breath_.async_wait(as_result);
      continue;
    }
    socket.set_option(Tcp::no_delay(true), ec);
    const int others = common_.connections.fetch_add(1, std::memory_order_relaxed);
    if (others >= common_.limits.connections_max + kTurnedAwayMax) {
      common_.connections.fetch_sub(1, std::memory_order_relaxed);
      continue;
    }
    asio::co_spawn(context_.get_executor(),
                   serve(std::move(socket), others >= common_.limits.connections_max),
                   asio::detached);
  }
}

Task Worker::serve(Socket socket, bool turned_away) {
  {
    Session session(std::move(socket), *this);
    sessions_.push_back(session);
    try {
      if (turned_away) session.turn_away();
      co_await session.run();
    } catch (const std::exception& error) {
      // Out of memory, most likely: this connection ends, the others live.
      if (common_.log != nullptr) common_.log->error("connection failed");
    }
  }
  common_.connections.fetch_sub(1, std::memory_order_relaxed);
  end_if_done();
}

Task Worker::sweep() {
  const milliseconds every = sweep_every(common_.limits);
  for (;;) {
    sweeper_.expires_after(every);
    co_await sweeper_.async_wait(as_result);
    const Ticks::time_point now = Ticks::now();
    if (now - date_since_ >= std::chrono::seconds(1)) renew_date();
    const bool cut = surroundings_.draining && now - drain_since_ > common_.limits.drain_time;
    for (Session& session : sessions_) {
      if (cut) session.abort();
      session.sweep(now);
    }
    if (surroundings_.draining && sessions_.empty()) co_return;
  }
}

void Worker::drain() {
  if (surroundings_.draining) return;
  surroundings_.draining = true;
  drain_since_ = Ticks::now();
  ErrorCode ignored;
  acceptor_.close(ignored);
  breath_.cancel();
  for (Session& session : sessions_) session.drain();
  end_if_done();
}

void Worker::end_if_done() {
  if (surroundings_.draining && sessions_.empty()) sweeper_.cancel();
}

void Worker::renew_date() {
  date_since_ = Ticks::now();
  surroundings_.date = http_date(
      std::chrono::floor<std::chrono::seconds>(common_.clock.now()).time_since_epoch().count());
}

}  // namespace qinqing::http
