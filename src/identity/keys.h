// The house's own keys: three files outside the database, never exported.
//
//   sign.key      signs what is published (Ed25519)
//   encrypt.key   keeps resident identity numbers unreadable (XChaCha20-Poly1305)
//   match.key     finds a person by that number without reading it (keyed BLAKE2b)
//
// A file has lines `<key id> <32 bytes in base64url>`; the first is the key in use, further ones
// are older and still open what was made with them. Beside every value stands its key's id. A file
// that others may read is refused, and so is a folder of somebody else.
//
//   auto keys = Keys::open("var/keys", Keys::Missing::make, random);
//   row.id_number = keys->encrypt(number, person.id);    // "x1.<key id>.<nonce and ciphertext>"
//   keys->decrypt(row.id_number, person.id);             // the number
//   row.id_match = keys->match(number);                  // equal for equal numbers
//
// Thread-safety: immutable once open.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/fault.h"

namespace qinqing::identity {

class Keys {
 public:
  // A file that is not there is made, or is a fault: over a database that holds encrypted values
  // new keys would make them unreadable for ever without anybody noticing.
  enum class Missing { make, refuse };

  // Faults: keys.missing · keys.open_to_others (readable by others than its owner) ·
  // keys.unreadable · keys.unwritable · keys.form (a line that is no key, an id that is not the
  // key's)
  static base::Result<Keys> open(const std::filesystem::path& folder, Missing missing,
                                 base::RandomSource& random);

  // `bound_to` is the id of the row in which the value stands: moved to another row it opens no
  // more. The nonce is random, so that equal texts do not look equal.
  std::string encrypt(std::string_view text, std::string_view bound_to,
                      base::RandomSource& random) const;
  // nullopt if the value was altered, is bound to another row, or its key is not in the file.
  std::optional<std::string> decrypt(std::string_view value, std::string_view bound_to) const;
  // Whether the key of an encrypted value is in the file.
  bool knows(std::string_view value) const;

  // "m1.<key id>.<64 hex digits>", by the key in use.
  std::string match(std::string_view text) const;

  // "ed25519.<key id>.<signature>", by the key in use.
  std::string sign(std::string_view text) const;
  // False if the text or signature was altered or its key is not in the file.
  bool verify(std::string_view text, std::string_view signature) const;
  // "ed25519.<key id>.<public key>" of the key in use, for others to verify with.
  std::string public_key() const;
  // The same of every key there is, the one in use first.
  std::vector<std::string> public_keys() const;

 private:
  struct Key {
    std::string id;
    std::array<std::uint8_t, 32> bytes{};
  };
  using Ring = std::vector<Key>;

  static base::Result<Ring> open_ring(const std::filesystem::path& path, Missing missing,
                                      base::RandomSource& random);
  static base::Result<Ring> read_ring(const std::filesystem::path& path);
  static std::optional<Key> read_line(std::string_view line);
  static const Key* find(const Ring& ring, std::string_view id);

  Ring sign_, encrypt_, match_;
};

}  // namespace qinqing::identity
