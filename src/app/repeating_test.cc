#include "app/repeating.h"

#include <gtest/gtest.h>
#include <spdlog/sinks/ostream_sink.h>

#include <atomic>
#include <sstream>
#include <stdexcept>

#include "store/failure.h"

namespace qinqing::app {
namespace {

// However the work fails, it is done again, and the log says of it only what may be logged.
TEST(Repeating, GoesOnWhateverTheWorkThrows) {
  std::ostringstream text;
  const auto log = std::make_shared<spdlog::logger>(
      "test", std::make_shared<spdlog::sinks::ostream_sink_mt>(text));
  std::atomic<int> times = 0;
  {
    const Repeating work(
        "sweep", std::chrono::seconds(0),
        [&times](const std::stop_token&) {
          const int now = ++times;
          times.notify_all();
          if (now == 1) throw store::Unavailable(store::Unavailable::Reason::lost);
          if (now == 2) throw std::runtime_error("a name that is nobody's business");
        },
        log);
    for (int now = times; now < 3; now = times) times.wait(now);
  }
  EXPECT_NE(text.str().find("[warning] sweep: "), std::string::npos) << text.str();
  EXPECT_NE(text.str().find("[error] sweep: "), std::string::npos) << text.str();
  EXPECT_EQ(text.str().find("nobody's business"), std::string::npos) << text.str();
}

// A server that is told to end does not wait for a long round of work.
TEST(Repeating, TellsItsWorkToStop) {
  std::atomic<bool> begun = false;
  bool stopped = false;
  {
    const Repeating work(
        "sweep", std::chrono::hours(1),
        [&](const std::stop_token& stop) {
          begun = true;
          begun.notify_all();
          while (!stop.stop_requested()) std::this_thread::yield();
          stopped = true;
        },
        std::make_shared<spdlog::logger>("test"));
    begun.wait(false);
  }
  EXPECT_TRUE(stopped);
}

}  // namespace
}  // namespace qinqing::app
