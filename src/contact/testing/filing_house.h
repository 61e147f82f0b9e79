// The town of identity's tests with the lists and procedures of policy/ningbo, ready to file.
//
//   class MyTest : public contact::testing::FilingHouse { … };
//   STORE_ON_BOTH(MyTest);
//
// The day is 2026-11-24, a Tuesday.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "contact/filings/filings.h"
#include "identity/testing/house.h"
#include "norms/adoption/proving.h"

namespace qinqing::contact::testing {

class FilingHouse : public identity::testing::HouseTest {
 protected:
  FilingHouse();
  ~FilingHouse() override;

  Filings& filings() { return *filings_; }
  casework::Casework& casework() { return *casework_; }
  const norms::Norms& norms() { return *norms_; }
  norms::Proving& proving() { return proving_; }

  // An approved-to-be trade event of that day with a work meal, as an official tells it.
  Telling trade(const std::string& day, std::vector<std::string> attendees = {}) const;
  // The same meal as the firm tells it to the office.
  Telling treat(const std::string& day, const std::string& cost) const;

  // Files and submits; fails the test where that is refused.
  FilingRecord submit(std::string_view login, const Telling& telling);
  // Takes an arrow at the current version; fails the test where that is refused.
  FilingRecord act(std::string_view login, const std::string& id, const std::string& name,
                   boost::json::value fields = nullptr);
  // The code of the first fault, "" where it was done.
  std::string refusal(std::string_view login, const std::string& id, const std::string& name,
                      boost::json::value fields = nullptr);
  std::string state(const std::string& id);
  std::int64_t version(const std::string& id);
  void go_to(const std::string& day);

 private:
  std::unique_ptr<norms::Norms> norms_;
  norms::Proving proving_;
  casework::Registry registry_;
  std::unique_ptr<casework::Casework> casework_;
  std::unique_ptr<Filings> filings_;
};

}  // namespace qinqing::contact::testing
