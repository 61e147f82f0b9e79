#include "casework/reach.h"

namespace qinqing::casework {

std::set<std::string> Reach::from(const std::string& state) const {
  std::set<std::string> reached{state};
  std::vector<std::string> open{state};
  while (!open.empty()) {
    const std::string here = std::move(open.back());
    open.pop_back();
    for (const Transition& t : procedure_.transitions)
      if (t.to && t.starts_in(here) && reached.insert(*t.to).second) open.push_back(*t.to);
  }
  return reached;
}

std::vector<std::string> Reach::states_at_start(const Starts& starts) const {
  if (starts.state) return {*starts.state};
  const Transition* transition =
      starts.transition ? procedure_.transition(*starts.transition) : nullptr;
  if (transition == nullptr) return {};
  return transition->to ? std::vector{*transition->to} : transition->from;
}

}  // namespace qinqing::casework
