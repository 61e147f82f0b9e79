#include "http/conversation.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <string>
#include <vector>

namespace qinqing::http {
namespace {

using Next = Conversation::Next;

class ConversationTest : public testing::Test {
 protected:
  ConversationTest() {
    Router& router = site_.router();
    router.add(Method::get, "/a", {.action = "a.read"},
               [](const Request& request) { return Response::text(request.target.path); });
    router.add(Method::post, "/echo", {.action = "echo.write", .body_max = 100'000},
               [](const Request& request) { return Response::text(std::string(request.body)); });
    router.add(Method::post, "/slow", {.action = "slow.write", .blocking = true},
               [](const Request& request) {
                 return Response::text("slow " + std::string(request.header("X-Tag")));
               });
    router.add(Method::post, "/small",
               {.action = "small.write", .body_max = 4, .content_types = {"text/plain"}},
               [](const Request& request) { return Response::text(std::string(request.body)); });
  }

  // Says `bytes` in pieces that end at `cuts`, and returns all that is answered, with "<closed>" at
  // the end if the conversation has ended.
  std::string say(std::string_view bytes, const std::vector<std::size_t>& cuts = {}) {
    Conversation conversation(around_);
    std::string answers;
    std::size_t from = 0;
    for (std::size_t i = 0; i <= cuts.size(); ++i) {
      const std::size_t to = i < cuts.size() ? std::min(cuts[i], bytes.size()) : bytes.size();
      if (to <= from) continue;
      if (!feed(conversation, bytes.substr(from, to - from), answers)) return answers + "<closed>";
      from = to;
    }
    EXPECT_TRUE(conversation.state() == Conversation::State::idle || !complete_)
        << "a request is left open";
    return answers;
  }

  // False if the conversation ended.
  static bool feed(Conversation& conversation, std::string_view bytes, std::string& answers) {
    for (;;) {
      switch (conversation.next()) {
        case Next::read: {
          if (bytes.empty()) return true;
          const std::span<char> space = conversation.space();
          EXPECT_GT(space.size(), 0U);
          const std::size_t size = std::min(space.size(), bytes.size());
          std::ranges::copy(bytes.substr(0, size), space.begin());
          conversation.received(size);
          bytes.remove_prefix(size);
          break;
        }
        case Next::write:
          answers += conversation.out();
          answers += conversation.lasting();
          conversation.sent();
          break;
        case Next::handle:
          conversation.run_handler();
          break;
        case Next::close:
          return false;
      }
    }
  }

  static int count(const std::string& text, std::string_view part) {
    int found = 0;
    for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) {
      ++found;
    }
    return found;
  }
  static std::string status(const std::string& answers) { return answers.substr(0, 12); }

