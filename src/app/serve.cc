// qinqing serve: the pages and the API over HTTP.
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <chrono>
#include <iostream>
#include <memory>
#include <optional>
#include <string>

#include "app/commands.h"
#include "app/demonstration.h"
#include "app/house.h"
#include "app/repeating.h"
#include "app/site.h"
#include "app/witness_alarm.h"
#include "casework/notices/smtp.h"
#include "http/server.h"
#include "ledger/sealer.h"
#include "ledger/showing.h"

namespace qinqing::app {
namespace {

struct ServeOptions {
  std::string listen = "127.0.0.1:8080";
  std::string public_url;
  casework::SmtpOptions smtp;
  std::vector<std::string> witnesses;
  HouseOptions house;
};

// Requests that wait for the disk share a commit, so many may wait at once.
constexpr int kBlockingThreads = 64;
constexpr std::chrono::minutes kSweepEvery{10};
constexpr std::chrono::seconds kRulingsEvery{10};
constexpr std::chrono::seconds kMailEvery{10};
constexpr std::chrono::seconds kSealEvery{1};
constexpr std::chrono::seconds kShowEvery{30};  // a witness with a problem; the others once a day

// Words go to stderr; stdout has the address and nothing else, so that a program can read it.
std::shared_ptr<spdlog::logger> make_log() {
  auto log = std::make_shared<spdlog::logger>("qinqing",
                                              std::make_shared<spdlog::sinks::stderr_sink_mt>());
  log->set_pattern("%Y-%m-%dT%H:%M:%S.%e%z %l %v");
  log->flush_on(spdlog::level::info);
  return log;
}

// Takes over what units that were merged left and what another server published, marks what is late
// and warns of what soon will be.
Repeating::Work sweeping(House& house) {
  return [&house, counted_with = std::shared_ptr<const base::Calendar>()](
             const std::stop_token& stop) mutable {
    house.casework().take_over(house.database(), house.places(), house.clock().now(), stop);
    // Another server may have published a year; a case that was opened while one was being
    // published may have been counted without it.
    house.publishing().refresh();
    if (const auto now = house.publishing().calendar(); now != counted_with) {
      house.publishing().recount(stop);
      counted_with = now;
    }
    // Another server may have adopted an edition.
    if (house.editions() != nullptr) house.editions()->refresh();
    house.casework().sweep(house.database(), house.clock().now(), stop);
    if (house.rulings() != nullptr) house.rulings()->raise_late(house.clock().now(), stop);
  };
}

// What another server published or revoked binds here from then on.
Repeating::Work looking_for_rulings(House& house) {
  return [&house](const std::stop_token&) {
    if (house.rulings() != nullptr) house.rulings()->refresh_if_changed();
  };
}

Repeating::Work mailing(House& house, casework::MailerOptions options,
                        std::shared_ptr<spdlog::logger> log) {
  const auto mailer =
      std::make_shared<casework::Mailer>(house.database(), house.clock(), std::move(options));
  return [mailer, log = std::move(log)](const std::stop_token&) {
    const auto count = mailer->run();
    if (count.sent + count.failed > 0)
      log->info("notices by e-mail: {} sent, {} failed", count.sent, count.failed);
  };
}

// Puts events in order and signs what is in order.
Repeating::Work sealing(House& house) {
  const auto sealer = std::make_shared<ledger::Sealer>(
      house.database(), house.clock(),
      [&house](std::string_view text) { return house.keys().sign(text); });
  return [sealer](const std::stop_token& stop) {
    while (!stop.stop_requested() && sealer->seal() > 0) continue;
    sealer->sign_head();
  };
}

// Shows the heads to those who remember them.
Repeating::Work showing(House& house, std::vector<std::string> witnesses,
                        std::shared_ptr<spdlog::logger> log) {
  const auto shown = std::make_shared<ledger::Showing>(
      house.database(), house.clock(), std::move(witnesses), ledger::ask_over_http());
  return [shown, &house, log = std::move(log)](const std::stop_token&) {
    for (const auto& row : shown->run()) {
      if (row.problem.empty())
        log->info("witness {} signs again", row.url);
      else
        log->error("witness {}: {}", row.url, row.problem);
      tell_inspectors(house, row);
    }
  };
}

std::string is_web_address(const std::string& url) {
  const bool web =
      (url.starts_with("https://") || url.starts_with("http://")) && !url.ends_with('/');
  return web ? "" : "要写成 https:// 或者 http:// 开头、末尾没有斜杠的网址";
}

// Fills a database that nobody can sign in to.
base::Faults settle(House& house, const HouseOptions& options) {
  if (house.has_accounts()) return {};
  if (options.empty) return make_first_account(house);
  const auto file = policy_root() / "demonstration" / "ningbo.yaml";
  return house.filings() == nullptr ? base::Faults() : fill_with_demonstration(house, file);
}

int serve(const Context& context, const ServeOptions& options) {
  std::optional<casework::Deliver> deliver;
  if (!options.smtp.url.empty()) {
    auto made = casework::deliver_by_smtp(options.smtp);
    if (!made) return refuse(made.faults());
    deliver = std::move(made).value();
  }
  auto house = House::open(context, options.house);
  if (!house) return refuse(house.faults());
  const base::Faults unsettled = settle(**house, options.house);
  if (!unsettled.empty()) return refuse(unsettled);
  const auto log = make_log();
  const auto site = AssembledSite::of(
      **house,
      {.public_url = options.public_url, .demonstration = !options.house.empty, .log = log});
  if (!site) return refuse(site.faults());
  http::Server server((*site)->site(), *context.clock,
                      {.listen = options.listen, .blocking_threads = kBlockingThreads, .log = log});
  const auto bound = server.bind();
  if (!bound) return refuse(bound.faults());
  const Repeating sweeper("deadlines", kSweepEvery, sweeping(**house), log);
  const Repeating rulings("rulings", kRulingsEvery, looking_for_rulings(**house), log);
  const Repeating sealer("ledger", kSealEvery, sealing(**house), log);
  std::optional<Repeating> postman;
  if (deliver)
    postman.emplace(
        "letters", kMailEvery,
        mailing(**house, {.public_url = options.public_url, .deliver = std::move(*deliver)}, log),
        log);
  std::optional<Repeating> shown;
  if (!options.witnesses.empty())
    shown.emplace("witnesses", kShowEvery, showing(**house, options.witnesses, log), log);
  std::cout << "http://" << *bound << '\n' << std::flush;
  server.run();
  return kDone;
}

}  // namespace

void add_serve(CLI::App& program, Context& context, Run& run) {
  auto* command = program.add_subcommand("serve", "在浏览器里用：问能不能、看清单、核对回执");
  auto options = std::make_shared<ServeOptions>();
  command->add_option("--listen", options->listen, "HOST:PORT；端口 0 为任意空闲端口")
      ->capture_default_str();
  command
      ->add_option("--public-url", options->public_url,
                   "外面看到的网址，例如 https://qinqing.example.gov.cn")
      ->check(is_web_address);
  command
      ->add_option("--smtp", options->smtp.url,
                   "发通知的邮件服务器，例如 smtp://mail.example.gov.cn:25；不写就不发邮件")
      ->envname("QINQING_SMTP");
  command->add_option("--mail-from", options->smtp.from, "通知邮件从哪个地址发出")
      ->envname("QINQING_MAIL_FROM");
  command
      ->add_option(
          "--witness", options->witnesses,
          "见证人的网址，可以给多个：每天把账头给它看、请它签，例如 https://witness.example.org")
      ->check(is_web_address)
      ->envname("QINQING_WITNESS");
  add_house_options(*command, options->house);
  command->add_flag("--empty", options->house.empty, "不装演示数据；第一次启动建一个管理员账号");
  command->callback([&context, &run, options] {
    run = [&context, options] { return serve(context, *options); };
  });
}

}  // namespace qinqing::app
