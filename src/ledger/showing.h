// Shows the last head to each witness, once a day, and notes how each stands: one that does not
// answer and one that refuses are an alarm to the inspector, for either the witness is gone or the
// record was exchanged.
//
//   Showing showing(database, clock, {"https://witness.example.org"}, ask_over_http());
//   showing.run();
//
// Thread-safety: one thread at a time.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "ledger/rows.h"
#include "store/database.h"

namespace qinqing::ledger {

struct Said {
  int status = 0;  // of HTTP; 0: no answer
  std::string body;
};
// GET where `body` is "", else POST it as JSON.
using Ask = std::function<Said(const std::string& url, const std::string& body)>;
Ask ask_over_http();  // libcurl, with a limit of time and size

class Showing {
 public:
  Showing(store::Database& database, const base::Clock& clock, std::vector<std::string> witnesses,
          Ask ask);

  // To those whose last co-signature is a day old or older, and to those with a problem. Gives the
  // witnesses whose problem is another now, or none.
  std::vector<WitnessRow> run();

 private:
  void show_to(WitnessRow& row);
  bool is_due(const WitnessRow& row) const;

  store::Database& database_;
  const base::Clock& clock_;
  std::vector<std::string> witnesses_;
  Ask ask_;
};

// As they stand, those that were configured once included.
std::vector<WitnessRow> witnesses(store::Sql& sql);

}  // namespace qinqing::ledger
