// One pack's answers to situations of one conduct, in the words of the diff. Private to this
// folder.
//
// Thread-safety: one thread at a time.
#pragma once

#include <map>
#include <string>

#include "norms/diff/axes.h"

namespace qinqing::norms {

class Answering {
 public:
  Answering(const Aspect& aspect, const base::Calendar& calendar);

  // A situation of that conduct and actor in which no fact is given.
  Situation blank(base::Date contact_on, base::Date asked_on) const;
  // The answer as the judge gives it.
  std::variant<Judgement, MissingFacts> judge(const Situation& situation) {
    return judge_.judge(situation);
  }
  Answer answer(const Situation& situation);

  // Any situation of that day that gets an answer, with these facts given as they are; nullopt
  // where every fact it lacks may not be asked.
  std::optional<Situation> complete(base::Date contact_on,
                                    const std::map<Index, dmn::Value>& given);

  const Aspect& aspect() const { return aspect_; }

 private:
  Aspect aspect_;
  Judge judge_;
};

// The given facts by id.
std::map<std::string, dmn::Value> facts_of(const Pack& pack, const Situation& situation);

}  // namespace qinqing::norms
