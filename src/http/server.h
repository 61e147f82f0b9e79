// Serves a Site over HTTP/1.1.
//
//   http::Site site({.public_url = "", .problem_page = page, .log = log});
//   site.router().add(http::Method::get, "/", {.action = "start.read"},
//                     [](const http::Request&) { return http::Response::html("<p>亲清"); });
//
//   http::Server server(site, clock, {.listen = "127.0.0.1:8080", .log = log});
//   const base::Result<std::string> bound = server.bind();   // "127.0.0.1:8080"
//   if (!bound) return complain(bound.faults());
//   server.run();   // until SIGINT, SIGTERM or stop()
//
// One I/O thread for each processor, each with its own acceptor on the shared port. A handler runs
// on its connection's I/O thread unless its route is blocking.
//
// The access log has one line an answer, `METHOD path status bytes milliseconds`, and never a query
// string, a body, an address or a browser's name; quiet routes have none, and a path that no route
// has is "-". TLS is the proxy's.
#pragma once

#include <cstddef>
#include <memory>
#include <string>

#include "base/clock.h"
#include "base/fault.h"
#include "http/limits.h"
#include "http/site.h"

namespace qinqing::http {

// NOLINTBEGIN(readability-redundant-member-init): without a `{}` callers may not leave a member out
struct ServerOptions {
  std::string listen = "127.0.0.1:8080";  // "HOST:PORT" or "[IPv6]:PORT"; port 0: any free one
  int threads = 0;                        // I/O threads; 0: one a processor
  int blocking_threads = 4;               // of the pool for blocking routes
  bool handle_signals = true;             // SIGINT and SIGTERM stop the server
  Limits limits{};
  std::shared_ptr<spdlog::logger> log{};  // the access log; nullptr: none
};
// NOLINTEND(readability-redundant-member-init)

class Server {
 public:
  // `site` and `clock` must outlive the server. The clock gives the Date header only.
  Server(const Site& site, const base::Clock& clock, ServerOptions options);
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  // Takes the address; from here on connections are accepted by the system and served by run().
  // Returns it as "HOST:PORT" with the port that was given. Call once, before run().
  // Faults: "listen.address" (cannot be read), "listen.taken" (another program has it),
  // "listen.refused" (the system does not allow it).
  base::Result<std::string> bind();

  // Serves on this thread and others until stop() or a signal, then until the requests in flight
  // are answered, at most Limits::drain_time; a blocking handler that is running is waited for.
  // Requires bind() to have succeeded.
  void run();

  // Begins to end run(), which returns later. Any thread, any number of times.
  void stop();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace qinqing::http
