#include "identity/token.h"

#include <sodium.h>

#include <array>
#include <cstdint>
#include <span>

#include "base/base64url.h"
#include "base/canonical.h"
#include "identity/sodium.h"

namespace qinqing::identity {
namespace {

constexpr std::size_t kTokenBytes = 32;
constexpr std::string_view kCsrfLabel = "qinqing csrf 1";

const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

}  // namespace

std::string make_token(base::RandomSource& random) {
  std::array<std::uint8_t, kTokenBytes> bytes{};
  random.fill(bytes);
  return base::base64url(bytes);
}

bool is_token(std::string_view text) {
  const auto bytes = base::from_base64url(text);
  return bytes && bytes->size() == kTokenBytes;
}

std::string token_hash(std::string_view token) {
  return base::sha256_hex(token);
}

std::string csrf_word(std::string_view token) {
  start_sodium();
  std::array<std::uint8_t, crypto_auth_hmacsha256_BYTES> mac{};
  crypto_auth_hmacsha256_state state;
  crypto_auth_hmacsha256_init(&state, bytes_of(token), token.size());
  crypto_auth_hmacsha256_update(&state, bytes_of(kCsrfLabel), kCsrfLabel.size());
  crypto_auth_hmacsha256_final(&state, mac.data());
  return base::base64url(mac);
}

bool is_csrf_word(std::string_view word, std::string_view token) {
  const std::string right = csrf_word(token);
  return word.size() == right.size() && sodium_memcmp(word.data(), right.data(), word.size()) == 0;
}

std::string make_first_password(base::RandomSource& random) {
  // 32 characters, so that five bits choose one evenly; without 0, 1, l and o.
  constexpr std::string_view kCharacters = "abcdefghijkmnpqrstuvwxyz23456789";
  static_assert(kCharacters.size() == 32);
  std::array<std::uint8_t, 16> bytes{};
  random.fill(bytes);
  std::string text;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    if (i > 0 && i % 4 == 0) text += '-';
    text += kCharacters[bytes[i] % kCharacters.size()];
  }
  return text;
}

}  // namespace qinqing::identity
