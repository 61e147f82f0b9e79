#include "base/clock.h"

#include <openssl/rand.h>

#include <array>
#include <charconv>
#include <cstdio>
#include <exception>

namespace qinqing::base {

namespace chrono = std::chrono;

// China has kept one zone without daylight saving since 1991; dates before are not shown by time.
static constexpr chrono::hours kZone{8};

Date Clock::today() const {
  return day_of(now());
}

Date Clock::day_of(Instant instant) {
  const auto day = chrono::floor<chrono::days>(instant + kZone);
  return Date::from_day_number(static_cast<std::int32_t>(day.time_since_epoch().count()));
}

Instant SystemClock::now() const {
  return chrono::floor<chrono::milliseconds>(chrono::system_clock::now());
}

FixedClock::FixedClock(Date day)
    : instant_(chrono::sys_days(chrono::days(day.day_number())) + chrono::hours(12) - kZone) {}

std::optional<Instant> parse_instant(std::string_view text) {
  constexpr std::string_view kForm = "0000-00-00T00:00:00.000Z";
  const auto number = [&](std::size_t at, std::size_t length) {
    int value = 0;
    std::from_chars(text.data() + at, text.data() + at + length, value);
    return value;
  };
  if (text.size() != kForm.size()) return std::nullopt;
  for (std::size_t i = 0; i < text.size(); ++i)
    if (kForm[i] == '0' ? text[i] < '0' || text[i] > '9' : text[i] != kForm[i]) return std::nullopt;
  const auto day = Date::parse(text.substr(0, 10));
  const int hour = number(11, 2);
  const int minute = number(14, 2);
  const int second = number(17, 2);
  if (!day || hour > 23 || minute > 59 || second > 59) return std::nullopt;
  return Instant(chrono::days(day->day_number())) + chrono::hours(hour) + chrono::minutes(minute) +
         chrono::seconds(second) + chrono::milliseconds(number(20, 3));
}

std::string moment_text(Instant instant) {
  const std::string text = instant_text(instant + kZone);
  return Clock::day_of(instant).to_chinese() + " " + text.substr(11, 5);
}

void SystemRandom::fill(std::span<std::uint8_t> bytes) {
  // Ids and tokens made without randomness would look right and be guessable: better none.
  if (RAND_bytes(bytes.data(), static_cast<int>(bytes.size())) != 1) std::terminate();
}

// SplitMix64 (Steele, Lea and Flood 2014), a byte at a time.
void SeededRandom::fill(std::span<std::uint8_t> bytes) {
  for (std::uint8_t& byte : bytes) {
    state_ += 0x9E3779B97F4A7C15ULL;
    std::uint64_t mixed = state_;
    mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9ULL;
    mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBULL;
    byte = static_cast<std::uint8_t>(mixed ^ (mixed >> 31));
  }
}

std::string instant_text(Instant instant) {
  const std::int64_t ms = instant.time_since_epoch().count();
  std::int64_t days = ms / 86'400'000;
  std::int64_t rest = ms % 86'400'000;
  if (rest < 0) {
    rest += 86'400'000;
    --days;
  }
  std::array<char, 32> time{};
  std::snprintf(time.data(), time.size(), "T%02d:%02d:%02d.%03dZ",
                static_cast<int>(rest / 3'600'000), static_cast<int>(rest / 60'000 % 60),
                static_cast<int>(rest / 1000 % 60), static_cast<int>(rest % 1000));
  return Date::from_day_number(static_cast<std::int32_t>(days)).to_string() + time.data();
}

}  // namespace qinqing::base
