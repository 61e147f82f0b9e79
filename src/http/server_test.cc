#include "http/server.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <csignal>
#include <future>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "http/testing/raw_client.h"
#include "http/testing/running_server.h"

namespace qinqing::http {
namespace {

using std::chrono::milliseconds;

constexpr std::size_t kLarge = 8'000'000;  // more than the kernel takes of an unread answer
constexpr std::string_view kGet = "GET /a HTTP/1.1\r\nHost: a\r\n\r\n";

class ServerTest : public testing::Test {
 protected:
  ServerTest() {
    Router& router = site_.router();
    router.add(Method::get, "/a", {.action = "a.read"},
               [](const Request&) { return Response::text("answer"); });
    router.add(Method::post, "/checks", {.action = "check.ask", .quiet = true},
               [](const Request& request) { return Response::text(std::string(request.body)); });
    router.add(Method::get, "/wait", {.action = "wait.read", .blocking = true},
               [this](const Request&) {
                 entered_.set_value();
                 leave_.get_future().wait();
                 return Response::text("waited");
               });
    router.add(Method::get, "/large", {.action = "large.read"},
               [](const Request&) { return Response::text(std::string(kLarge, 'x')); });
    router.add(Method::get, "/broken", {.action = "broken.read"},
               [](const Request&) -> Response { throw std::runtime_error("secret"); });
  }

