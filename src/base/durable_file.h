// A small file that is replaced whole or not at all, whenever the power fails.
//
// Thread-safety: two writers of one path are the callers' to keep apart.
#pragma once

#include <filesystem>
#include <string_view>

namespace qinqing::base {

// When it returns true the text is on the disk under that name; when false, what was there before
// still is. A new file is for its owner only.
bool replace_durably(const std::filesystem::path& path, std::string_view text);

}  // namespace qinqing::base
