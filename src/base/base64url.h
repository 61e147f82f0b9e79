// Bytes in the alphabet of addresses and cookies (RFC 4648 §5, without padding).
//
// Thread-safety: pure functions.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace qinqing::base {

std::string base64url(std::span<const std::uint8_t> bytes);
// nullopt for anything that base64url() does not give.
std::optional<std::vector<std::uint8_t>> from_base64url(std::string_view text);

}  // namespace qinqing::base
