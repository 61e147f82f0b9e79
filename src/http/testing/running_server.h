// A server on a free port of 127.0.0.1, running until the end of the test, with its log.
#pragma once

#include <memory>
#include <sstream>
#include <string>
#include <thread>

#include "base/clock.h"
#include "http/server.h"

namespace qinqing::http {

class RunningServer {
 public:
  explicit RunningServer(const Site& site, Limits limits = {}, int threads = 1);
  ~RunningServer() { stop(); }

  const std::string& address() const { return address_; }
  void begin_stop() { server_->stop(); }
  // Begins to stop and waits for the end.
  void stop();
  // The access log. Complete after stop().
  std::string log() const { return log_->str(); }

 private:
  std::unique_ptr<std::ostringstream> log_;
  base::FixedClock clock_;
  std::unique_ptr<Server> server_;
  std::string address_;
  std::thread thread_;
};

// A logger that writes the bare messages to `out`.
std::shared_ptr<spdlog::logger> logger_to(std::ostringstream& out);

}  // namespace qinqing::http
