// One decision of a model evaluated again and again: keeps what an evaluation needs, so that on the
// common path nothing is allocated.
//
//   dmn::Session session(model, *model.find(ModelElement::Kind::decision, "Approval"));
//   session.set(*session.input("Income"), feel::Value(income));
//   const feel::Value& answer = session.run();
//   session.trace();       // which rules matched, and why the others did not: explanation.h
//
// Thread-safety: a session belongs to one thread; any number may share a model, which must outlive
// them.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "dmn/decision_model.h"
#include "dmn/feel/trace.h"

namespace qinqing::dmn {

class Session {
 public:
  Session(const DecisionModel& model, const ModelElement& decision, const feel::Limits& limits = {},
          const base::Clock* clock = nullptr);
  Session(Session&&) noexcept;
  Session& operator=(Session&&) noexcept;
  ~Session();

  // Input data or a decision by name, else by id; nullptr where there is none.
  const ModelElement* input(std::string_view name) const;
  // What is not set is missing: null. A value that does not conform to its type is null too, with a
  // warning of the next run. A decision that is set is not evaluated.
  void set(const ModelElement& input, feel::Value value);
  void clear();

  // Valid until the next run; null where a limit() ended the evaluation.
  const feel::Value& run();
  const std::string& limit() const;
  std::span<const std::string> warnings() const;
  const feel::Trace& trace() const;
  Explanation explanation() const;

  const DecisionModel& model() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace qinqing::dmn
