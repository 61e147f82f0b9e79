// The town of identity's tests with the lists and procedures of policy/ningbo, ready to rule.
//
//   class MyTest : public norms::testing::RulingHouse { … };
//   STORE_ON_BOTH(MyTest);
//
// The day is 2026-11-24, a Tuesday. 海曙区 has coordinators (zheng, he, lv), inspectors (wu, shi)
// and 江北区 nobody; the city has a coordinator (kong) and an inspector (cao).
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "identity/testing/house.h"
#include "norms/rulings/rulings.h"

namespace qinqing::norms::testing {

class RulingHouse : public identity::testing::HouseTest {
 protected:
  RulingHouse();
  ~RulingHouse() override;

  Rulings& rulings() { return *rulings_; }
  casework::Casework& casework() { return *casework_; }
  const Norms& norms() { return *norms_; }

  // An official is given goods by somebody who wants nothing: no list says what of it.
  static boost::json::object gift(const std::string& day, const std::string& value = "200.00");
  static RulingQuestion question(boost::json::object check, std::string place = "nb-haishu");
  RulingAnswer answer(std::string verdict, std::vector<std::string> material = {}) const;

  std::string ask(std::string_view login, const RulingQuestion& question);
  // Takes an arrow at the current version; the code of the first fault, "" where it was done.
  std::string act(std::string_view login, const std::string& id, const std::string& name,
                  boost::json::object fields = {},
                  std::optional<RulingAnswer> answer = std::nullopt);
  // draft by zheng, cosign by wu, publish by he; fails the test where one is refused.
  void publish(const std::string& id, const RulingAnswer& answer);
  std::string state(const std::string& id);
  casework::Docket docket(const std::string& id);
  Check check(boost::json::object situation);
  void go_to(const std::string& day);

  static boost::json::object untied() { return {{"no_tie", true}}; }
  static boost::json::object looked() { return {{"no_tie", true}, {"no_names", true}}; }

 private:
  std::unique_ptr<Norms> norms_;
  casework::Registry registry_;
  std::unique_ptr<casework::Casework> casework_;
  std::unique_ptr<Rulings> rulings_;
};

}  // namespace qinqing::norms::testing
