#include "http/response.h"

#include <gtest/gtest.h>

#include <stdexcept>

#include "http/wire.h"

namespace qinqing::http {
namespace {

TEST(Response, NobodyIsRedirectedElsewhere) {
  EXPECT_EQ(Response::redirect("/checks?x=%E9").header("location"), "/checks?x=%E9");
  for (const char* bad : {"", "checks", "//evil.example", "/\\evil.example", "http://evil.example",
                          "/a\r\nSet-Cookie: x=1", "/甬"}) {
    EXPECT_THROW(Response::redirect(bad), std::invalid_argument) << bad;
  }
}

TEST(Response, AHeaderCannotEndItself) {
  Response response;
  EXPECT_THROW(response.set("X", "a\r\nSet-Cookie: x=1"), std::invalid_argument);
  EXPECT_THROW(response.set("X", std::string("a\0b", 3)), std::invalid_argument);
  response.set("X", "1").set("x", "2");
  EXPECT_EQ(response.headers.size(), 1U);
  EXPECT_EQ(response.header("X"), "2");
}

TEST(Response, DownloadsKeepChineseNames) {
  const Response response = Response::download("{}", "application/json", "回执\"1.json");
  EXPECT_EQ(response.header("Content-Disposition"),
            "attachment; filename=\"_______1.json\"; filename*=UTF-8''%E5%9B%9E%E6%89%A7%221.json");
}

TEST(Problem, IsPrintedFromFaults) {
  base::Faults faults;
  faults.add("type", "/facts/meal_cost", "应为金额", "例如 \"80.00\"");
  faults.add("missing", "/actor", "没有说明是谁");
  const boost::json::object json = to_json(*Response::invalid(faults, "check.invalid").told);
  EXPECT_EQ(json.at("status"), 422);
  EXPECT_EQ(json.at("code"), "check.invalid");
  EXPECT_EQ(json.at("title"), "提交的内容有误");
  EXPECT_EQ(json.at("detail"), "有 2 处需要改正");
  const auto& errors = json.at("errors").as_array();
  EXPECT_EQ(errors[0].at("pointer"), "/facts/meal_cost");
  EXPECT_EQ(errors[0].at("right"), "例如 \"80.00\"");
  EXPECT_FALSE(errors[1].as_object().contains("right"));
}

std::string wire(const Response& response, const Framing& framing) {
  std::string out;
  const std::string_view rest = append_wire(out, response, framing);
  return out + std::string(rest);
}

TEST(Wire, FramesByWhatTheAnswerIs) {
  const std::string page = wire(Response::text("hello"), {});
  EXPECT_TRUE(page.starts_with("HTTP/1.1 200 OK\r\n"));
  EXPECT_NE(page.find("\r\nContent-Length: 5\r\n"), std::string::npos);
  EXPECT_TRUE(page.ends_with("\r\n\r\nhello"));
  EXPECT_EQ(page.find("Connection:"), std::string::npos);

  const std::string head = wire(Response::text("hello"), {.head_only = true});
  EXPECT_NE(head.find("\r\nContent-Length: 5\r\n"), std::string::npos);
  EXPECT_TRUE(head.ends_with("\r\n\r\n"));

  Response unchanged;
  unchanged.status = 304;
  const std::string bare = wire(unchanged, {.keep_alive = false});
  EXPECT_EQ(bare.find("Content-Length"), std::string::npos);
  EXPECT_NE(bare.find("\r\nConnection: close\r\n"), std::string::npos);
}

TEST(Wire, DoesNotCopyWhatLastsAndIsLarge) {
  const std::string file(20'000, 'x');
  Response response;
  response.lasting_body = file;
  std::string out;
  EXPECT_EQ(append_wire(out, response, {}).data(), file.data());
  EXPECT_TRUE(out.ends_with("\r\n\r\n"));
  response.lasting_body = std::string_view(file).substr(0, 100);
  out.clear();
  EXPECT_EQ(append_wire(out, response, {}).size(), 0U);
  EXPECT_TRUE(out.ends_with("xxx"));
}

TEST(Wire, EveryAnswerIsGuarded) {
  const std::string page = wire(Response{}, {});
  for (const char* header :
       {"\r\nContent-Security-Policy: default-src 'none'; ", "frame-ancestors 'none'",
        "\r\nX-Content-Type-Options: nosniff\r\n", "\r\nReferrer-Policy: same-origin\r\n",
        "\r\nPermissions-Policy: ", "\r\nCross-Origin-Opener-Policy: same-origin\r\n"}) {
    EXPECT_NE(page.find(header), std::string::npos) << header;
  }
}

TEST(Wire, DatesAreHttpDates) {
  EXPECT_EQ(http_date(784'111'777), "Sun, 06 Nov 1994 08:49:37 GMT");  // RFC 9110 §5.6.7
  EXPECT_EQ(http_date(0), "Thu, 01 Jan 1970 00:00:00 GMT");
  EXPECT_EQ(http_date(1'709'164'799), "Wed, 28 Feb 2024 23:59:59 GMT");
  EXPECT_EQ(http_date(1'709'164'800), "Thu, 29 Feb 2024 00:00:00 GMT");
}

}  // namespace
}  // namespace qinqing::http
