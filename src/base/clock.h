// The clock and the source of randomness, both injected: nothing in the house reads the system's
// own, so that a test, a replay and `--now` can set them.
//
// Thread-safety: every method may be called from any thread.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/date.h"

namespace qinqing::base {

// Milliseconds since the Unix epoch, UTC.
using Instant = std::chrono::sys_time<std::chrono::milliseconds>;

// "2026-11-24T02:00:00.123Z": of one length, so that it sorts as it passes.
std::string instant_text(Instant instant);
// The instant of such a text; nullopt for any other.
std::optional<Instant> parse_instant(std::string_view text);
// As people read it, at +08:00: "11月24日 14:05".
std::string moment_text(Instant instant);

class Clock {
 public:
  virtual ~Clock() = default;
  virtual Instant now() const = 0;
  // The civil day at +08:00, the one zone in which people here read dates.
  Date today() const;
  static Date day_of(Instant instant);
};

class SystemClock final : public Clock {
 public:
  Instant now() const override;
};

// Stands still until moved.
class FixedClock final : public Clock {
 public:
  explicit FixedClock(Instant instant) : instant_(instant) {}
  // Noon of that day at +08:00.
  explicit FixedClock(Date day);
  Instant now() const override { return instant_; }
  void set(Instant instant) { instant_ = instant; }

 private:
  Instant instant_;
};

class RandomSource {
 public:
  virtual ~RandomSource() = default;
  virtual void fill(std::span<std::uint8_t> bytes) = 0;
};

// OpenSSL's generator.
class SystemRandom final : public RandomSource {
 public:
  void fill(std::span<std::uint8_t> bytes) override;
};

// The same bytes on every run for the same seed; for tests only.
class SeededRandom final : public RandomSource {
 public:
  explicit SeededRandom(std::uint64_t seed) : state_(seed) {}
  void fill(std::span<std::uint8_t> bytes) override;

 private:
  std::uint64_t state_;
};

}  // namespace qinqing::base
