#include "norms/adoption/adopted_packs.h"

#include <algorithm>
#include <mutex>

#include "norms/norms.h"

namespace qinqing::norms {

struct AdoptedPacks::Taken {
  std::string edition;
  base::Date from;
  std::unique_ptr<const ServedPack> served;
};

AdoptedPacks::AdoptedPacks() = default;
AdoptedPacks::~AdoptedPacks() = default;

bool AdoptedPacks::knows(std::string_view edition) const {
  const std::shared_lock lock(mutex_);
  return std::ranges::find(taken_, edition, &Taken::edition) != taken_.end();
}

void AdoptedPacks::take(std::string edition, base::Date from,
                        std::unique_ptr<const ServedPack> pack) {
  const std::unique_lock lock(mutex_);
  if (std::ranges::find(taken_, edition, &Taken::edition) != taken_.end()) return;
  // After those of the same day.
  const auto later = std::ranges::upper_bound(taken_, from, {}, &Taken::from);
  taken_.insert(later, {std::move(edition), from, std::move(pack)});
}

const ServedPack* AdoptedPacks::on(std::string_view pack, base::Date day) const {
  const std::shared_lock lock(mutex_);
  const ServedPack* found = nullptr;
  for (const Taken& each : taken_)
    if (each.served->pack.id == pack && each.from <= day && each.served->pack.in_force(day))
      found = each.served.get();
  return found;
}

const ServedPack* AdoptedPacks::of_hash(std::string_view pack, std::string_view hash) const {
  const std::shared_lock lock(mutex_);
  const ServedPack* found = nullptr;
  for (const Taken& each : taken_)
    if (each.served->pack.id == pack && each.served->pack.hash == hash) found = each.served.get();
  return found;
}

}  // namespace qinqing::norms
