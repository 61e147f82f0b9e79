// The two calls that base/canonical.cc makes of OpenSSL, for WebAssembly, where Debian has none:
// SHA-256 (FIPS 180-4). A wrong digest cannot go unseen: every bundle is checked against those that
// the native program wrote.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <vector>

struct EVP_MD {};
inline const EVP_MD* EVP_MD_fetch(void*, const char*, const char*) {
  static const EVP_MD sha256;
  return &sha256;
}
#ifndef EVP_MAX_MD_SIZE
#define EVP_MAX_MD_SIZE 64
#endif

namespace stand_in {

inline std::uint32_t turned(std::uint32_t x, int n) { return (x >> n) | (x << (32 - n)); }

// The first 32 bits of the fractional parts of the roots of the first primes.
inline std::array<std::uint32_t, 64> cube_roots() {
  std::array<std::uint32_t, 64> k{};
  int found = 0;
  for (std::uint64_t p = 2; found < 64; ++p) {
    bool prime = true;
    for (std::uint64_t d = 2; d * d <= p; ++d) prime = prime && p % d != 0;
    if (!prime) continue;
    // The largest r with r³ ≤ p·2⁹⁶, in 128 bits; its low 32 bits are the fraction.
    std::uint64_t r = 0;
    for (int bit = 35; bit >= 0; --bit) {
      const std::uint64_t t = r | (1ULL << bit);
      const auto cube = static_cast<unsigned __int128>(t) * t * t;
      if (cube <= static_cast<unsigned __int128>(p) << 96U) r = t;
    }
    k[static_cast<std::size_t>(found++)] = static_cast<std::uint32_t>(r);
  }
  return k;
}

inline void digest_block(std::array<std::uint32_t, 8>& h, const unsigned char* block) {
  static const auto k = cube_roots();
  std::array<std::uint32_t, 64> w{};
  for (std::size_t i = 0; i < 16; ++i)
    w[i] = static_cast<std::uint32_t>(block[4 * i]) << 24 | block[4 * i + 1] << 16 |
           block[4 * i + 2] << 8 | block[4 * i + 3];
  for (std::size_t i = 16; i < 64; ++i)
    w[i] = w[i - 16] + (turned(w[i - 15], 7) ^ turned(w[i - 15], 18) ^ (w[i - 15] >> 3)) +
           w[i - 7] + (turned(w[i - 2], 17) ^ turned(w[i - 2], 19) ^ (w[i - 2] >> 10));
  auto s = h;
  for (std::size_t i = 0; i < 64; ++i) {
    const auto t1 = s[7] + (turned(s[4], 6) ^ turned(s[4], 11) ^ turned(s[4], 25)) +
                    ((s[4] & s[5]) ^ (~s[4] & s[6])) + k[i] + w[i];
    const auto t2 = (turned(s[0], 2) ^ turned(s[0], 13) ^ turned(s[0], 22)) +
                    ((s[0] & s[1]) ^ (s[0] & s[2]) ^ (s[1] & s[2]));
    s = {t1 + t2, s[0], s[1], s[2], s[3] + t1, s[4], s[5], s[6]};
  }
  for (std::size_t i = 0; i < 8; ++i) h[i] += s[i];
}

}  // namespace stand_in

inline int EVP_Digest(const void* data, std::size_t n, unsigned char* out, unsigned* size,
                      const EVP_MD*, void*) {
  std::array<std::uint32_t, 8> h{0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
  const auto* bytes = static_cast<const unsigned char*>(data);
  std::size_t at = 0;
  for (; at + 64 <= n; at += 64) stand_in::digest_block(h, bytes + at);
  std::array<unsigned char, 128> tail{};
  std::memcpy(tail.data(), bytes + at, n - at);
  tail[n - at] = 0x80;
  const std::size_t end = n - at < 56 ? 64 : 128;
  const std::uint64_t bits = static_cast<std::uint64_t>(n) * 8;
  for (std::size_t i = 0; i < 8; ++i)
    tail[end - 1 - i] = static_cast<unsigned char>(bits >> (8 * i));
  stand_in::digest_block(h, tail.data());
  if (end == 128) stand_in::digest_block(h, tail.data() + 64);
  for (std::size_t i = 0; i < 32; ++i)
    out[i] = static_cast<unsigned char>(h[i / 4] >> (24 - 8 * (i % 4)));
  if (size) *size = 32;
  return 1;
}
