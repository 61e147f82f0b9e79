// Cells of a product of coordinates, each with a label, and the maximal boxes of one label that
// cover them. Knows nothing of packs.
//
// Thread-safety: pure functions.
#pragma once

#include <cstdint>
#include <limits>
#include <vector>

namespace qinqing::norms {

// A cell that no situation falls into: a box may cover it or not.
inline constexpr std::uint32_t kNoCell = std::numeric_limits<std::uint32_t>::max();
// A cell in which nothing changes: no box covers it.
inline constexpr std::uint32_t kSame = 0;

struct Grid {
  std::vector<std::size_t> sizes;     // atoms by coordinate, each at least one
  std::vector<std::uint32_t> labels;  // row-major, the last coordinate fastest
};

struct Box {
  std::uint32_t label = kSame;
  std::vector<std::vector<std::size_t>> atoms;  // by coordinate, ascending, never empty
  std::size_t cell = 0;                         // one of the grid with that label
};

// Every cell with a label other than kSame and kNoCell lies in a box of its label, and no box holds
// a cell of another label. Boxes of one label may overlap. None can be made wider, but where cells
// that cannot be stand in between.
std::vector<Box> maximal_boxes(const Grid& grid);

}  // namespace qinqing::norms
