// The calendar that deadlines and checks are counted with now, and those they were counted with
// before: when a year's notice comes the calendar changes while the program runs, and whoever holds
// an answer counted with an earlier one can still have it counted again.
//
//   auto calendars = std::make_shared<Calendars>(loaded);    // shared by norms and casework
//   calendars->use(with_the_new_year);                       // from here on for both
//   calendars->find(receipt_calendar_hash);                  // the one a receipt names
//
// A calendar never changes: whoever took one keeps it to the end of what he counts.
// Thread-safety: any number of threads.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include "base/calendar.h"

namespace qinqing::base {

class Calendars {
 public:
  explicit Calendars(std::shared_ptr<const Calendar> first);

  std::shared_ptr<const Calendar> current() const;
  void use(std::shared_ptr<const Calendar> calendar);
  // One that was in use before the program was started again.
  void remember(std::shared_ptr<const Calendar> calendar);
  // By its hash, among all that are or were in use; nullptr for any other.
  std::shared_ptr<const Calendar> find(std::string_view hash) const;

 private:
  mutable std::mutex mutex_;  // guards both
  std::shared_ptr<const Calendar> current_;
  std::map<std::string, std::shared_ptr<const Calendar>, std::less<>> known_;  // by hash
};

}  // namespace qinqing::base
