// Where a case can get to: states by arrows, whatever their guards say.
//
// Lifetime: a Reach keeps a reference to its procedure. Thread-safety: const methods from any
// thread.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "casework/procedure.h"

namespace qinqing::casework {

class Reach {
 public:
  explicit Reach(const Procedure& procedure) : procedure_(procedure) {}

  // The state itself and all that can be reached from it.
  std::set<std::string> from(const std::string& state) const;
  // The states in which a case can be just after a deadline has started.
  std::vector<std::string> states_at_start(const Starts& starts) const;

 private:
  const Procedure& procedure_;
};

}  // namespace qinqing::casework