  Site site_;
  std::promise<void> entered_;
  std::promise<void> leave_;
};

TEST_F(ServerTest, AnswersPipelinedRequestsInOrder) {
  const RunningServer server(site_);
  RawClient client(server.address());
  client.send(std::string(kGet) +
              "POST /checks HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\none" +
              "HEAD /a HTTP/1.1\r\nHost: a\r\n\r\n" + std::string(kGet));
  EXPECT_EQ(client.read().body, "answer");
  EXPECT_EQ(client.read().body, "one");
  const RawAnswer head = client.read(true);
  EXPECT_EQ(head.header("Content-Length"), "6");
  const RawAnswer last = client.read();
  EXPECT_EQ(last.body, "answer");
  EXPECT_EQ(last.header("Date"), "Tue, 24 Nov 2026 04:00:00 GMT");
}

TEST_F(ServerTest, WaitsForTheRestOfARequest) {
  const RunningServer server(site_);
  RawClient client(server.address());
  client.send("GET /a HT");
  client.send("TP/1.1\r\nHo");
  client.send("st: a\r\n\r");
  client.send("\n");
  EXPECT_EQ(client.read().body, "answer");
}

TEST_F(ServerTest, EndsOnlyTheConnectionOfBadBytes) {
  const RunningServer server(site_);
  RawClient good(server.address());
  EXPECT_EQ(good.ask(kGet).status, 200);
  RawClient bad(server.address());
  EXPECT_EQ(bad.ask("GET /a?#=1 HTTP/1.1\r\nHost: a\r\n\r\n").status, 400);
  EXPECT_TRUE(bad.ended());
  EXPECT_EQ(good.ask(kGet).status, 200);
}

TEST_F(ServerTest, DoesNotWaitForTheSlow) {
  const RunningServer server(site_, {.header_time = milliseconds(20),
                                     .idle_time = milliseconds(20),
                                     .body_time = milliseconds(20)});
  RawClient silent(server.address());
  EXPECT_TRUE(silent.ended());
  RawClient header(server.address());
  EXPECT_EQ(header.ask("GET /a HTTP/1.1\r\nHost:").status, 408);
  EXPECT_TRUE(header.ended());
  RawClient body(server.address());
  EXPECT_EQ(body.ask("POST /checks HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nx").status, 408);
  RawClient kept(server.address());
  EXPECT_EQ(kept.ask(kGet).status, 200);
  EXPECT_TRUE(kept.ended());
}

// A drop a moment keeps no connection open: the time of a header runs from its first byte.
TEST_F(ServerTest, DoesNotWaitForDrops) {
  RunningServer server(site_, {.header_bytes_max = 1 << 20,
                               .header_time = milliseconds(20),
                               .linger_time = milliseconds(20)});
  RawClient client(server.address());
  client.send("GET /a HTTP/1.1\r\nHost: a\r\nX: ");
  while (client.send("x")) {
  }
  server.stop();
  EXPECT_TRUE(server.log().starts_with("- - 408 ")) << server.log();
}

TEST_F(ServerTest, WaitsForTheSlowWhoGetOn) {
  const RunningServer server(site_, {.body_time = milliseconds(20), .rate_bytes_min = 1});
  const std::string head = "POST /checks HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\n";
  RawClient slow(server.address());
  slow.send(head + std::string(900, 'x'));  // which are worth 900 s
  RawClient still(server.address());
  EXPECT_EQ(still.ask(head).status, 408);
  slow.send(std::string(100, 'x'));
  EXPECT_EQ(slow.read().status, 200);
}

TEST_F(ServerTest, DoesNotWaitForThoseWhoDoNotRead) {
  RunningServer server(site_, {.write_time = milliseconds(20),
                               .rate_bytes_min = 1'000'000'000,
                               .drain_time = std::chrono::hours(1)});
  RawClient client(server.address());
  client.send("GET /large HTTP/1.1\r\nHost: a\r\n\r\n");
  RawClient other(server.address());
  EXPECT_EQ(other.ask(kGet).status, 200);
  server.stop();  // returns because the client was cut off
  EXPECT_EQ(client.read().status, 0);
}

TEST_F(ServerTest, SendsLargeAnswersWhole) {
  const RunningServer server(site_);
  RawClient client(server.address());
  EXPECT_EQ(client.ask("GET /large HTTP/1.1\r\nHost: a\r\n\r\n").body.size(), kLarge);
  EXPECT_EQ(client.ask(kGet).status, 200);
}

TEST_F(ServerTest, RefusesAHundredMegabytesAndGoesOn) {
  const RunningServer server(site_);
  const std::string megabyte(1 << 20, 'x');
  RawClient announced(server.address());
  announced.send("POST /checks HTTP/1.1\r\nHost: a\r\nContent-Length: 104857600\r\n\r\n");
  for (int i = 0; i < 100 && announced.send(megabyte); ++i) {
  }
  EXPECT_EQ(announced.read().status, 413);

  RawClient chunked(server.address());
  chunked.send("POST /checks HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
  for (int i = 0; i < 100 && chunked.send("100000\r\n" + megabyte + "\r\n"); ++i) {
  }
  EXPECT_EQ(chunked.read().status, 413);

  RawClient other(server.address());
  EXPECT_EQ(other.ask(kGet).status, 200);
}

TEST_F(ServerTest, TellsThoseForWhomThereIsNoRoom) {
  const RunningServer server(site_, {.connections_max = 2});
  RawClient first(server.address());
  EXPECT_EQ(first.ask(kGet).status, 200);
  {
    RawClient second(server.address());
    EXPECT_EQ(second.ask(kGet).status, 200);
    RawClient third(server.address());
    const RawAnswer busy = third.ask(kGet);
    EXPECT_EQ(busy.status, 503);
    EXPECT_EQ(busy.header("Connection"), "close");
    EXPECT_NE(busy.header("Retry-After"), "");
    EXPECT_TRUE(third.ended());
  }
  EXPECT_EQ(first.ask(kGet).status, 200);
  // Those who have left make room, when the server has seen them leave.
  int status = 0;
  while (status != 200) status = RawClient(server.address()).ask(kGet).status;
}

TEST_F(ServerTest, ServesOthersWhileAHandlerWaits) {
  const RunningServer server(site_);
  RawClient waiting(server.address());
  waiting.send("GET /wait HTTP/1.1\r\nHost: a\r\n\r\n");
  entered_.get_future().wait();
  RawClient other(server.address());
  EXPECT_EQ(other.ask(kGet).status, 200);
  leave_.set_value();
  EXPECT_EQ(waiting.read().body, "waited");
}

TEST_F(ServerTest, FinishesWhatIsInFlightWhenItStops) {
  RunningServer server(site_);
  RawClient idle(server.address());
  EXPECT_EQ(idle.ask(kGet).status, 200);
  RawClient waiting(server.address());
  waiting.send("GET /wait HTTP/1.1\r\nHost: a\r\n\r\n");
  entered_.get_future().wait();
  server.begin_stop();
  EXPECT_TRUE(idle.ended());
  EXPECT_THROW(const RawClient late(server.address()), std::runtime_error);
  leave_.set_value();
  const RawAnswer answer = waiting.read();
  EXPECT_EQ(answer.body, "waited");
  EXPECT_EQ(answer.header("Connection"), "close");
  EXPECT_TRUE(waiting.ended());
  server.stop();
}

TEST_F(ServerTest, CutsOffWhatDoesNotEndWhenItStops) {
  RunningServer server(site_, {.drain_time = milliseconds(20)});
  RawClient half(server.address());
  EXPECT_EQ(half.ask(kGet).status, 200);
  half.send(
      "POST /checks HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 9\r\n\r\n");
  EXPECT_EQ(half.read().status, 100);  // the request is in flight now
  server.stop();
  EXPECT_TRUE(half.ended());
}

TEST_F(ServerTest, StopsBySignal) {
  const base::SystemClock clock;
  Server server(site_, clock, {.listen = "127.0.0.1:0", .threads = 2});
  const auto bound = server.bind();
  ASSERT_TRUE(bound.ok());
  std::thread thread([&server] { server.run(); });
  EXPECT_EQ(RawClient(*bound).ask(kGet).status, 200);  // it runs, and hears signals
  ::kill(::getpid(), SIGTERM);
  thread.join();
}

TEST_F(ServerTest, SharesItsPortWithNobody) {
  const RunningServer server(site_);
  const base::SystemClock clock;
  const auto code = [&](const std::string& listen) {
    Server second(site_, clock, {.listen = listen, .threads = 1});
    const auto bound = second.bind();
    return bound ? "bound" : bound.faults()[0].code;
  };
  EXPECT_EQ(code(server.address()), "listen.taken");
  EXPECT_EQ(code("[::1]:0"), "bound");
  EXPECT_EQ(code("localhost:0"), "bound");
  for (const char* bad : {"", "8080", "127.0.0.1", "127.0.0.1:", "127.0.0.1:65536",
                          "host.example:1", "127.0.0.1:8080x", "127.0.0.1:-1"}) {
    EXPECT_EQ(code(bad), "listen.address") << bad;
  }
  EXPECT_EQ(code("192.0.2.1:0"), "listen.refused");  // TEST-NET-1 is no address of this machine
}

TEST_F(ServerTest, LogsNothingOfWhoAsksWhat) {
  RunningServer server(site_);
  {
    RawClient client(server.address());
    client.ask("GET /a?amount=1203.47 HTTP/1.1\r\nHost: a\r\nUser-Agent: Spy\r\n\r\n");
    client.ask("POST /checks HTTP/1.1\r\nHost: a\r\nContent-Length: 7\r\n\r\n1203.47");
    client.ask("GET /checks HTTP/1.1\r\nHost: a\r\n\r\n");  // 405, on a quiet path
    client.ask("GET /1203.47 HTTP/1.1\r\nHost: a\r\n\r\n");
    client.ask("GET /broken HTTP/1.1\r\nHost: a\r\n\r\n");
    EXPECT_EQ(client.ask(kGet).status, 200);
  }
  server.stop();
  const std::string log = server.log();
  EXPECT_EQ(std::ranges::count(log, '\n'), 4) << log;
  EXPECT_TRUE(log.starts_with("GET /a 200 6 ")) << log;
  EXPECT_NE(log.find("\nGET - 404 "), std::string::npos) << log;
  EXPECT_NE(log.find("\nGET /broken 500 "), std::string::npos) << log;
  for (const char* never : {"1203", "?", "Spy", "127.0.0.1", "checks", "secret"}) {
    EXPECT_EQ(log.find(never), std::string::npos) << never;
  }
}

TEST_F(ServerTest, ServesManyAtOnce) {
  const RunningServer server(site_, {}, 2);
  std::atomic<int> good = 0;
  std::vector<std::thread> threads;
  threads.reserve(16);
  for (int t = 0; t < 16; ++t) {
    threads.emplace_back([&server, &good, t] {
      for (int i = 0; i < 20; ++i) {
        RawClient client(server.address());
        for (int k = 0; k < 10; ++k) {
          const std::string body = std::to_string(t * 1000 + i * 10 + k);
          const RawAnswer answer = client.ask(
              "POST /checks HTTP/1.1\r\nHost: a\r\nContent-Length: " + std::to_string(body.size()) +
              "\r\n\r\n" + body);
          good += answer.status == 200 && answer.body == body ? 1 : 0;
        }
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(good, 16 * 20 * 10);
}

}  // namespace
}  // namespace qinqing::http
