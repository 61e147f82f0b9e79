#include "app/site.h"

#include <boost/json/serialize.hpp>

#include "app/ledger_page.h"
#include "app/staff.h"
#include "casework/calendar/pages.h"
#include "casework/calendar/routes.h"
#include "casework/notices/routes.h"
#include "contact/filings/pages.h"
#include "contact/filings/pages_ledger.h"
#include "contact/filings/routes.h"
#include "embedded/app_pages.h"
#include "embedded/web_files.h"
#include "http/conditional.h"
#include "http/openapi.h"
#include "identity/guard.h"
#include "identity/pages.h"
#include "identity/routes.h"
#include "norms/adoption/routes.h"
#include "norms/pages.h"
#include "norms/routes.h"
#include "norms/rulings/pages.h"
#include "norms/rulings/routes.h"
#include "norms/views.h"

namespace qinqing::app {
namespace {

// Describes every route there is when it is called, itself included. Gives the document.
std::shared_ptr<const std::string> add_openapi(http::Router& router,
                                               const std::string& public_url) {
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
  return text;
}

}  // namespace

void AssembledSite::add_routes(House& house, const AssemblyOptions& options) {
  const norms::Norms& norms = house.norms();
  http::Router& router = site_->router();
  const identity::Frame frame = [&norms](std::string title) {
    auto data = norms::frame(norms, *norms.find(""), std::move(title), norms::Section::none);
    data["signed_in"] = true;  // or about to: what the foot says of asking is not true there
    return data;
  };
  norms::add_api(router, norms);
  norms::add_pages(router, norms, *templates_, house.filings() == nullptr ? "" : "/filings/new",
                   house.rulings() == nullptr ? "" : "/rulings/new");
  const identity::Guard guard(router, house.identity().sessions, house.clock(),
                              {.secure = options.public_url.starts_with("https://"),
                               .ask_to_sign_in = identity::sign_in_page(*templates_, frame)});
  identity::add_api(guard, house.identity(), {.demonstration = options.demonstration});
  identity::add_pages(guard, house.identity(), *templates_, frame, "/me");
  const identity::Frame open_frame = [&norms](std::string title) {
    return norms::frame(norms, *norms.find(""), std::move(title), norms::Section::none);
  };
  casework::add_calendar_api(guard, house.publishing());
  casework::add_calendar_pages(guard, house.publishing(), *templates_, open_frame, frame);
  casework::add_notice_routes(guard, house.database(), *templates_, frame);
  if (house.editions() != nullptr) norms::add_edition_api(guard, *house.editions());
  if (house.filings() != nullptr) {
    contact::add_filing_api(guard, *house.filings());
    contact::add_filing_pages(guard, *house.filings(), *templates_, frame, house.ids());
    contact::add_filing_ledger_page(guard, *house.filings(), *templates_, frame,
                                    house.keys().public_key());
  }
  if (house.rulings() != nullptr) {
    norms::add_ruling_api(guard, router, *house.rulings());
    norms::add_ruling_pages(guard, router, *house.rulings(), *templates_, open_frame, frame,
                            house.ids(), house.random());
  }
  add_ledger_page(router, house.database(), *templates_, open_frame, house.clock(),
                  house.keys().public_key());
  files_.mount(router);
  add_staff(router);
  openapi_ = add_openapi(router, options.public_url);
}

base::Result<std::unique_ptr<AssembledSite>> AssembledSite::of(House& house,
                                                               const AssemblyOptions& options) {
  std::unique_ptr<AssembledSite> made(new AssembledSite());
  made->files_.add(embedded::web_files());
  auto templates = http::Templates::load(
      {norms::page_templates(), identity::page_templates(), casework::notice_pages(),
       contact::page_templates(), embedded::app_pages()},
      {.asset = [&files = made->files_](std::string_view name) { return files.url(name); }});
  if (!templates) return templates.faults();
  made->templates_.emplace(std::move(templates).value());
  made->site_.emplace(
      http::SiteOptions{.public_url = options.public_url,
                        .problem_page = norms::problem_page(house.norms(), *made->templates_),
                        .log = options.log});
  made->add_routes(house, options);
  return made;
}

}  // namespace qinqing::app
