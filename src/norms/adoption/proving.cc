#include "norms/adoption/proving.h"

#include "base/canonical.h"
#include "norms/cases.h"
#include "norms/lint.h"

namespace qinqing::norms {
namespace {

constexpr std::size_t kKnownMax = 64;

Proof prove_anew(const PackFiles& files, const base::Calendar& calendar) {
  Proof proof;
  PackReader reader;
  const auto pack = reader.read(files);
  if (!pack) {
    proof.lint = pack.faults();
    return proof;
  }
  const auto cases = read_cases(*pack, files);
  if (!cases) {
    proof.lint = cases.faults();
    return proof;
  }
  proof.cases = cases->size();
  proof.lint = lint(*pack, calendar).faults;
  Judge judge(*pack, calendar);
  for (const Case& test : *cases)
    for (const std::string& difference : run_case(judge, test))
      proof.failing.push_back(test.id + "：" + difference);
  return proof;
}

}  // namespace

std::string Proof::why_not() const {
  if (!lint.empty())
    return "结构有 " + std::to_string(lint.size()) + " 个问题，第一个：" + lint[0].what;
  if (!failing.empty())
    return "有 " + std::to_string(failing.size()) + " 处案例没有通过，第一处：" + failing[0];
  return cases == 0 ? "没有案例，试不了" : "";
}

Proof Proving::prove(const std::string& files_text, const PackFiles& files,
                     const base::Calendar& calendar) {
  const std::string key = base::sha256_hex(files_text) + calendar.hash();
  {
    const std::scoped_lock lock(mutex_);
    if (const auto found = known_.find(key); found != known_.end()) return found->second;
  }
  Proof proof = prove_anew(files, calendar);
  const std::scoped_lock lock(mutex_);
  if (known_.size() >= kKnownMax) known_.clear();
  return known_.emplace(key, std::move(proof)).first->second;
}

}  // namespace qinqing::norms
