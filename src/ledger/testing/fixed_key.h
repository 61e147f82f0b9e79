// A key that is the same at every run, for fuzzers: what they hand in is signed, as by a ledger
// that says whatever it likes.
#pragma once

#include <sodium.h>

#include <array>
#include <string>
#include <string_view>

#include "base/base64url.h"

namespace qinqing::ledger::testing {

class FixedKey {
 public:
  FixedKey() {
    const std::array<std::uint8_t, crypto_sign_SEEDBYTES> seed{};
    crypto_sign_seed_keypair(public_.data(), secret_.data(), seed.data());
  }

  std::string sign(std::string_view text) const {
    std::array<std::uint8_t, crypto_sign_BYTES> bytes{};
    crypto_sign_detached(bytes.data(), nullptr, reinterpret_cast<const std::uint8_t*>(text.data()),
                         text.size(), secret_.data());
    return "ed25519.fixed." + base::base64url(bytes);
  }
  std::string public_key() const { return "ed25519.fixed." + base::base64url(public_); }

 private:
  std::array<std::uint8_t, crypto_sign_PUBLICKEYBYTES> public_{};
  std::array<std::uint8_t, crypto_sign_SECRETKEYBYTES> secret_{};
};

}  // namespace qinqing::ledger::testing
