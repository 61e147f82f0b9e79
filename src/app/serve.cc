// qinqing serve: the pages and the API over HTTP.
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <boost/json/serialize.hpp>
#include <iostream>
#include <memory>
#include <string>

#include "app/commands.h"
#include "embedded/web_files.h"
#include "http/conditional.h"
#include "http/openapi.h"
#include "http/server.h"
#include "http/site.h"
#include "http/static_files.h"
#include "http/templates.h"
#include "norms/norms.h"
#include "norms/pages.h"
#include "norms/routes.h"

namespace qinqing::app {
namespace {

struct ServeOptions {
  std::string listen = "127.0.0.1:8080";
  std::string public_url;
};

// Words go to stderr; stdout has the address and nothing else, so that a program can read it.
std::shared_ptr<spdlog::logger> make_log() {
  auto log = std::make_shared<spdlog::logger>("qinqing",
                                              std::make_shared<spdlog::sinks::stderr_sink_mt>());
  log->set_pattern("%Y-%m-%dT%H:%M:%S.%e%z %l %v");
  log->flush_on(spdlog::level::info);
  return log;
}

// Describes every route there is when it is called, itself included.
void add_openapi(http::Router& router, const std::string& public_url) {
  const auto text = std::make_shared<std::string>();
  router.add(http::Method::get, "/api/openapi.json", {.action = "api.read"},
             [text](const http::Request& request) {
               return http::conditional(request, http::Response::json_text(*text));
             });
  *text = boost::json::serialize(http::openapi(
      router,
      {.title = "亲清：能不能",
       .version = QINQING_VERSION,
       .description = "政商交往的一件事能不能做：判断、条款、要做的事和回执。问了不留记录。",
       .server_url = public_url}));
}

int serve(const Context& context, const ServeOptions& options) {
  const auto norms = norms::Norms::load(context.packs(), context.calendar_folder(), *context.clock);
  if (!norms) return refuse(norms.faults());
  http::StaticFiles files;
  files.add(embedded::web_files());
  const auto templates = http::Templates::load(
      {norms::page_templates()}, {.asset = [&](std::string_view name) { return files.url(name); }});
  if (!templates) return refuse(templates.faults());
  const auto log = make_log();
  http::Site site({.public_url = options.public_url,
                   .problem_page = norms::problem_page(*norms, *templates),
                   .log = log});
  norms::add_api(site.router(), *norms);
  norms::add_pages(site.router(), *norms, *templates);
  files.mount(site.router());
  add_openapi(site.router(), options.public_url);
  http::Server server(site, *context.clock, {.listen = options.listen, .log = log});
  const auto bound = server.bind();
  if (!bound) return refuse(bound.faults());
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
      ->check([](const std::string& url) {
        const bool web = url.starts_with("https://") || url.starts_with("http://");
        return web ? "" : "要写成 https:// 或者 http:// 开头的网址";
      });
  command->callback([&context, &run, options] {
    run = [&context, options] { return serve(context, *options); };
  });
}

}  // namespace qinqing::app
