// A head: what a ledger is at one moment. Whoever has kept one can tell later whether the record
// was changed behind it, and needs nothing else for it.
//
// Its text is RFC 8785 JSON of {at, format, root, size}; the text is what is signed.
//
//   {"at":"2026-11-27T02:00:00.000Z","format":"qinqing-head/1","root":"sha256:…","size":1024}
//
// A key and a signature are text with their algorithm and the key's id: "ed25519.<id>.<base64url>".
//
// Thread-safety: pure functions.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "ledger/tree.h"

namespace qinqing::ledger {

struct Head {
  std::uint64_t size = 0;
  Hash root{};
  std::string at;
};

std::string text_of(const Head& head);

using Signer = std::function<std::string(std::string_view text)>;

// "ed25519.<id>.<32 bytes in base64url>".
bool is_public_key(std::string_view text);
// False for whatever is not a signature of that text by that key.
bool is_signed(std::string_view text, std::string_view signature, std::string_view public_key);

}  // namespace qinqing::ledger
