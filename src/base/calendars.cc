#include "base/calendars.h"

#include <utility>

namespace qinqing::base {

Calendars::Calendars(std::shared_ptr<const Calendar> first) {
  use(std::move(first));
}

std::shared_ptr<const Calendar> Calendars::current() const {
  const std::scoped_lock lock(mutex_);
  return current_;
}

void Calendars::use(std::shared_ptr<const Calendar> calendar) {
  const std::scoped_lock lock(mutex_);
  known_.insert_or_assign(calendar->hash(), calendar);
  current_ = std::move(calendar);
}

void Calendars::remember(std::shared_ptr<const Calendar> calendar) {
  const std::scoped_lock lock(mutex_);
  known_.insert_or_assign(calendar->hash(), std::move(calendar));
}

std::shared_ptr<const Calendar> Calendars::find(std::string_view hash) const {
  const std::scoped_lock lock(mutex_);
  const auto found = known_.find(hash);
  return found == known_.end() ? nullptr : found->second;
}

}  // namespace qinqing::base
