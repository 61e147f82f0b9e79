// Work that is done again and again beside the requests, on a thread of its own: at once, and then
// after each pause, until this is destroyed.
//
// What the work throws ends neither the thread nor the program: that the database is away is a
// warning, anything else an error by its type alone, and the work is tried again after the pause.
#pragma once

#include <spdlog/logger.h>

#include <chrono>
#include <functional>
#include <memory>
#include <stop_token>
#include <thread>

namespace qinqing::app {

class Repeating {
 public:
  // Work that may take long looks at `stop` and leaves the rest to the next time.
  using Work = std::function<void(const std::stop_token& stop)>;

  // `name` is how the log calls it. What `work` refers to must outlive this.
  Repeating(std::string name, std::chrono::seconds pause, Work work,
            std::shared_ptr<spdlog::logger> log);

 private:
  void run(const std::stop_token& stop);

  std::string name_;
  std::chrono::seconds pause_;
  Work work_;
  std::shared_ptr<spdlog::logger> log_;
  std::jthread thread_;  // last: it begins when all else is there
};

}  // namespace qinqing::app
