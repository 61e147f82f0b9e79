// One I/O thread: its io_context, its acceptor and its sessions. Internal.
//
// Thread-safety: stop() from any thread; everything else on the worker's own thread.
#pragma once

#include <atomic>
#include <boost/asio/thread_pool.hpp>
#include <boost/intrusive/list.hpp>
#include <memory>

#include "base/clock.h"
#include "http/asio.h"
#include "http/conversation.h"
#include "http/session.h"

namespace spdlog {
class logger;
}  // namespace spdlog

namespace qinqing::http {

// What the workers of a server share.
struct Common {
  const Site& site;
  const Limits& limits;
  const base::Clock& clock;
  spdlog::logger* log = nullptr;  // the access log
  asio::thread_pool pool;         // for blocking routes
  std::atomic<int> connections = 0;

  Common(const Site& the_site, const Limits& the_limits, const base::Clock& the_clock,
         spdlog::logger* the_log, std::size_t pool_threads)
      : site(the_site), limits(the_limits), clock(the_clock), log(the_log), pool(pool_threads) {}
};

class Worker {
 public:
  explicit Worker(Common& common);
  ~Worker();

  // Listens on `endpoint`; several workers on the same one share its connections (SO_REUSEPORT).
  // Returns the endpoint bound, with its port.
  Tcp::endpoint listen(const Tcp::endpoint& endpoint, ErrorCode& ec);
  // Serves until stop() and the end of what was in flight.
  void run();
  // Takes no more connections, finishes requests in flight, cuts off what has not ended after
  // Limits::drain_time.
  void stop();

  asio::io_context& context() { return context_; }
  asio::thread_pool& pool() { return common_.pool; }
  spdlog::logger* log() const { return common_.log; }
  Surroundings& surroundings() { return surroundings_; }

 private:
  Task accept();
  Task serve(Socket socket, bool turned_away);
  Task sweep();
  void drain();
  void end_if_done();
  void renew_date();

  // In this order: what is left of the coroutines dies with the context, and they know the list
  // and the surroundings.
  Common& common_;
  Surroundings surroundings_;
  boost::intrusive::list<Session, boost::intrusive::constant_time_size<false>> sessions_;
  asio::io_context context_{1};
  Acceptor acceptor_{context_.get_executor()};
  Timer sweeper_{context_.get_executor()};
  Timer breath_{context_.get_executor()};  // between attempts to accept when nothing can be opened
  Ticks::time_point drain_since_;
  Ticks::time_point date_since_;
};

}  // namespace qinqing::http