  Site site_;
  Limits limits_;
  Surroundings around_{site_, limits_, "Sun, 06 Nov 1994 08:49:37 GMT", 0, false};
  bool complete_ = true;  // say() ends with whole requests
};

std::string post(const std::string& path, const std::string& body) {
  return "POST " + path + " HTTP/1.1\r\nHost: a\r\nContent-Type: text/plain\r\nX-Tag: 7\r\n" +
         "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}
constexpr std::string_view kGet = "GET /a HTTP/1.1\r\nHost: a\r\n\r\n";
constexpr std::string_view kChunked =
    "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
    "4\r\nwiki\r\n6;ext=\"1\"\r\npedia \r\n0\r\nX-Trailer: 1\r\n\r\n";

TEST_F(ConversationTest, AnswersAreTheSameHoweverTheBytesCome) {
  const std::string bytes = std::string(kGet) + post("/echo", "第一个") + post("/slow", "") +
                            std::string(kChunked) + "HEAD /a HTTP/1.1\r\nHost: a\r\n\r\n" +
                            post("/small", "12345") + post("/none", std::string(3000, 'x')) +
                            "GET /a HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
  const std::string whole = say(bytes);
  EXPECT_EQ(count(whole, "HTTP/1.1 200 OK\r\n"), 6);
  EXPECT_NE(whole.find("\r\n\r\n第一个HTTP/1.1"), std::string::npos);
  EXPECT_NE(whole.find("\r\n\r\nslow 7HTTP/1.1"), std::string::npos);
  EXPECT_NE(whole.find("\r\n\r\nwikipedia HTTP/1.1"), std::string::npos);
  EXPECT_EQ(count(whole, "HTTP/1.1 413 "), 1);
  EXPECT_EQ(count(whole, "HTTP/1.1 404 "), 1);
  EXPECT_TRUE(whole.ends_with("\r\n\r\n/a<closed>"));

  std::vector<std::size_t> each(bytes.size());
  for (std::size_t i = 0; i < each.size(); ++i) each[i] = i + 1;
  EXPECT_EQ(say(bytes, each), whole) << "byte by byte";
  EXPECT_TRUE(rc::check("any split", [&](std::vector<std::size_t> cuts) {
    for (std::size_t& cut : cuts) cut = cut % bytes.size();
    std::ranges::sort(cuts);
    RC_ASSERT(say(bytes, cuts) == whole);
  }));
}

TEST_F(ConversationTest, RefusesWhatIsNoRequestAndEnds) {
  struct Row {
    std::string_view bytes;
    std::string_view status;
  };
  const std::vector<Row> rows = {
      {"GET /a?#=1 HTTP/1.1\r\nHost: a\r\n\r\n", "HTTP/1.1 400"},
      {"GET http://x/ HTTP/1.1\r\nHost: a\r\n\r\n", "HTTP/1.1 400"},
      {"OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n", "HTTP/1.1 400"},
      {"GET /%zz HTTP/1.1\r\nHost: a\r\n\r\n", "HTTP/1.1 400"},
      {"GET /../a HTTP/1.1\r\nHost: a\r\n\r\n", "HTTP/1.1 400"},
      {"GET /a HTTP/1.1\r\n\r\n", "HTTP/1.1 400"},
      {"GET /a HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", "HTTP/1.1 400"},
      {"GET /a HTTP/1.1\r\nHost: a\r\nX: 1\r\n 2\r\n\r\n", "HTTP/1.1 400"},
      {"GET /a HTTP/1.1\r\nHost : a\r\n\r\n", "HTTP/1.1 400"},
      {"GET /a HTTP/2.0\r\nHost: a\r\n\r\n", "HTTP/1.1 400"},
      {"\x16\x03\x01\x02\x01\x01\x01\x01\x01\x01", "HTTP/1.1 400"},
      {"BREW /a HTTP/1.1\r\nHost: a\r\n\r\n", "HTTP/1.1 501"},
      {"CONNECT /a HTTP/1.1\r\nHost: a\r\n\r\n", "HTTP/1.1 501"},
      {"POST /echo HTTP/1.1\r\nHost: a\r\nExpect: tea\r\nContent-Length: 1\r\n\r\n",
       "HTTP/1.1 417"},
  };
  for (const Row& row : rows) {
    const std::string answer = say(row.bytes);
    EXPECT_EQ(status(answer), row.status) << row.bytes;
    EXPECT_NE(answer.find("\r\nConnection: close\r\n"), std::string::npos) << row.bytes;
    EXPECT_TRUE(answer.ends_with("<closed>")) << row.bytes;
  }
}

// Two lengths for one body: what one reader takes for a body another takes for the next request.
TEST_F(ConversationTest, RefusesToBeSmuggledThrough) {
  for (const char* lengths :
       {"Content-Length: 3\r\nTransfer-Encoding: chunked",
        "Transfer-Encoding: chunked\r\nContent-Length: 3", "Content-Length: 3\r\nContent-Length: 4",
        "Content-Length: +3", "Content-Length: -1", "Content-Length: 3x",
        "Content-Length: 99999999999999999999",
        "Content-Length: ", "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked"}) {
    const std::string answer =
        say("POST /echo HTTP/1.1\r\nHost: a\r\n" + std::string(lengths) + "\r\n\r\n");
    EXPECT_EQ(status(answer), "HTTP/1.1 400") << lengths;
    EXPECT_TRUE(answer.ends_with("<closed>")) << lengths;
  }
  for (const char* coding : {"gzip", "gzip, chunked", "identity", "xchunked", "chunked, chunked"}) {
    const std::string answer = say(
        "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: " + std::string(coding) + "\r\n\r\n");
    EXPECT_EQ(status(answer), "HTTP/1.1 501") << coding;
  }
  EXPECT_EQ(status(say("POST /echo HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")),
            "HTTP/1.1 400");
}

TEST_F(ConversationTest, LimitsTheHeaderToTheByte) {
  const std::string start = "GET /a HTTP/1.1\r\nHost: a\r\nX: ";
  const std::size_t room = limits_.header_bytes_max - start.size() - 4;
  EXPECT_EQ(status(say(start + std::string(room, 'x') + "\r\n\r\n")), "HTTP/1.1 200");
  EXPECT_EQ(status(say(start + std::string(room + 1, 'x') + "\r\n\r\n")), "HTTP/1.1 431");
  EXPECT_EQ(status(say("GET /" + std::string(100'000, 'x'))), "HTTP/1.1 431");
  std::string many = "GET /a HTTP/1.1\r\n";
  for (int i = 0; i < 5000; ++i) many += "A: b\r\n";
  EXPECT_EQ(status(say(many)), "HTTP/1.1 431");
}

TEST_F(ConversationTest, LimitsTheBodyToTheByte) {
  EXPECT_TRUE(say(post("/small", "1234")).ends_with("\r\n\r\n1234"));
  const std::string refused = say(post("/small", "12345") + std::string(kGet));
  EXPECT_EQ(status(refused), "HTTP/1.1 413");
  EXPECT_TRUE(refused.ends_with("\r\n\r\n/a")) << "a small body is read over, the next is answered";

  const std::string chunked =
      "POST /small HTTP/1.1\r\nHost: a\r\nContent-Type: text/plain\r\n"
      "Transfer-Encoding: chunked\r\n\r\n";
  EXPECT_TRUE(say(chunked + "2\r\n12\r\n2\r\n34\r\n0\r\n\r\n").ends_with("\r\n\r\n1234"));
  complete_ = false;
  EXPECT_EQ(status(say(chunked + "2\r\n12\r\n3\r\n345\r\n0\r\n\r\n")), "HTTP/1.1 413");
  EXPECT_EQ(status(say(chunked + "fffffffffffffff\r\n")), "HTTP/1.1 413");
  EXPECT_EQ(status(say(chunked + "fffffffffffffffff\r\n")), "HTTP/1.1 400") << "overflow";
  EXPECT_EQ(status(say(chunked + "x\r\n")), "HTTP/1.1 400");
  EXPECT_EQ(status(say(chunked + "2;" + std::string(100'000, 'e'))), "HTTP/1.1 400");
}

TEST_F(ConversationTest, ALargeRefusedBodyIsNotRead) {
  complete_ = false;
  const std::string answer =
      say("POST /small HTTP/1.1\r\nHost: a\r\nContent-Type: text/plain\r\nContent-Length: "
          "104857600\r\n\r\n");
  EXPECT_EQ(status(answer), "HTTP/1.1 413");
  EXPECT_TRUE(answer.ends_with("<closed>"));
}

TEST_F(ConversationTest, BodiesOfAThreadHaveALimitTogether) {
  limits_.bodies_bytes_max = 1000;
  const std::string large = post("/echo", std::string(900, 'x'));
  Conversation first(around_);
  std::string answers;
  EXPECT_TRUE(feed(first, large.substr(0, large.size() - 10), answers));
  EXPECT_EQ(around_.bodies_bytes, 890U);
  complete_ = false;
  EXPECT_EQ(status(say(post("/echo", std::string(111, 'x')))), "HTTP/1.1 503");
  EXPECT_EQ(status(say(post("/echo", std::string(110, 'x')))), "HTTP/1.1 200");
  EXPECT_TRUE(feed(first, large.substr(large.size() - 10), answers));
  EXPECT_EQ(status(answers), "HTTP/1.1 200");
  EXPECT_EQ(around_.bodies_bytes, 0U);
}

TEST_F(ConversationTest, InvitesABodyThatWaits) {
  const std::string head =
      "POST /echo HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n";
  Conversation conversation(around_);
  std::string answers;
  EXPECT_TRUE(feed(conversation, head, answers));
  EXPECT_EQ(answers, "HTTP/1.1 100 Continue\r\n\r\n");
  EXPECT_TRUE(feed(conversation, "ok", answers));
  EXPECT_TRUE(answers.ends_with("\r\n\r\nok"));
  EXPECT_EQ(status(say(head + "ok")), "HTTP/1.1 200") << "it did not wait: no invitation";
  // Refused without being sent.
  const std::string refused =
      say("POST /small HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Type: text/plain\r\n"
          "Content-Length: 5\r\n\r\n");
  EXPECT_EQ(status(refused), "HTTP/1.1 413");
  EXPECT_TRUE(refused.ends_with("<closed>"));
}

TEST_F(ConversationTest, KeepsOldClientsAliveOnlyIfTheyAsk) {
  EXPECT_TRUE(say("GET /a HTTP/1.0\r\n\r\n").ends_with("/a<closed>"));
  const std::string kept = say("GET /a HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
  EXPECT_NE(kept.find("\r\nConnection: keep-alive\r\n"), std::string::npos);
  EXPECT_TRUE(kept.ends_with("/a"));
}

TEST_F(ConversationTest, AServerThatStopsAnswersAndEnds) {
  std::string answers;
  Conversation begun(around_);
  EXPECT_TRUE(feed(begun, kGet.substr(0, 9), answers));
  Conversation between(around_);
  EXPECT_TRUE(feed(between, kGet, answers));
  answers.clear();
  around_.draining = true;
  EXPECT_FALSE(feed(begun, kGet.substr(9), answers));
  EXPECT_EQ(status(answers), "HTTP/1.1 200");
  EXPECT_NE(answers.find("\r\nConnection: close\r\n"), std::string::npos);
  // The last answer, under way when the stop began, did not say so; nothing more is awaited.
  EXPECT_EQ(between.next(), Next::close);
}

TEST_F(ConversationTest, TheSlowAreToldUnlessTheyHaveSaidNothing) {
  std::string answers;
  Conversation idle(around_);
  EXPECT_EQ(idle.next(), Next::read);
  idle.time_out();
  EXPECT_EQ(idle.next(), Next::close);

  Conversation head(around_);
  EXPECT_TRUE(feed(head, "GET /a HT", answers));
  head.time_out();
  EXPECT_FALSE(feed(head, "", answers));
  EXPECT_EQ(status(answers), "HTTP/1.1 408");

  answers.clear();
  Conversation body(around_);
  EXPECT_TRUE(feed(body, post("/echo", "12345").substr(0, 90), answers));
  body.time_out();
  EXPECT_FALSE(feed(body, "", answers));
  EXPECT_EQ(status(answers), "HTTP/1.1 408");
}

TEST_F(ConversationTest, TheLineSaysNothingThatWasTyped) {
  const auto line_of = [this](const std::string& bytes) {
    Conversation conversation(around_);
    const std::span<char> space = conversation.space();
    std::copy(bytes.begin(), bytes.end(), space.data());
    conversation.received(bytes.size());
    EXPECT_EQ(conversation.next(), Next::write);
    const auto line = *conversation.line();
    return std::string(line.method) + " " + std::string(line.path) + " " +
           std::to_string(line.status) + " " + std::to_string(line.bytes);
  };
  EXPECT_EQ(line_of("GET /a?name=x HTTP/1.1\r\nHost: a\r\n\r\n"), "GET /a 200 2");
  EXPECT_EQ(line_of("HEAD /a HTTP/1.1\r\nHost: a\r\n\r\n"), "HEAD /a 200 0");
  EXPECT_EQ(line_of("PUT /a HTTP/1.1\r\nHost: a\r\n\r\n").substr(0, 10), "PUT /a 405");
  EXPECT_EQ(line_of("GET /zhangsan HTTP/1.1\r\nHost: a\r\n\r\n").substr(0, 9), "GET - 404");
  EXPECT_EQ(line_of("GET /a%zz HTTP/1.1\r\nHost: a\r\n\r\n").substr(0, 9), "GET - 400");
  EXPECT_EQ(line_of("GET /a HTTP/1.1\r\n\r\n").substr(0, 7), "- - 400");
}

}  // namespace
}  // namespace qinqing::http
