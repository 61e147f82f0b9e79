// kill_storm --db URL --n N: the server is killed N times while 64 clients file, and after each
// kill the record is held against what was answered.
//
//   build/release/tests/kill_storm --db sqlite:/tmp/storm/storm.db --n 100
//   build/release/tests/kill_storm --db postgresql --n 100        (starts a PostgreSQL of its own)
//
// Ends with `N passed, N failed`, one for each kill and one for the whole record at the end.
#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <filesystem>
#include <iostream>
#include <random>

#include "app/house.h"
#include "store/testing/databases.h"
#include "storms/clients.h"
#include "storms/record_check.h"
#include "storms/server_process.h"

namespace qinqing::storm {
namespace {

constexpr int kAnsweredMost = 300;  // in a round, before the kill

struct Options {
  std::string db;
  std::string program = "build/release/qinqing";
  std::string login = "ganbu";
  std::string password = "亲清演示二〇二六";
  std::string keys;
  int rounds = 20;
  int clients = 64;
  std::uint32_t seed = 20261124;
};

class Storm {
 public:
  explicit Storm(Options options) : options_(std::move(options)), draw_(options_.seed) {}

  int run() {
    for (int round = 1; round <= options_.rounds; ++round) verdict(kill_once(), round);
    auto database = open();
    const auto faults = disagreements(*database);
    for (std::size_t i = 0; i < faults.size() && i < 20; ++i) std::cerr << faults[i] << '\n';
    count(faults.empty());
    std::cerr << answered_ << " filings were answered in " << options_.rounds << " rounds\n";
    std::cout << passed_ << " passed, " << failed_ << " failed\n";
    return failed_ == 0 ? 0 : 1;
  }

 private:
  std::unique_ptr<store::Database> open() {
    auto opened = store::Database::open(
        {.url = options_.db, .clock = &clock_, .random = &random_, .schemas = app::schemas()});
    if (!opened) throw std::runtime_error(opened.faults().to_string());
    return std::move(opened).value();
  }

  // What was answered in this round and is not there.
  std::vector<std::string> kill_once() {
    ServerProcess server(options_.program, {"serve", "--listen", "127.0.0.1:0", "--db", options_.db,
                                            "--keys", options_.keys});
    const int until = std::uniform_int_distribution<int>(1, kAnsweredMost)(draw_);
    Clients clients(server.address(), sign_in(server.address(), options_.login, options_.password),
                    ids_, options_.clients);
    clients.wait_for(until);
    server.kill();
    clients.join();
    answered_ += clients.answered().size();
    std::vector<std::string> gone = missing(*open(), clients.answered());
    for (const std::string& odd : clients.odd()) gone.push_back("answered " + odd);
    return gone;
  }

  void verdict(const std::vector<std::string>& wrong, int round) {
    for (const std::string& each : wrong) std::cerr << "round " << round << ": " << each << '\n';
    count(wrong.empty());
  }

  void count(bool good) { ++(good ? passed_ : failed_); }

  Options options_;
  std::mt19937 draw_;
  base::SystemClock clock_;
  base::SystemRandom random_;
  base::UuidSource ids_{clock_, random_};
  std::size_t answered_ = 0;
  int passed_ = 0;
  int failed_ = 0;
};

}  // namespace
}  // namespace qinqing::storm

int main(int argc, char** argv) {
  qinqing::storm::Options options;
  CLI::App program("kill -9 under load", "kill_storm");
  program.add_option("--db", options.db, "sqlite:FILE, postgresql://… or postgresql")->required();
  program.add_option("--n", options.rounds, "kills");
  program.add_option("--clients", options.clients, "at once");
  program.add_option("--program", options.program, "the server");
  program.add_option("--seed", options.seed, "draws when to kill");
  CLI11_PARSE(program, argc, argv);
  try {
    std::string folder = "/tmp/qinqing-storm-XXXXXX";
    if (::mkdtemp(folder.data()) == nullptr) throw std::runtime_error("no folder");
    options.keys = folder + "/keys";
    if (options.db == "postgresql")
      options.db = qinqing::store::testing::Postgresql::shared().make_database();
    const int code = qinqing::storm::Storm(std::move(options)).run();
    std::filesystem::remove_all(folder);
    return code;
  } catch (const std::exception& error) {
    std::cerr << error.what() << '\n';
    return 2;
  }
}
