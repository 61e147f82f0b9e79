// What bench/run verify runs beside `qinqing ledger verify` itself.
//
//   verify_bench seed URL KEYS N       events until there are N, all of them sealed
//   verify_bench lag URL KEYS S RATE   S seconds of RATE events a second while the sealer works as
//                                      in the server: prints `rate p50 p99 worst`, the ns from an
//                                      event's commit to that of its place in the ledger
//   verify_bench writes URL KEYS S on|off   64 writers of one event each, with and without a
//   sealer:
//                                      prints `rate p50 p99`
//   verify_bench watch COMMAND…        runs it: prints `seconds KiB KiB`, the most memory that it
//                                      had of its own, and with the file's pages that it looked at
//
// URL is a database that holds the demonstration. An event has one row of a record with one
// personal value, and one measure: 100 a unit of work, as many steps of cases.
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <charconv>
#include <chrono>
#include <fstream>
#include <iostream>
#include <mutex>
#include <stop_token>
#include <thread>

#include "app/house.h"
#include "casework/rows.h"
#include "ledger/sealer.h"

namespace qinqing::bench {
namespace {

using Steady = std::chrono::steady_clock;

constexpr int kTogether = 100;  // events in one unit of work
constexpr int kWriters = 64;
constexpr auto kSealPause = std::chrono::seconds(1);  // app/serve.cc

std::int64_t ns(Steady::duration time) {
  return std::chrono::nanoseconds(time).count();
}
std::int64_t at(std::vector<std::int64_t>& sorted, double part) {
  return sorted.empty()
             ? 0
             : sorted[static_cast<std::size_t>(part * static_cast<double>(sorted.size() - 1))];
}

template <class T>
T must(base::Result<T> result) {
  if (!result) throw std::runtime_error(result.faults().to_string());
  return std::move(result).value();
}

class Bench {
 public:
  Bench(const std::string& url, const std::string& keys)
      : database_(must(store::Database::open(
            {.url = url, .clock = &clock_, .random = &random_, .schemas = app::schemas()}))),
        keys_(must(identity::Keys::open(keys, identity::Keys::Missing::refuse, random_))),
        sealer_(*database_, clock_, [this](std::string_view text) { return keys_.sign(text); }),
        run_(base::UuidSource(clock_, random_).next()) {}

  void seed(std::int64_t count) {
    std::int64_t there =
        database_->read([](store::Sql& sql) { return sql.number("SELECT count(*) FROM event"); });
    for (std::int64_t written = 0; there < count; ++written) {
      const auto now = static_cast<int>(std::min<std::int64_t>(kTogether, count - there));
      unit(written * kTogether, now);
      there += now;
      if (written % 50 == 49) seal();
      if (there / 200'000 != (there - now) / 200'000) std::cerr << there << " / " << count << '\n';
    }
    seal();
  }

