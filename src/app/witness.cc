// qinqing witness serve: a small process of somebody outside, with its own key and file, that
// remembers the last head of a ledger and co-signs only what has grown from it.
//
//   GET  /v1/head   what it co-signed last; 404 before the first
//   POST /v1/heads  {head, signature, proof}: co-signed, or 409 where it saw something else
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <memory>

#include "app/commands.h"
#include "base/durable_file.h"
#include "base/reader.h"
#include "http/server.h"
#include "identity/keys.h"
#include "ledger/witness.h"

namespace qinqing::app {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kFileMax = 1U << 20U;

struct WitnessRequest {
  std::string listen = "127.0.0.1:8081";
  fs::path folder;
  std::vector<std::string> ledger_keys;
};

// What was kept last; nothing where there is no file yet. A file that cannot be read is refused: to
// begin anew would be to forget.
base::Result<std::optional<ledger::Cosigned>> last_of(const fs::path& file) {
  if (!fs::exists(file)) return std::optional<ledger::Cosigned>();
  const auto text = read_input(file.string(), kFileMax);
  if (!text) return text.faults();
  auto cosigned = ledger::cosigned_of(*text);
  if (cosigned) return std::optional(std::move(cosigned).value());
  base::Faults faults;
  faults.add("witness.file", "", "见证人的文件 " + file.string() + " 读不出见证过的账头",
             "从备份里取回；不要删掉重来，那就忘了见过什么");
  return faults;
}

http::Response said(const ledger::Cosigned& cosigned) {
  return http::Response::json_text(ledger::text_of(cosigned));
}

http::Response refusal(const base::Fault& fault) {
  const bool conflict = fault.code == "witness.older" || fault.code == "witness.not_grown";
  const int status = fault.code == "witness.disk" ? 503 : conflict ? 409 : 422;
  return http::Response::problem(
      {.status = status,
       .code = fault.code,
       .detail = fault.what + (fault.right.empty() ? "" : "，") + fault.right});
}

void add_routes(http::Router& router, ledger::Witness& witness,
                const std::shared_ptr<spdlog::logger>& log) {
  router.add(http::Method::get, "/v1/head", {.action = "witness.read", .no_store = true},
             [&witness](const http::Request&) {
               const auto last = witness.last();
               if (last) return said(*last);
               return http::Response::problem(
                   {.status = 404, .code = "witness.none", .detail = "还没有见证过账头"});
             });
  router.add(http::Method::post, "/v1/heads",
             {.action = "witness.sign",
              .no_store = true,
              .content_types = {"application/json"},
              .blocking = true},
             [&witness, log](const http::Request& request) {
               const auto json = request.json();
               if (!json) return http::Response::invalid(json.faults(), "witness.form");
               base::Faults faults;
               const auto shown = base::read<ledger::Shown>(*json, "", faults);
               if (!faults.empty()) return http::Response::invalid(faults, "witness.form");
               const auto cosigned = witness.take(shown);
               if (cosigned) return said(*cosigned);
               const base::Fault fault = cosigned.faults()[0];
               log->error("refused ({}): {} {}", fault.code, shown.head, shown.signature);
               return refusal(fault);
             });
}

int serve(const Context& context, const WitnessRequest& request) {
  base::SystemRandom random;
  if (!std::ranges::all_of(request.ledger_keys, ledger::is_public_key)) {
    base::Faults faults;
    faults.add("witness.key", "", "账的公钥写得不对", "写 qinqing ledger key 打印的那一行");
    return refuse(faults);
  }
  const auto keys = identity::Keys::open(request.folder, identity::Keys::Missing::make, random);
  if (!keys) return refuse(keys.faults());
  const fs::path file = request.folder / "witnessed.json";
  auto last = last_of(file);
  if (!last) return refuse(last.faults());
  std::optional<ledger::Witness> witness;
  try {
    witness.emplace(request.ledger_keys, std::move(last).value(),
                    ledger::WitnessOptions{
                        .public_key = keys->public_key(),
                        .sign = [&keys](std::string_view text) { return keys->sign(text); },
                        .keep =
                            [&file](const ledger::Cosigned& cosigned) {
                              return base::replace_durably(file, ledger::text_of(cosigned) + "\n");
                            },
                        .clock = context.clock.get()});
  } catch (const std::invalid_argument&) {
    base::Faults faults;
    faults.add("witness.other", "", file.string() + " 是另一本账的，或者密钥换过",
               "一个文件夹只见证一本账；另一本用另一个文件夹");
    return refuse(faults);
  }
  auto log = std::make_shared<spdlog::logger>("witness",
                                              std::make_shared<spdlog::sinks::stderr_sink_mt>());
  log->flush_on(spdlog::level::info);
  http::Site site({.log = log});
  add_routes(site.router(), *witness, log);
  http::Server server(site, *context.clock, {.listen = request.listen, .threads = 1, .log = log});
  const auto bound = server.bind();
  if (!bound) return refuse(bound.faults());
  std::cout << "http://" << *bound << '\n' << keys->public_key() << '\n' << std::flush;
  server.run();
  return kDone;
}

}  // namespace

void add_witness(CLI::App& program, Context& context, Run& run) {
  auto* group = program.add_subcommand("witness", "见证：在别处记住账头，只签从它长出来的");
  group->require_subcommand(1);
  auto* command = group->add_subcommand("serve", "见证一本账；由账的主人以外的人运行");
  auto request = std::make_shared<WitnessRequest>();
  command->add_option("--listen", request->listen, "HOST:PORT；端口 0 为任意空闲端口")
      ->capture_default_str();
  command->add_option("--folder", request->folder, "见证人的密钥和见证过的账头放在哪里")
      ->required();
  command
      ->add_option("--ledger-key", request->ledger_keys,
                   "账的公钥，qinqing ledger key 打印的；换过钥匙的，新旧都给")
      ->required();
  command->callback([&context, &run, request] {
    run = [&context, request] { return serve(context, *request); };
  });
}

}  // namespace qinqing::app
