#include "norms/diff/boxes.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

namespace qinqing::norms {
namespace {

bool holds(const Box& box, const Grid& grid, std::size_t cell) {
  for (std::size_t i = grid.sizes.size(); i-- > 0;) {
    if (std::ranges::find(box.atoms[i], cell % grid.sizes[i]) == box.atoms[i].end()) return false;
    cell /= grid.sizes[i];
  }
  return true;
}

TEST(Boxes, WhatDoesNotMatterIsNotNarrowed) {
  // Changes wherever the first coordinate is 1, whatever the others are.
  const Grid grid{{2, 3, 2}, {0, 0, 0, 0, 0, 0, 5, 5, 5, 5, 5, 5}};
  const auto boxes = maximal_boxes(grid);
  ASSERT_EQ(boxes.size(), 1U);
  EXPECT_EQ(boxes[0].label, 5U);
  EXPECT_EQ(boxes[0].atoms, (std::vector<std::vector<std::size_t>>{{1}, {0, 1, 2}, {0, 1}}));
}

TEST(Boxes, ACellThatCannotBeNeitherNarrowsNorWitnesses) {
  const Grid grid{{2, 2}, {kNoCell, 3, 0, 3}};
  const auto boxes = maximal_boxes(grid);
  ASSERT_EQ(boxes.size(), 1U);
  EXPECT_EQ(grid.labels[boxes[0].cell], 3U);
  EXPECT_EQ(boxes[0].atoms[1], std::vector<std::size_t>{1});
}

TEST(Boxes, NothingChangedIsNoBox) {
  EXPECT_TRUE(maximal_boxes({{2, 2}, {0, kNoCell, 0, 0}}).empty());
}

RC_GTEST_PROP(Boxes, CoverExactlyTheCellsOfTheirLabelAndCannotBeWider, ()) {
  Grid grid;
  const bool whole = *rc::gen::arbitrary<bool>();  // every cell can be
  const auto coordinates = *rc::gen::inRange<std::size_t>(1, 5);
  std::size_t cells = 1;
  for (std::size_t i = 0; i < coordinates; ++i) {
    grid.sizes.push_back(*rc::gen::inRange<std::size_t>(1, 5));
    cells *= grid.sizes.back();
  }
  const auto labels = *rc::gen::container<std::vector<std::uint32_t>>(
      cells, rc::gen::element<std::uint32_t>(0, 0, 1, 1, 2, whole ? 0 : kNoCell));
  grid.labels = labels;
  const auto boxes = maximal_boxes(grid);
  for (std::size_t cell = 0; cell < cells; ++cell) {
    const bool changed = labels[cell] != kSame && labels[cell] != kNoCell;
    bool covered = false;
    for (const Box& box : boxes) {
      if (!holds(box, grid, cell)) continue;
      RC_ASSERT(labels[cell] == kNoCell || labels[cell] == box.label);
      covered = true;
    }
    RC_ASSERT(covered || !changed);
  }
  for (const Box& box : boxes) {
    RC_ASSERT(labels[box.cell] == box.label);
    RC_ASSERT(holds(box, grid, box.cell));
    for (std::size_t i = 0; whole && i < coordinates; ++i)
      for (std::size_t atom = 0; atom < grid.sizes[i]; ++atom) {
        if (std::ranges::find(box.atoms[i], atom) != box.atoms[i].end()) continue;
        Box slab = box;
        slab.atoms[i] = {atom};
        bool fits = true;
        for (std::size_t cell = 0; cell < cells; ++cell)
          if (holds(slab, grid, cell) && labels[cell] != kNoCell && labels[cell] != box.label)
            fits = false;
        RC_ASSERT(!fits);
      }
  }
}

}  // namespace
}  // namespace qinqing::norms
