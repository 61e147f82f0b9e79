#include "casework/certificate.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

#include "base/json.h"

namespace qinqing::casework {
namespace {

base::Calendar calendar() {
  return base::Calendar::load(std::filesystem::path(QINQING_SOURCE_DIR) / "policy/calendar")
      .value();
}

base::Result<Count> count_of(std::string_view text) {
  return read_count(base::parse_json(text).value());
}

std::string text_of(std::string_view ask) {
  const auto count = count_of(ask);
  return certificate_text(
      base::count_deadline(count->anchor, count->period, calendar(), count->pauses));
}

TEST(Certificate, IsWrittenInItsOneForm) {
  EXPECT_EQ(text_of(R"({"anchor":{"day":"2026-11-26","after_hours":true},"period":"1 workday",)"
                    R"("pauses":[{"from":"2026-11-30","to":"2026-11-30","reason":"补充材料"}]})"),
            R"({"anchor":{"after_hours":true,"day":"2026-11-26"},"calendar":")" +
                calendar().hash() +
                R"(","counted_from":"2026-11-27","due":"2026-12-01",)"
                R"("pauses":[{"from":"2026-11-30","reason":"补充材料","to":"2026-11-30"}],)"
                R"("period":"1 workday","provisional":false,"steps":[)"
                R"({"counted":false,"day":"2026-11-26","why":"17:30 以后，视为下一个工作日"},)"
                R"({"counted":false,"day":"2026-11-27","why":"起算日，不计入"},)"
                R"({"counted":false,"day":"2026-11-28","why":"星期六"},)"
                R"({"counted":false,"day":"2026-11-29","why":"星期日"},)"
                R"({"counted":false,"day":"2026-11-30","why":"暂停：补充材料"},)"
                R"({"counted":true,"day":"2026-12-01","why":"第 1 个工作日"}]})");
}

TEST(Certificate, SaysThatAYearIsProvisional) {
  const auto kept =
      read_certificate(text_of(R"({"anchor":{"day":"2026-12-30"},"period":"5 workdays"})"));
  ASSERT_TRUE(kept);
  EXPECT_TRUE(kept->provisional);
  EXPECT_EQ(kept->due, *base::Date::of(2027, 1, 7));
}

TEST(Certificate, ComesBackAsItWas) {
  for (
      const char* ask :
      {R"({"anchor":{"day":"2026-11-24"},"period":"-3 workdays"})",
       R"({"anchor":{"day":"2026-01-31","after_hours":true},"period":"1 month"})",
       R"({"anchor":{"day":"2026-09-30"},"period":"0 days","pauses":[{"from":"2026-10-08","to":"2026-10-09"}]})"}) {
    const std::string text = text_of(ask);
    const auto certificate = read_certificate(text);
    ASSERT_TRUE(certificate) << text;
    EXPECT_EQ(certificate_text(*certificate), text);
  }
}

struct Bad {
  const char* text;
  const char* code;
  const char* pointer;
};

TEST(Certificate, WhatCannotBeCountedIsNamedByField) {
  const Bad bads[] = {
      {R"({"period":"1 day"})", "missing", "/anchor"},
      {R"({"anchor":{"day":"2026-02-30"},"period":"1 day"})", "value", "/anchor/day"},
      {R"({"anchor":{"day":20261124},"period":"1 day"})", "type", "/anchor/day"},
      {R"({"anchor":{"day":"2026-11-24","after_hours":"no"},"period":"1 day"})", "type",
       "/anchor/after_hours"},
      {R"({"anchor":{"day":"2026-11-24"},"period":"soon"})", "value", "/period"},
      {R"({"anchor":{"day":"2026-11-24"},"period":"12345 days"})", "value", "/period"},
      {R"({"anchor":{"day":"2026-11-24"},"period":5})", "type", "/period"},
      {R"({"anchor":{"day":"2026-11-24"},"period":"1 day","pauses":[{"from":"2026-11-25"}]})",
       "missing", "/pauses/0/to"},
      {R"({"anchor":{"day":"2026-11-24"},"period":"1 day","pauses":[{"from":"2026-11-26","to":"2026-11-25"}]})",
       "range", "/pauses/0/to"},
      {R"({"anchor":{"day":"2026-11-24"},"period":"1 day","pause":[]})", "unknown_key", "/pause"},
      {R"([])", "type", ""},
  };
  for (const Bad& bad : bads) {
    const auto count = count_of(bad.text);
    ASSERT_FALSE(count) << bad.text;
    EXPECT_TRUE(std::ranges::any_of(
        count.faults(),
        [&](const base::Fault& f) { return f.code == bad.code && f.pointer == bad.pointer; }))
        << bad.text << '\n'
        << count.faults().to_string();
  }
}

}  // namespace
}  // namespace qinqing::casework
