#include "identity/keys.h"

#include <sodium.h>

#include <algorithm>
#include <tuple>

#include "base/base64url.h"
#include "identity/sodium.h"

namespace qinqing::identity {
namespace {

using Bytes = std::vector<std::uint8_t>;

constexpr std::size_t kNonceBytes = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t kTagBytes = crypto_aead_xchacha20poly1305_ietf_ABYTES;

const std::uint8_t* bytes_of(std::string_view text) {
  return reinterpret_cast<const std::uint8_t*>(text.data());
}

std::string hex(std::span<const std::uint8_t> bytes) {
  std::string text(bytes.size() * 2 + 1, '\0');
  sodium_bin2hex(text.data(), text.size(), bytes.data(), bytes.size());
  text.pop_back();
  return text;
}

// A value's three parts, "<scheme>.<key id>.<rest>".
struct Parts {
  std::string_view scheme, key, rest;
};

std::optional<Parts> split(std::string_view value) {
  const std::size_t first = value.find('.');
  const std::size_t second = first == value.npos ? first : value.find('.', first + 1);
  if (second == value.npos) return std::nullopt;
  return Parts{value.substr(0, first), value.substr(first + 1, second - first - 1),
               value.substr(second + 1)};
}

struct SigningKey {
  std::array<std::uint8_t, crypto_sign_PUBLICKEYBYTES> open{};
  std::array<std::uint8_t, crypto_sign_SECRETKEYBYTES> secret{};
  explicit SigningKey(const std::array<std::uint8_t, 32>& seed) {
    static_assert(crypto_sign_SEEDBYTES == 32);
    crypto_sign_seed_keypair(open.data(), secret.data(), seed.data());
  }
};

}  // namespace

std::string Keys::encrypt(std::string_view text, std::string_view bound_to,
                          base::RandomSource& random) const {
  const Key& key = encrypt_.front();
  Bytes out(kNonceBytes + text.size() + kTagBytes);
  random.fill(std::span(out).first(kNonceBytes));
  crypto_aead_xchacha20poly1305_ietf_encrypt(out.data() + kNonceBytes, nullptr, bytes_of(text),
                                             text.size(), bytes_of(bound_to), bound_to.size(),
                                             nullptr, out.data(), key.bytes.data());
  return "x1." + key.id + "." + base::base64url(out);
}

std::optional<std::string> Keys::decrypt(std::string_view value, std::string_view bound_to) const {
  const auto parts = split(value);
  if (!parts || parts->scheme != "x1") return std::nullopt;
  const Key* key = find(encrypt_, parts->key);
  const auto bytes = base::from_base64url(parts->rest);
  if (key == nullptr || !bytes || bytes->size() < kNonceBytes + kTagBytes) return std::nullopt;
  std::string text(bytes->size() - kNonceBytes - kTagBytes, '\0');
  if (crypto_aead_xchacha20poly1305_ietf_decrypt(
          reinterpret_cast<std::uint8_t*>(text.data()), nullptr, nullptr,
          bytes->data() + kNonceBytes, bytes->size() - kNonceBytes, bytes_of(bound_to),
          bound_to.size(), bytes->data(), key->bytes.data()) != 0)
    return std::nullopt;
  return text;
}

bool Keys::knows(std::string_view value) const {
  const auto parts = split(value);
  return parts && parts->scheme == "x1" && find(encrypt_, parts->key) != nullptr;
}

std::string Keys::match(std::string_view text) const {
  const Key& key = match_.front();
  std::array<std::uint8_t, 32> hash{};
  crypto_generichash(hash.data(), hash.size(), bytes_of(text), text.size(), key.bytes.data(),
                     key.bytes.size());
  return "m1." + key.id + "." + hex(hash);
}

std::string Keys::sign(std::string_view text) const {
  const SigningKey key(sign_.front().bytes);
  std::array<std::uint8_t, crypto_sign_BYTES> signature{};
  crypto_sign_detached(signature.data(), nullptr, bytes_of(text), text.size(), key.secret.data());
  return "ed25519." + sign_.front().id + "." + base::base64url(signature);
}

bool Keys::verify(std::string_view text, std::string_view signature) const {
  const auto parts = split(signature);
  if (!parts || parts->scheme != "ed25519") return false;
  const Key* key = find(sign_, parts->key);
  const auto bytes = base::from_base64url(parts->rest);
  if (key == nullptr || !bytes || bytes->size() != crypto_sign_BYTES) return false;
  const SigningKey pair(key->bytes);
  return crypto_sign_verify_detached(bytes->data(), bytes_of(text), text.size(),
                                     pair.open.data()) == 0;
}

std::string Keys::public_key() const {
  return public_keys().front();
}

std::vector<std::string> Keys::public_keys() const {
  std::vector<std::string> found;
  for (const Key& key : sign_)
    found.push_back("ed25519." + key.id + "." + base::base64url(SigningKey(key.bytes).open));
  return found;
}

const Keys::Key* Keys::find(const Ring& ring, std::string_view id) {
  const auto found = std::ranges::find(ring, id, &Key::id);
  return found == ring.end() ? nullptr : &*found;
}

}  // namespace qinqing::identity
