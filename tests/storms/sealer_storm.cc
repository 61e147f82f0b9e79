// sealer_storm --n N: two servers on one PostgreSQL while clients file at both; N times the one
// that seals is killed in the middle of it, and the other takes over.
//
//   build/release/tests/sealer_storm --n 20        (starts a PostgreSQL of its own)
//
// Whoever seals holds the ledger's lock and writes what it seals. In every other round that writing
// is held up, so that the server that is killed is certainly in the middle of a batch; in the
// rounds between it is killed as soon as it is seen with the lock, wherever it then is.
//
// After each kill: the other seals what both had answered and goes on; leaves are numbered from 0
// without a gap, each event has one, none is left over, a head is signed over all. At the end
// `qinqing ledger verify` finds nothing. Ends with `N passed, N failed`.
#include <sys/wait.h>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <array>
#include <atomic>
#include <filesystem>
#include <iostream>
#include <optional>
#include <thread>

#include "app/house.h"
#include "store/testing/databases.h"
#include "storms/clients.h"
#include "storms/record_check.h"
#include "storms/server_process.h"

namespace qinqing::storm {
namespace {

using Text = std::string;

constexpr int kServers = 2;
constexpr int kClientsEach = 16;
constexpr int kAnsweredFirst = 60;  // at each server, before the kill
constexpr int kAnsweredAfter = 40;  // at the one that is left
constexpr auto kLook = std::chrono::milliseconds(1);
constexpr int kLooksMost = 120'000;

struct Options {
  std::string program = "build/release/qinqing";
  std::string login = "ganbu";
  std::string password = "亲清演示二〇二六";
  std::string folder;
  int rounds = 6;
};

// What the ledger holds, on one snapshot.
struct Sealed {
  std::int64_t events = 0, unsealed = 0, leaves = 0, first = 0, last = -1, sealed_events = 0;
  std::int64_t head = 0;

  bool all() const { return unsealed == 0 && leaves == events && head == leaves; }
  bool numbered() const {
    return leaves == 0 || (first == 0 && last == leaves - 1 && sealed_events == leaves);
  }
};

class Storm {
 public:
  explicit Storm(Options options)
      : options_(std::move(options)),
        url_(store::testing::Postgresql::shared().make_database()),
        keys_(options_.folder + "/keys") {}

  int run() {
    for (int server = 0; server < kServers; ++server) start(server);
    open();
    for (int round = 1; round <= options_.rounds; ++round) {
      round_ = round;
      kill_the_sealer(round % 2 == 1);
    }
    for (auto& server : servers_) server.reset();
    check("the record is whole", disagreements(*database_).empty());
    check("every filing that was answered is there", missing(*database_, answered_).empty());
    check("qinqing ledger verify finds nothing", verified());
    std::cerr << answered_.size() << " filings were answered, " << sealed().leaves
              << " events sealed, in " << options_.rounds << " rounds\n";
    std::cout << passed_ << " passed, " << failed_ << " failed\n";
    return failed_ == 0 ? 0 : 1;
  }

 private:
  static std::string name_of(int server) { return "server" + std::to_string(server); }

  void start(int server) {
    servers_[server].emplace(
        options_.program,
        std::vector<std::string>{"serve", "--listen", "127.0.0.1:0", "--db",
                                 url_ + "&application_name=" + name_of(server), "--keys", keys_});
  }

  void open() {
    auto opened = store::Database::open(
        {.url = url_, .clock = &clock_, .random = &random_, .schemas = app::schemas()});
    if (!opened) throw std::runtime_error(opened.faults().to_string());
    database_ = std::move(opened).value();
  }

  void kill_the_sealer(bool held_up) {
    std::array<std::optional<Clients>, kServers> clients;
    for (int server = 0; server < kServers; ++server) {
      const std::string& address = servers_[server]->address();
      clients[server].emplace(address, sign_in(address, options_.login, options_.password), ids_,
                              kClientsEach);
    }
    for (auto& each : clients) each->wait_for(kAnsweredFirst);
    const int dead = held_up ? kill_held_up() : kill_seen();
    if (dead < 0) throw std::runtime_error("nobody was seen to seal");
    const int left = 1 - dead;
    clients[dead]->join();
    const std::int64_t before = sealed().leaves;
    clients[left]->wait_for(clients[left]->answers() + kAnsweredAfter);
    check("the other seals on", until([&] { return sealed().leaves > before; }));
    clients[left]->stop();
    // What the dead one had begun the engine ends or takes back by itself.
    check("all is sealed and signed",
          until([&] { return connections_of(dead) == 0 && sealed().all(); }));
    const Sealed now = sealed();
    check("no gap and no double", now.numbered());
    for (const auto& each : clients) {
      answered_.insert(answered_.end(), each->answered().begin(), each->answered().end());
      for (const std::string& odd : each->odd()) std::cerr << "answered " << odd << '\n';
      check("answered as it should be", each->odd().empty());
    }
    start(dead);
  }

