// full_disk --db sqlite|postgresql --space DIR: 64 clients file until the disk below DIR is full,
// then there is room again and whoever was refused tries again.
//
//   scripts/full_disk.sh          makes a small disk and runs this on both engines
//
// What was answered with 201 is there; what was refused was refused with 503 and is filed once when
// it is sent again, to the same server; the record is whole. A database server that ended because
// it could not write is started again, as its keeper would; ours never is.
// Ends with `N passed, N failed`.
#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <mutex>
#include <thread>

#include "app/house.h"
#include "http/testing/raw_client.h"
#include "store/testing/databases.h"
#include "storms/clients.h"
#include "storms/record_check.h"
#include "storms/server_process.h"

namespace qinqing::storm {
namespace {

constexpr int kClients = 64;
constexpr std::size_t kBallast = std::size_t{24} << 20U;  // what is removed to make room
constexpr int kTries = 600;                               // a tenth of a second apart

struct Filed {
  std::vector<std::string> answered;
  std::vector<std::string> refused;  // with 503, or without an answer
  std::vector<std::string> odd;      // what was answered that should not have been
};

class FullDisk {
 public:
  FullDisk(std::filesystem::path space, bool postgresql) : space_(std::move(space)) {
    write_ballast();
    if (postgresql) {
      server_.emplace(space_);
      url_ = server_->make_database();
    } else {
      url_ = "sqlite:" + (space_ / "full.db").string();
    }
  }

  int run() {
    ServerProcess program("build/release/qinqing", {"serve", "--listen", "127.0.0.1:0", "--db",
                                                    url_, "--keys", (space_ / "keys").string()});
    address_ = program.address();
    who_ = sign_in(address_, "ganbu", "亲清演示二〇二六");
    Filed filed = fill();
    check("it was filled", !filed.answered.empty() && filed.refused.size() == kClients);
    check("refused with 503 and nothing else", filed.odd.empty());
    for (const std::string& odd : filed.odd) std::cerr << odd << '\n';
    check("a check needs no disk", http::RawClient(address_).ask(kStartPage).status == 200);

    std::filesystem::remove(space_ / "ballast");
    if (server_ && !server_->runs()) {
      std::cerr << "PostgreSQL had ended and is started again\n";
      server_->start();
    }
    std::size_t again = 0;
    for (const std::string& id : filed.refused) again += try_again(id) ? 1 : 0;
    check("what was refused is filed when it is sent again", again == filed.refused.size());

    program.kill();
    whole(filed);
    std::cerr << filed.answered.size() << " were answered before the disk was full\n";
    std::cout << passed_ << " passed, " << failed_ << " failed\n";
    return failed_ == 0 ? 0 : 1;
  }

 private:
  static constexpr const char* kStartPage = "GET / HTTP/1.1\r\nHost: storm\r\n\r\n";

  void write_ballast() const { std::ofstream(space_ / "ballast") << std::string(kBallast, 'x'); }

  Filed fill() {
    Filed filed;
    std::mutex mutex;
    std::vector<std::jthread> clients;
    for (int i = 0; i < kClients; ++i)
      clients.emplace_back([&] {
        http::RawClient client(address_);
        for (;;) {
          const std::string id = ids_.next();
          const auto answer = client.ask(filing_request(who_, id));
          const std::lock_guard lock(mutex);
          if (answer.status == 201) {
            filed.answered.push_back(id);
            continue;
          }
          filed.refused.push_back(id);
          if (answer.status != 503)
            filed.odd.push_back(std::to_string(answer.status) + " " + answer.body);
          return;
        }
      });
    clients.clear();
    return filed;
  }

  // A client's patience, and that of a database that recovers.
  bool try_again(const std::string& id) {
    for (int n = 0; n < kTries; ++n) {
      const auto answer = http::RawClient(address_).ask(filing_request(who_, id));
      if (answer.status == 200 || answer.status == 201) return true;
      if (answer.status != 503) {
        std::cerr << "again: " << answer.status << " " << answer.body << '\n';
        return false;
      }
      std::this_thread::sleep_for(std::chrono::milliseconds(100));
    }
    return false;
  }

  void whole(const Filed& filed) {
    auto opened = store::Database::open(
        {.url = url_, .clock = &clock_, .random = &random_, .schemas = app::schemas()});
    if (!opened) throw std::runtime_error(opened.faults().to_string());
    store::Database& database = **opened;
    check("every answered filing is there", missing(database, filed.answered).empty());
    check("every filing that was sent again is there", missing(database, filed.refused).empty());
    const auto count = database.read([](store::Sql& sql) {
      return sql.number("SELECT count(*) FROM filing WHERE words LIKE '%风暴里的公司%'");
    });
    check("each once", count == static_cast<std::int64_t>(filed.answered.size() + kClients));
    const auto faults = disagreements(database);
    for (std::size_t i = 0; i < faults.size() && i < 20; ++i) std::cerr << faults[i] << '\n';
    check("the record is whole", faults.empty());
  }

  void check(const char* what, bool good) {
    ++(good ? passed_ : failed_);
    std::cerr << (good ? "ok      " : "FAILED  ") << what << '\n';
  }

  std::filesystem::path space_;
  std::optional<store::testing::Postgresql> server_;
  std::string url_;
  std::string address_;
  SignedIn who_;
  base::SystemClock clock_;
  base::SystemRandom random_;
  base::UuidSource ids_{clock_, random_};
  int passed_ = 0;
  int failed_ = 0;
};

}  // namespace
}  // namespace qinqing::storm

int main(int argc, char** argv) {
  std::string db;
  std::string space;
  CLI::App program("a full disk under load", "full_disk");
  program.add_option("--db", db, "the engine")
      ->required()
      ->check(CLI::IsMember({"sqlite", "postgresql"}));
  program.add_option("--space", space, "a folder on a small disk")->required();
  CLI11_PARSE(program, argc, argv);
  try {
    return qinqing::storm::FullDisk(space, db == "postgresql").run();
  } catch (const std::exception& error) {
    std::cerr << error.what() << '\n';
    return 2;
  }
}
