#include "http/static_files.h"

#include <gtest/gtest.h>

#include <stdexcept>
#include <string>

#include "base/canonical.h"
#include "embedded/test_files.h"
#include "embedded/test_templates.h"

namespace qinqing::http {
namespace {

class StaticFilesTest : public testing::Test {
 protected:
  StaticFilesTest() {
    files_.add(embedded::test_files());
    files_.mount(router_);
  }
  Response get(const std::string& target, const std::string& encodings = "",
               const std::string& etag = "") {
    Request request = *make_request(Method::get, target,
                                    {{"Accept-Encoding", encodings}, {"If-None-Match", etag}});
    const Match match = router_.find(request);
    return match.route->handler(request);
  }

  StaticFiles files_;
  Router router_;
};

TEST_F(StaticFilesTest, HoldsTheFilesWithTheirHashesAndVariants) {
  const EmbeddedFiles files = embedded::test_files();
  ASSERT_EQ(files.size(), 2U);
  EXPECT_EQ(files[0].name, "page.css");
  EXPECT_EQ(files[0].sha256, base::sha256_hex(files[0].bytes));
  EXPECT_TRUE(files[0].gzip.starts_with("\x1f\x8b"));
  EXPECT_LT(files[0].gzip.size(), files[0].bytes.size());
  EXPECT_LT(files[0].brotli.size(), files[0].gzip.size());
  EXPECT_EQ(files[1].bytes, "ok\n");
  EXPECT_EQ(files[1].gzip, "") << "nothing is won with three bytes";
  EXPECT_EQ(embedded::test_templates()[0].gzip, "") << "RAW";
}

TEST_F(StaticFilesTest, TheRightVersionIsKeptForEver) {
  const std::string url = files_.url("page.css");
  EXPECT_EQ(url,
            "/static/page.css?v=" + std::string(embedded::test_files()[0].sha256.substr(0, 8)));
  const Response kept = get(url);
  EXPECT_EQ(kept.status, 200);
  EXPECT_EQ(kept.bytes(), embedded::test_files()[0].bytes);
  EXPECT_EQ(kept.header("Content-Type"), "text/css; charset=utf-8");
  EXPECT_EQ(kept.header("Cache-Control"), "public, max-age=31536000, immutable");
  EXPECT_EQ(get("/static/page.css").header("Cache-Control"), "no-cache");
  EXPECT_EQ(get("/static/page.css?v=00000000").header("Cache-Control"), "no-cache");
}

TEST_F(StaticFilesTest, EachVariantHasItsBytesAndItsTag) {
  const EmbeddedFile& file = embedded::test_files()[0];
  const Response brotli = get("/static/page.css", "gzip, br");
  EXPECT_EQ(brotli.header("Content-Encoding"), "br");
  EXPECT_EQ(brotli.bytes(), file.brotli);
  EXPECT_EQ(brotli.header("Vary"), "Accept-Encoding");
  const Response gzipped = get("/static/page.css", "gzip");
  EXPECT_EQ(gzipped.bytes(), file.gzip);
  EXPECT_NE(gzipped.header("ETag"), brotli.header("ETag"));
  EXPECT_EQ(get("/static/tiny.txt", "gzip, br").bytes(), "ok\n");

  const std::string etag(brotli.header("ETag"));
  const Response spared = get("/static/page.css", "br", etag);
  EXPECT_EQ(spared.status, 304);
  EXPECT_EQ(spared.bytes(), "");
  EXPECT_EQ(get("/static/page.css", "", etag).status, 200) << "another variant is asked for";
}

TEST_F(StaticFilesTest, OthersAreNotThere) {
  EXPECT_EQ(get("/static/other.css").status, 404);
  EXPECT_THROW(files_.url("other.css"), std::logic_error);
  EXPECT_THROW(files_.add(embedded::test_files()), std::logic_error);
  EXPECT_THROW(files_.add(embedded::test_templates()), std::logic_error) << "no media type";
}

}  // namespace
}  // namespace qinqing::http
