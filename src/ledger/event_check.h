// One event against its body, its place in the ledger and what hangs on it. Internal to ledger.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "ledger/images.h"
#include "ledger/rows.h"
#include "ledger/verify.h"
#include "ledger/verify_queries.h"
#include "store/log_rows.h"

namespace qinqing::ledger {

// The id that an event's body tells; nullopt where it cannot be read.
std::optional<std::string> id_in(const std::string& body);

// The row of a body's n-th change, from 0. Of a body that was looked at and is right.
boost::json::object row_in(const std::string& body, std::int32_t n);

// For a page of events in the order of their ids, with all that hangs on events of that stretch.
class EventCheck {
 public:
  EventCheck(Images& images, std::vector<store::EventPrivateRow> personal,
             std::vector<MeasureText> measures, std::map<std::string, EntryRow> entries);

  // Also hands the event's changes to the images.
  std::optional<Finding> look(const store::EventRow& event);
  bool sealed() const { return sealed_; }  // the last event looked at
  // After the page: what hangs on no event of it.
  std::optional<Finding> left_over() const;

 private:
  std::optional<Finding> columns(const store::EventRow& event, const boost::json::object& body);
  std::optional<Finding> personal(const store::EventRow& event, const boost::json::object& body);
  std::optional<Finding> measures(const store::EventRow& event, const boost::json::object& body);

  Images& images_;
  std::map<std::string, std::vector<store::EventPrivateRow>> personal_;
  std::map<std::string, std::vector<MeasureText>> measures_;
  std::map<std::string, EntryRow> entries_;
  bool sealed_ = false;
};

}  // namespace qinqing::ledger