  // The entries are locked against writing: who seals has the ledger's lock, and waits.
  int kill_held_up() {
    return database_->aside([&](store::Sql& sql) {
      sql.change("LOCK TABLE ledger_entry IN SHARE MODE", {});
      return kill_seen();
    });
  }

  // Kills whoever has the ledger's lock; -1 where nobody ever had.
  int kill_seen() {
    int dead = -1;
    const bool seen = until([&] {
      const auto found = database_->read([](store::Sql& sql) {
        return sql.row<Text>(
            "SELECT a.application_name FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid "
            "WHERE l.locktype = 'advisory' AND l.objid = 7152872 AND l.granted AND l.database = "
            "(SELECT oid FROM pg_database WHERE datname = current_database())");
      });
      for (int server = 0; found && server < kServers; ++server)
        if (std::get<0>(*found) == name_of(server)) dead = server;
      if (dead >= 0) servers_[dead]->kill();
      return dead >= 0;
    });
    return seen ? dead : -1;
  }

  std::int64_t connections_of(int server) {
    return database_->read([&](store::Sql& sql) {
      return sql.number("SELECT count(*) FROM pg_stat_activity WHERE application_name = :name",
                        name_of(server));
    });
  }

  Sealed sealed() {
    return database_->read([](store::Sql& sql) {
      return Sealed{.events = sql.number("SELECT count(*) FROM event"),
                    .unsealed = sql.number("SELECT count(*) FROM event_unsealed"),
                    .leaves = sql.number("SELECT count(*) FROM ledger_entry"),
                    .first = sql.number("SELECT min(n) FROM ledger_entry"),
                    .last = sql.number("SELECT max(n) FROM ledger_entry"),
                    .sealed_events = sql.number("SELECT count(DISTINCT e.event) FROM ledger_entry "
                                                "e JOIN event v ON v.id = e.event"),
                    .head = sql.number("SELECT max(size) FROM ledger_head")};
    });
  }

  template <class Condition>
  static bool until(const Condition& holds) {
    for (int looks = 0; looks < kLooksMost; ++looks) {
      if (holds()) return true;
      std::this_thread::sleep_for(kLook);
    }
    return false;
  }

  bool verified() const {
    const std::string command =
        options_.program + " ledger verify --db '" + url_ + "' --keys " + keys_ + " >&2";
    const int status = std::system(command.c_str());
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
  }

  void check(const char* what, bool good) {
    ++(good ? passed_ : failed_);
    if (!good) std::cerr << "FAILED  round " << round_ << ": " << what << '\n';
  }

  Options options_;
  std::string url_;
  std::string keys_;
  std::array<std::optional<ServerProcess>, kServers> servers_;
  std::unique_ptr<store::Database> database_;
  base::SystemClock clock_;
  base::SystemRandom random_;
  base::UuidSource ids_{clock_, random_};
  std::vector<std::string> answered_;
  int round_ = 0;
  int passed_ = 0;
  int failed_ = 0;
};

}  // namespace
}  // namespace qinqing::storm

int main(int argc, char** argv) {
  qinqing::storm::Options options;
  CLI::App program("kill -9 of the server that seals, the other takes over", "sealer_storm");
  program.add_option("--n", options.rounds, "kills");
  program.add_option("--program", options.program, "the server");
  CLI11_PARSE(program, argc, argv);
  try {
    std::string folder = "/tmp/qinqing-storm-XXXXXX";
    if (::mkdtemp(folder.data()) == nullptr) throw std::runtime_error("no folder");
    options.folder = folder;
    const int code = qinqing::storm::Storm(std::move(options)).run();
    std::filesystem::remove_all(folder);
    return code;
  } catch (const std::exception& error) {
    std::cerr << error.what() << '\n';
    return 2;
  }
}
