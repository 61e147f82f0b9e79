#include "http/testing/running_server.h"

#include <spdlog/sinks/ostream_sink.h>
#include <spdlog/spdlog.h>

namespace qinqing::http {

std::shared_ptr<spdlog::logger> logger_to(std::ostringstream& out) {
  auto logger = std::make_shared<spdlog::logger>(
      "test", std::make_shared<spdlog::sinks::ostream_sink_mt>(out));
  logger->set_pattern("%v");
  return logger;
}

// 2026-11-24T04:00:00Z.
RunningServer::RunningServer(const Site& site, Limits limits, int threads)
    : log_(std::make_unique<std::ostringstream>()),
      clock_(base::Instant(std::chrono::milliseconds(1'795'492'800'000))) {
  server_ = std::make_unique<Server>(site, clock_,
                                     ServerOptions{.listen = "127.0.0.1:0",
                                                   .threads = threads,
                                                   .blocking_threads = 2,
                                                   .handle_signals = false,
                                                   .limits = limits,
                                                   .log = logger_to(*log_)});
  const base::Result<std::string> bound = server_->bind();
  if (!bound) throw std::runtime_error(bound.faults().to_string());
  address_ = *bound;
  thread_ = std::thread([this] { server_->run(); });
}

void RunningServer::stop() {
  if (!thread_.joinable()) return;
  server_->stop();
  thread_.join();
}

}  // namespace qinqing::http