  void lag(int seconds, int rate) {
    seal();
    struct Committed {
      std::int64_t events;
      Steady::time_point when;
    };
    std::mutex mutex;
    std::vector<Committed> committed;
    std::vector<std::int64_t> lags;
    std::atomic<bool> written = false;
    std::int64_t sealed = 0;
    std::jthread sealing([&] {
      for (std::size_t seen = 0;;) {
        const bool last = written;
        for (int now = sealer_.seal(); now > 0; now = sealer_.seal()) {
          sealed += now;
          const auto time = Steady::now();
          const std::lock_guard lock(mutex);
          for (; seen < committed.size() && committed[seen].events <= sealed; ++seen)
            lags.push_back(ns(time - committed[seen].when));
        }
        sealer_.sign_head();
        if (last) return;
        std::this_thread::sleep_for(kSealPause);
      }
    });
    const auto begun = Steady::now();
    std::int64_t events = 0;
    for (const auto end = begun + std::chrono::seconds(seconds); Steady::now() < end;) {
      unit(events, kTogether);
      events += kTogether;
      {
        const std::lock_guard lock(mutex);
        committed.push_back({events, Steady::now()});
      }
      std::this_thread::sleep_until(begun +
                                    std::chrono::nanoseconds(1'000'000'000 / rate) * events);
    }
    const auto took = Steady::now() - begun;
    written = true;
    sealing.join();
    std::ranges::sort(lags);
    std::cout << events * 1'000'000'000 / ns(took) << ' ' << at(lags, 0.5) << ' ' << at(lags, 0.99)
              << ' ' << at(lags, 1) << '\n';
  }

  void writes(int seconds, bool with_sealer) {
    seal();
    std::atomic<bool> ended = false;
    std::mutex mutex;
    std::vector<std::int64_t> times;
    const auto begun = Steady::now();
    {
      std::jthread sealing;
      if (with_sealer)
        sealing = std::jthread([&] {
          while (!ended) {
            while (!ended && sealer_.seal() > 0) continue;
            sealer_.sign_head();
            for (int i = 0; i < 100 && !ended; ++i) std::this_thread::sleep_for(kSealPause / 100);
          }
        });
      std::vector<std::jthread> writers;
      for (int writer = 0; writer < kWriters; ++writer)
        writers.emplace_back([&, writer] {
          std::vector<std::int64_t> mine;
          for (std::int64_t n = 0; !ended; ++n) {
            const auto from = Steady::now();
            unit(writer * 1'000'000'000LL + n, 1);
            mine.push_back(ns(Steady::now() - from));
          }
          const std::lock_guard lock(mutex);
          times.insert(times.end(), mine.begin(), mine.end());
        });
      std::this_thread::sleep_for(std::chrono::seconds(seconds));
      ended = true;
    }
    std::ranges::sort(times);
    std::cout << static_cast<std::int64_t>(times.size()) * 1'000'000'000 / ns(Steady::now() - begun)
              << ' ' << at(times, 0.5) << ' ' << at(times, 0.99) << '\n';
  }

 private:
  void seal() {
    while (sealer_.seal() > 0) continue;
    sealer_.sign_head();
  }

  void unit(std::int64_t from, int count) {
    database_->write([&](store::Unit& unit) {
      for (std::int64_t i = from; i < from + count; ++i) {
        const std::string id = run_ + "-" + std::to_string(i / 10);
        unit.event({.kind = "bench.step", .place = "nb-haishu", .subject = id});
        casework::CaseStep row{
            .case_id = id,
            .n = i % 10 + 1,
            .version = 0,
            .transition = "approve",
            .from_state = "pending",
            .to_state = "approved",
            .role = "unit_admin",
            .account = "019d0000-0000-7000-8000-000000000001",
            .person = "019d0000-0000-7000-8000-000000000002",
            .post = "019d0000-0000-7000-8000-000000000003",
            .delegation = "",
            .at = "2026-11-27T02:00:00.000Z",
            .given = "{}",
            .given_personal = "{\"words\":\"同意，按规定办理" + std::to_string(i) + "\"}"};
        unit.insert(row);
        unit.measure({.kind = "bench.step", .place = "nb-haishu", .day = clock_.today()});
      }
    });
  }

  base::SystemClock clock_;
  base::SystemRandom random_;
  std::unique_ptr<store::Database> database_;
  identity::Keys keys_;
  ledger::Sealer sealer_;
  std::string run_;  // no two runs have the same keys
};

// What the process holds now that is no page of a file, in KiB.
std::int64_t own_memory(pid_t process) {
  std::ifstream status("/proc/" + std::to_string(process) + "/status");
  for (std::string word; status >> word;)
    if (std::int64_t kib = 0; word == "RssAnon:" && status >> kib) return kib;
  return 0;
}

int watch(char** command) {
  const auto begun = Steady::now();
  const pid_t child = ::fork();
  if (child == 0) {
    ::execvp(command[0], command);
    ::_exit(127);
  }
  int status = 0;
  rusage used{};
  std::int64_t own = 0;
  while (::wait4(child, &status, WNOHANG, &used) == 0) {
    own = std::max(own, own_memory(child));
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  std::cout << static_cast<double>(ns(Steady::now() - begun)) / 1e9 << ' ' << own << ' '
            << used.ru_maxrss << '\n';
  return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}

int number(std::string_view text) {
  int value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

}  // namespace
}  // namespace qinqing::bench

int main(int argc, char** argv) {
  using namespace qinqing::bench;
  const std::vector<std::string_view> words(argv + 1, argv + argc);
  try {
    if (words.size() > 1 && words[0] == "watch") return watch(argv + 2);
    if (words.size() >= 4 && number(words[3]) > 0) {
      Bench bench{std::string(words[1]), std::string(words[2])};
      if (words[0] == "seed" && words.size() == 4) return bench.seed(number(words[3])), 0;
      if (words[0] == "lag" && words.size() == 5 && number(words[4]) > 0)
        return bench.lag(number(words[3]), number(words[4])), 0;
      if (words[0] == "writes" && words.size() == 5 && (words[4] == "on" || words[4] == "off"))
        return bench.writes(number(words[3]), words[4] == "on"), 0;
    }
  } catch (const std::exception& error) {
    std::cerr << error.what() << '\n';
    return 1;
  }
  std::cerr << "verify_bench seed|lag|writes|watch …\n";
  return 2;
}
