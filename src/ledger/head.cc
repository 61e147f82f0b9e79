#include "ledger/head.h"

#include <sodium.h>

#include <optional>

#include "base/base64url.h"
#include "base/canonical.h"

namespace qinqing::ledger {
namespace {

struct Parts {
  std::string_view algorithm, key, rest;
};

std::optional<Parts> split(std::string_view text) {
  const std::size_t first = text.find('.');
  if (first == text.npos) return std::nullopt;
  const std::size_t second = text.find('.', first + 1);
  if (second == text.npos) return std::nullopt;
  return Parts{text.substr(0, first), text.substr(first + 1, second - first - 1),
               text.substr(second + 1)};
}

}  // namespace

std::string text_of(const Head& head) {
  std::string text = "{\"at\":";
  base::append_canonical_string(text, head.at);
  text += ",\"format\":\"qinqing-head/1\",\"root\":\"" + to_named(head.root) +
          "\",\"size\":" + std::to_string(head.size) + "}";
  return text;
}

bool is_public_key(std::string_view text) {
  const auto parts = split(text);
  if (!parts || parts->algorithm != "ed25519" || parts->key.empty()) return false;
  const auto bytes = base::from_base64url(parts->rest);
  return bytes && bytes->size() == crypto_sign_PUBLICKEYBYTES;
}

bool is_signed(std::string_view text, std::string_view signature, std::string_view public_key) {
  const auto given = split(signature);
  const auto key = split(public_key);
  if (!given || !key || given->algorithm != "ed25519" || key->algorithm != "ed25519" ||
      given->key != key->key)
    return false;
  const auto bytes = base::from_base64url(given->rest);
  const auto opens = base::from_base64url(key->rest);
  if (!bytes || bytes->size() != crypto_sign_BYTES || !opens ||
      opens->size() != crypto_sign_PUBLICKEYBYTES)
    return false;
  return crypto_sign_verify_detached(bytes->data(),
                                     reinterpret_cast<const unsigned char*>(text.data()),
                                     text.size(), opens->data()) == 0;
}

}  // namespace qinqing::ledger
