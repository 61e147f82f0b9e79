#include "http/server.h"

#include <sys/resource.h>

#include <algorithm>
#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>
#include <charconv>
#include <csignal>
#include <optional>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include "http/worker.h"

namespace qinqing::http {
namespace {

// Reads "HOST:PORT"; HOST is a numeric address or "localhost".
std::optional<Tcp::endpoint> parse_listen(std::string_view listen) {
  const std::size_t colon = listen.rfind(':');
  if (colon == std::string_view::npos) return std::nullopt;
  std::string host(listen.substr(0, colon));
  const std::string_view digits = listen.substr(colon + 1);
  if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
  if (host == "localhost") host = "127.0.0.1";
  unsigned short port = 0;
  const auto [end, failed] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
  ErrorCode ec;
  const auto address = asio::ip::make_address(host, ec);
  if (ec || failed != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
  return Tcp::endpoint(address, port);
}

std::string print(const Tcp::endpoint& endpoint) {
  const std::string host = endpoint.address().to_string();
  const std::string port = std::to_string(endpoint.port());
  return (endpoint.address().is_v6() ? "[" + host + "]" : host) + ":" + port;
}

base::Fault listen_fault(const ErrorCode& ec, const std::string& listen) {
  if (ec == asio::error::address_in_use) {
    return {"listen.taken",
            "",
            "地址 " + listen + " 已被另一个程序占用",
            "换一个端口，或先停掉那个程序",
            "",
            0};
  }
  return {"listen.refused", "", "不能在 " + listen + " 上提供服务：" + ec.message(), "", "", 0};
}

// Two servers on one port would share its connections at random, because SO_REUSEPORT lets them:
// an attempt without that option says whether somebody is there already.
ErrorCode probe(const Tcp::endpoint& endpoint) {
  asio::io_context context;
  Acceptor acceptor(context.get_executor());
  ErrorCode ec;
  acceptor.open(endpoint.protocol(), ec);
  if (!ec) acceptor.set_option(Acceptor::reuse_address(true), ec);
  if (!ec) acceptor.bind(endpoint, ec);
  return ec;
}

// A connection is a file descriptor, and a shell gives a program 1,024 of them unless it asks for
// more. Where the system allows no more, accepting pauses when they are used up.
void allow_connections(int connections) {
  constexpr rlim_t kOthers = 512;  // databases, files, connections being turned away
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  const rlim_t wanted = static_cast<rlim_t>(connections) + kOthers;
  if (limit.rlim_cur >= wanted) return;
  limit.rlim_cur = std::min(wanted, limit.rlim_max);
  ::setrlimit(RLIMIT_NOFILE, &limit);
}

int threads_of(const ServerOptions& options) {
  if (options.threads > 0) return options.threads;
  return std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
}

}  // namespace

struct Server::Impl {
  Impl(const Site& site, const base::Clock& clock, ServerOptions the_options)
      : options(std::move(the_options)),
        common(site, options.limits, clock, options.log.get(),
               static_cast<std::size_t>(std::max(1, options.blocking_threads))) {
    for (int i = 0; i < threads_of(options); ++i) {
      workers.push_back(std::make_unique<Worker>(common));
    }
  }

  void listen_for_signals() {
    signals.emplace(workers.front()->context(), SIGINT, SIGTERM);
    signals->async_wait([this](const ErrorCode& ec, int) {
      if (!ec) stop();
    });
  }

  void stop() {
    for (const auto& worker : workers) worker->stop();
    // From here on a second Ctrl-C does what it does to any program.
    asio::post(workers.front()->context(), [this] {
      if (signals) signals->clear();
    });
  }

  ServerOptions options;
  Common common;
  std::vector<std::unique_ptr<Worker>> workers;
  std::optional<asio::signal_set> signals;
};

Server::Server(const Site& site, const base::Clock& clock, ServerOptions options)
    : impl_(std::make_unique<Impl>(site, clock, std::move(options))) {}

Server::~Server() = default;

base::Result<std::string> Server::bind() {
  const std::string& listen = impl_->options.listen;
  auto endpoint = parse_listen(listen);
  if (!endpoint) {
    return base::Fault{"listen.address", "", "读不懂地址 " + listen, "例如 127.0.0.1:8080", "", 0};
  }
  if (const ErrorCode ec = probe(*endpoint)) return listen_fault(ec, listen);
  allow_connections(impl_->options.limits.connections_max);
  for (const auto& worker : impl_->workers) {
    ErrorCode ec;
    endpoint = worker->listen(*endpoint, ec);  // the first one fixes the port for the others
    if (ec) return listen_fault(ec, listen);
  }
  return print(*endpoint);
}

void Server::run() {
  if (impl_->options.handle_signals) impl_->listen_for_signals();
  std::vector<std::thread> threads;
  for (std::size_t i = 1; i < impl_->workers.size(); ++i) {
    threads.emplace_back([worker = impl_->workers[i].get()] { worker->run(); });
  }
  impl_->workers.front()->run();
  for (std::thread& thread : threads) thread.join();
  impl_->common.pool.join();
}

void Server::stop() {
  impl_->stop();
}

}  // namespace qinqing::http
