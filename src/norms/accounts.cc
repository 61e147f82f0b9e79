#include "norms/accounts.h"

#include <algorithm>

#include "norms/situation.h"

namespace qinqing::norms {
namespace {

using boost::json::object;

bool tells(const Pack& pack, const object& receipt, Index conduct) {
  const auto* list = receipt.if_contains("conducts");
  return list != nullptr && list->is_array() &&
         std::ranges::any_of(list->get_array(), [&](const boost::json::value& id) {
           return id.is_string() && id.get_string() == pack.conducts[conduct].id;
         });
}

const boost::json::value* fact_of(const Pack& pack, const object& receipt, Index fact) {
  const auto* facts = receipt.if_contains("facts");
  return facts != nullptr && facts->is_object()
             ? facts->get_object().if_contains(pack.facts[fact].id)
             : nullptr;
}

std::string words(const Fact& fact, const boost::json::value& value) {
  const auto read = read_fact_value(fact, value, base::Scalars::typed, "");
  return read ? fact_value_text(fact, *read) : std::string("读不出来");
}

// Money is compared by value: 80 and 80.00 are the same.
bool same(const Fact& fact, const boost::json::value& one, const boost::json::value& other) {
  const auto a = read_fact_value(fact, one, base::Scalars::typed, "");
  const auto b = read_fact_value(fact, other, base::Scalars::typed, "");
  return a && b && fact_value_text(fact, *a) == fact_value_text(fact, *b);
}

class Comparison {
 public:
  Comparison(const Pack& pack, const object& ours, const object& theirs)
      : pack_(pack), ours_(ours), theirs_(theirs) {}

  std::vector<Difference> run() {
    for (Index c = 0; c < pack_.conducts.size(); ++c) conduct(c);
    for (Index f = 0; f < pack_.facts.size(); ++f)
      if (const auto& other = pack_.facts[f].other_side) fact(f, *other);
    return std::move(found_);
  }

 private:
  // Who tells this one says that the other side has one of those to tell.
  void conduct(Index told) {
    const auto& there = pack_.conducts[told].other_side;
    if (there.empty()) return;
    const auto any = [&](const object& receipt) {
      return std::ranges::any_of(there, [&](Index c) { return tells(pack_, receipt, c); });
    };
    if (tells(pack_, ours_, told) && !any(theirs_)) add(told, true);
    if (tells(pack_, theirs_, told) && !any(ours_)) add(told, false);
  }

  void add(Index conduct, bool ours) {
    const Conduct& told = pack_.conducts[conduct];
    found_.push_back({told.id, told.label, ours ? "有" : "没有说", ours ? "没有说" : "有"});
  }

  void fact(Index here, Index there) {
    const auto compare = [&](Index mine, Index yours) {
      const auto* one = fact_of(pack_, ours_, mine);
      const auto* other = fact_of(pack_, theirs_, yours);
      if (one == nullptr || other == nullptr) return;
      const Fact& fact = pack_.facts[mine];
      if (same(fact, *one, *other)) return;
      found_.push_back({fact.id, fact.label, words(fact, *one), words(pack_.facts[yours], *other)});
    };
    compare(here, there);
    compare(there, here);
  }

  const Pack& pack_;
  const object& ours_;
  const object& theirs_;
  std::vector<Difference> found_;
};

}  // namespace

std::vector<Difference> differences(const Pack& pack, const object& ours, const object& theirs) {
  const auto* one = ours.if_contains("actor");
  const auto* other = theirs.if_contains("actor");
  if (one == nullptr || other == nullptr || *one == *other) return {};
  return Comparison(pack, ours, theirs).run();
}

}  // namespace qinqing::norms
