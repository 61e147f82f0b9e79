#include "norms/diff/boxes.h"

#include <algorithm>
#include <functional>

namespace qinqing::norms {
namespace {

std::vector<std::size_t> strides_of(const std::vector<std::size_t>& sizes) {
  std::vector<std::size_t> strides(sizes.size(), 1);
  for (std::size_t i = sizes.size(); i-- > 1;) strides[i - 1] = strides[i] * sizes[i];
  return strides;
}

// A grid in which atoms that no label tells apart are one.
struct Folded {
  Grid grid;
  std::vector<std::size_t> origin;                             // a cell of the first grid, by cell
  std::vector<std::vector<std::vector<std::size_t>>> members;  // atoms by coordinate and group
};

bool compatible(std::uint32_t a, std::uint32_t b) {
  return a == b || a == kNoCell || b == kNoCell;
}

// Folds one coordinate. A slice is every cell of one of its atoms.
class Folding {
 public:
  Folding(Folded& folded, std::size_t coordinate)
      : folded_(folded),
        at_(coordinate),
        size_(folded.grid.sizes[coordinate]),
        stride_(strides_of(folded.grid.sizes)[coordinate]),
        slice_(folded.grid.labels.size() / size_) {}

  void run() {
    std::vector<std::vector<std::uint32_t>> labels;
    std::vector<std::vector<std::size_t>> origins;
    std::vector<std::vector<std::size_t>> members;
    for (std::size_t atom = 0; atom < size_; ++atom) {
      std::size_t group = 0;
      while (group < labels.size() && !fits(labels[group], atom)) ++group;
      if (group == labels.size()) {
        labels.emplace_back(slice_, kNoCell);
        origins.emplace_back(slice_, 0);
        members.emplace_back();
      }
      take(labels[group], origins[group], atom);
      const auto& more = folded_.members[at_][atom];
      members[group].insert(members[group].end(), more.begin(), more.end());
    }
    if (labels.size() < size_) rebuild(labels, origins);
    for (auto& group : members) std::ranges::sort(group);
    folded_.members[at_] = std::move(members);
  }

 private:
  std::size_t cell(std::size_t atom, std::size_t i, std::size_t size) const {
    return (i / stride_ * size + atom) * stride_ + i % stride_;
  }

  bool fits(const std::vector<std::uint32_t>& group, std::size_t atom) const {
    for (std::size_t i = 0; i < slice_; ++i)
      if (!compatible(group[i], folded_.grid.labels[cell(atom, i, size_)])) return false;
    return true;
  }

  void take(std::vector<std::uint32_t>& group, std::vector<std::size_t>& origin,
            std::size_t atom) const {
    for (std::size_t i = 0; i < slice_; ++i) {
      const std::size_t from = cell(atom, i, size_);
      if (group[i] != kNoCell || folded_.grid.labels[from] == kNoCell) continue;
      group[i] = folded_.grid.labels[from];
      origin[i] = folded_.origin[from];
    }
  }

  void rebuild(const std::vector<std::vector<std::uint32_t>>& labels,
               const std::vector<std::vector<std::size_t>>& origins) {
    const std::size_t groups = labels.size();
    std::vector<std::uint32_t> label(slice_ * groups);
    std::vector<std::size_t> origin(slice_ * groups);
    for (std::size_t group = 0; group < groups; ++group)
      for (std::size_t i = 0; i < slice_; ++i) {
        label[cell(group, i, groups)] = labels[group][i];
        origin[cell(group, i, groups)] = origins[group][i];
      }
    folded_.grid.sizes[at_] = groups;
    folded_.grid.labels = std::move(label);
    folded_.origin = std::move(origin);
  }

  Folded& folded_;
  std::size_t at_;
  std::size_t size_;
  std::size_t stride_;
  std::size_t slice_;
};

Folded fold(const Grid& grid) {
  Folded folded{grid, std::vector<std::size_t>(grid.labels.size()), {}};
  for (std::size_t i = 0; i < folded.origin.size(); ++i) folded.origin[i] = i;
  for (const std::size_t size : grid.sizes) {
    auto& groups = folded.members.emplace_back(size);
    for (std::size_t atom = 0; atom < size; ++atom) groups[atom] = {atom};
  }
  for (std::size_t at = 0; at < grid.sizes.size(); ++at) Folding(folded, at).run();
  return folded;
}

// Grows boxes over a folded grid.
class Growth {
 public:
  explicit Growth(const Folded& folded)
      : folded_(folded),
        strides_(strides_of(folded.grid.sizes)),
        covered_(folded.grid.labels.size(), 0) {}

  std::vector<Box> run() {
    const auto& labels = folded_.grid.labels;
    for (std::size_t cell = 0; cell < labels.size(); ++cell)
      if (labels[cell] != kSame && labels[cell] != kNoCell && covered_[cell] == 0) grow(cell);
    return std::move(boxes_);
  }

 private:
  using Atoms = std::vector<std::vector<std::size_t>>;

  // False as soon as `visit` is false for a cell of the box.
  bool every(const Atoms& atoms, const std::function<bool(std::size_t)>& visit,
             std::size_t coordinate = 0, std::size_t base = 0) const {
    if (coordinate == atoms.size()) return visit(base);
    return std::ranges::all_of(atoms[coordinate], [&](std::size_t atom) {
      return every(atoms, visit, coordinate + 1, base + atom * strides_[coordinate]);
    });
  }

  void grow(std::size_t cell) {
    const std::uint32_t label = folded_.grid.labels[cell];
    Atoms atoms;
    for (std::size_t at = 0; at < strides_.size(); ++at)
      atoms.push_back({cell / strides_[at] % folded_.grid.sizes[at]});
    for (std::size_t at = 0; at < atoms.size(); ++at) widen(atoms, at, label);
    every(atoms, [&](std::size_t each) {
      covered_[each] = 1;
      return true;
    });
    Box box{label, Atoms(atoms.size()), folded_.origin[cell]};
    for (std::size_t at = 0; at < atoms.size(); ++at) {
      for (const std::size_t group : atoms[at])
        box.atoms[at].insert(box.atoms[at].end(), folded_.members[at][group].begin(),
                             folded_.members[at][group].end());
      std::ranges::sort(box.atoms[at]);
    }
    boxes_.push_back(std::move(box));
  }

  void widen(Atoms& atoms, std::size_t at, std::uint32_t label) const {
    Atoms slab = atoms;
    for (std::size_t atom = 0; atom < folded_.grid.sizes[at]; ++atom) {
      if (std::ranges::find(atoms[at], atom) != atoms[at].end()) continue;
      slab[at] = {atom};
      if (every(slab,
                [&](std::size_t cell) { return compatible(folded_.grid.labels[cell], label); }))
        atoms[at].push_back(atom);
    }
  }

  const Folded& folded_;
  std::vector<std::size_t> strides_;
  std::vector<std::uint8_t> covered_;
  std::vector<Box> boxes_;
};

}  // namespace

std::vector<Box> maximal_boxes(const Grid& grid) {
  const Folded folded = fold(grid);
  return Growth(folded).run();
}

}  // namespace qinqing::norms
