// Time zones by ICU's copy of the IANA database.
#include <unicode/timezone.h>

#include <cstdlib>
#include <deque>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <string>

#include "dmn/feel/temporal.h"

namespace qinqing::dmn::feel {
namespace {

constexpr std::int64_t kOffsetMax = 18 * 3600;
constexpr std::size_t kNameBytesMax = 64;
constexpr std::size_t kNamesMax = 4096;  // the database has about 600

struct NamedZone {
  std::string name;
  std::unique_ptr<icu::TimeZone> rules;
};

// Every zone that was ever asked for. Entries never move or go.
class ZoneTable {
 public:
  std::optional<std::int32_t> index_of(std::string_view name) {
    {
      const std::shared_lock lock(mutex_);
      if (const auto found = find(name)) return found;
    }
    std::unique_ptr<icu::TimeZone> rules(icu::TimeZone::createTimeZone(icu::UnicodeString::fromUTF8(
        icu::StringPiece(name.data(), static_cast<int>(name.size())))));
    if (!rules || *rules == icu::TimeZone::getUnknown()) return std::nullopt;
    const std::unique_lock lock(mutex_);
    if (const auto found = find(name)) return found;
    if (zones_.size() >= kNamesMax) return std::nullopt;
    zones_.push_back({std::string(name), std::move(rules)});
    return static_cast<std::int32_t>(zones_.size()) - 1;
  }

  const NamedZone& at(std::int32_t index) {
    const std::shared_lock lock(mutex_);
    return zones_[static_cast<std::size_t>(index)];
  }

 private:
  std::optional<std::int32_t> find(std::string_view name) const {
    for (std::size_t i = 0; i < zones_.size(); ++i)
      if (zones_[i].name == name) return static_cast<std::int32_t>(i);
    return std::nullopt;
  }

  std::shared_mutex mutex_;
  std::deque<NamedZone> zones_;
};

ZoneTable& table() {
  static ZoneTable zones;
  return zones;
}

std::string two(std::int32_t value) {
  return (value < 10 ? "0" : "") + std::to_string(value);
}

// "GMT+5" and "5" are zones to ICU, but none of the database's.
bool is_zone_name(std::string_view name) {
  if (name.empty() || name.size() > kNameBytesMax) return false;
  if (name.find('/') == std::string_view::npos && name.find(':') != std::string_view::npos)
    return false;
  const char first = name.front();
  return (first >= 'A' && first <= 'Z') || (first >= 'a' && first <= 'z');
}

}  // namespace

std::optional<Zone> Zone::offset(std::int64_t seconds) {
  if (seconds > kOffsetMax || seconds < -kOffsetMax) return std::nullopt;
  Zone out;
  out.code_ = static_cast<std::int32_t>(seconds);
  return out;
}

std::optional<Zone> Zone::named(std::string_view name) {
  if (!is_zone_name(name)) return std::nullopt;
  const auto index = table().index_of(name);
  if (!index) return std::nullopt;
  Zone out;
  out.code_ = kNamed + *index;
  return out;
}

std::string Zone::name() const {
  return table().at(code_ - kNamed).name;
}

std::optional<std::int32_t> Zone::offset_at(std::int64_t local_second) const {
  if (is_local()) return std::nullopt;
  if (!is_named()) return code_;
  std::int32_t raw = 0;
  std::int32_t saving = 0;
  UErrorCode status = U_ZERO_ERROR;
  table()
      .at(code_ - kNamed)
      .rules->getOffset(static_cast<double>(local_second) * 1000.0, 1, raw, saving, status);
  return (raw + saving) / 1000;
}

std::string Zone::to_string() const {
  if (is_local()) return "";
  if (is_named()) return "@" + name();
  if (code_ == 0) return "Z";
  const std::int32_t magnitude = std::abs(code_);
  std::string out =
      (code_ < 0 ? "-" : "+") + two(magnitude / 3600) + ":" + two(magnitude / 60 % 60);
  if (magnitude % 60 != 0) out += ":" + two(magnitude % 60);
  return out;
}

}  // namespace qinqing::dmn::feel
