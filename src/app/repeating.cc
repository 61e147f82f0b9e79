#include "app/repeating.h"

#include <boost/core/demangle.hpp>
#include <condition_variable>
#include <mutex>
#include <typeinfo>
#include <utility>

#include "store/failure.h"

namespace qinqing::app {

Repeating::Repeating(std::string name, std::chrono::seconds pause, Work work,
                     std::shared_ptr<spdlog::logger> log)
    : name_(std::move(name)),
      pause_(pause),
      work_(std::move(work)),
      log_(std::move(log)),
      thread_([this](const std::stop_token& stop) { run(stop); }) {}

void Repeating::run(const std::stop_token& stop) {
  std::mutex mutex;
  std::unique_lock lock(mutex);
  std::condition_variable_any wake;
  while (!stop.stop_requested()) {
    try {
      work_(stop);
    } catch (const store::Unavailable& failure) {
      log_->warn("{}: {}", name_, failure.what());
    } catch (const std::exception& failure) {
      log_->error("{}: {}", name_, boost::core::demangle(typeid(failure).name()));
    }
    wake.wait_for(lock, stop, pause_, [] { return false; });
  }
}

}  // namespace qinqing::app
