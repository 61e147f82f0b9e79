#include "http/accept.h"

#include <gtest/gtest.h>

namespace qinqing::http {
namespace {

TEST(Quality, TakesTheMostSpecificRange) {
  EXPECT_EQ(quality("text/html", "text/html"), 1000);
  EXPECT_EQ(quality("*/*;q=0.1, text/*;q=0.2, text/html;q=0.3", "text/html"), 300);
  EXPECT_EQ(quality("text/html;q=0.3, text/*;q=0.9", "text/html"), 300);
  EXPECT_EQ(quality("*/*;q=0.1, text/*;q=0.25", "text/plain"), 250);
  EXPECT_EQ(quality("text/*", "image/png"), 0);
  EXPECT_EQ(quality("", "gzip"), 0);
  EXPECT_EQ(quality("*", "gzip"), 1000);
  EXPECT_EQ(quality("GZIP ; q=0.5", "gzip"), 500);
  EXPECT_EQ(quality("text/htmL", "text/html"), 1000);
  EXPECT_EQ(quality("text/htm", "text/html"), 0);
  EXPECT_EQ(quality("TEXT/*", "text/html"), 1000);
}

TEST(Quality, CountsAMalformedWeightAsNone) {
  for (const char* list : {"gzip;q=2", "gzip;q=1.5", "gzip;q=", "gzip;q=0.1234", "gzip;q=abc",
                           "gzip;q=0x1", "gzip;q=-1", "gzip;q=00"}) {
    EXPECT_EQ(quality(list, "gzip"), 0) << list;
  }
  EXPECT_EQ(quality("gzip;q=0.001", "gzip"), 1);
  EXPECT_EQ(quality("gzip;q=1.000", "gzip"), 1000);
}

TEST(Coding, RespectsWhatTheClientWants) {
  EXPECT_EQ(choose_coding("gzip, deflate, br, zstd", true, true), Coding::brotli);
  EXPECT_EQ(choose_coding("gzip, deflate, br", true, false), Coding::gzip);
  EXPECT_EQ(choose_coding("gzip, deflate, br", false, false), Coding::identity);
  EXPECT_EQ(choose_coding("gzip;q=1.0, br;q=0.5", true, true), Coding::gzip);
  EXPECT_EQ(choose_coding("br;q=0, gzip;q=0", true, true), Coding::identity);
  EXPECT_EQ(choose_coding("br;q=0, *", true, true), Coding::gzip);
  EXPECT_EQ(choose_coding("identity, gzip;q=0.5", true, true), Coding::identity);
  EXPECT_EQ(choose_coding("", true, true), Coding::identity);
}

}  // namespace
}  // namespace qinqing::http
