#include "contact/filings/routes.h"

#include <algorithm>
#include <iterator>
#include <utility>
#include <variant>

#include "base/reader.h"
#include "contact/filings/json.h"
#include "contact/filings/list.h"
#include "contact/filings/people.h"
#include "contact/filings/spreadsheet.h"
#include "contact/filings/work.h"
#include "identity/refused.h"
#include "identity/versions.h"
#include "store/failure.h"

namespace qinqing::contact {
namespace {

using boost::json::array;
using boost::json::object;
using http::Method;
using http::Request;
using http::Response;
using identity::Caller;

constexpr std::string_view kJson = "application/json";
constexpr std::size_t kBodyMax = std::size_t{64} << 10U;
constexpr int kPeopleMax = 20;
constexpr std::int64_t kSheetPage = 200;
constexpr std::size_t kSheetMax = 20'000;

// A body as T, or the answer that names every fault.
template <class T>
std::variant<T, Response> read_body(const Request& request, std::string code) {
  const auto body = request.json({.bytes_max = kBodyMax});
  if (!body)
    return Response::problem({.status = 400,
                              .code = "body.unreadable",
                              .detail = "读不懂提交的内容",
                              .errors = body.faults()});
  base::Faults faults;
  T out = base::read<T>(*body, "", faults);
  if (!faults.empty()) return Response::invalid(std::move(faults), std::move(code));
  return out;
}

// Refusals of the procedure: not allowed to is 403, not now is 409, anything else is in the body.
Response refused(base::Faults faults) {
  int status = 422;
  for (const auto& fault : faults) {
    if (fault.code == "case.role" || fault.code == "case.own") status = 403;
    if (fault.code == "case.state" || fault.code == "case.guard") status = 409;
    if (fault.code == "case.none") status = 404;
  }
  const std::string code = status == 422 ? "filing.invalid" : faults[0].code;
  std::string detail = status == 422 ? "" : faults[0].what;
  if (status == 422) return Response::invalid(std::move(faults), code);
  return Response::problem(
      {.status = status, .code = code, .detail = std::move(detail), .errors = std::move(faults)});
}

class Api {
 public:
  explicit Api(Filings& filings) : filings_(filings) {}

  Response list(const Request& request, const Caller& caller) const {
    const auto query = read_list_query(request.target.query, caller.today);
    if (!query) return Response::invalid(query.faults(), "list.invalid");
    const ListPage page = pages(request, caller, *query, "filing.list");
    const auto version = filings_.casework().current(kFilingProcedure);
    array items;
    for (const Listed& item : page.items)
      items.push_back(item_json(item, version->procedure, caller.today));
    object states;
    for (const auto& state : version->procedure.states) states[state.id] = state.label;
    return Response::json(
        {{"items", std::move(items)},
         {"next", page.next.empty() ? boost::json::value(nullptr) : boost::json::value(page.next)},
         {"states", std::move(states)}});
  }

  // All pages of the list that the same address shows.
  Response sheet(const Request& request, const Caller& caller) const {
    auto query = read_list_query(request.target.query, caller.today);
    if (!query) return Response::invalid(query.faults(), "list.invalid");
    query->limit = kSheetPage;
    query->after.clear();
    std::vector<Listed> rows;
    do {
      ListPage page = pages(request, caller, *query, "filing.export");
      std::ranges::move(page.items, std::back_inserter(rows));
      query->after = page.next;
    } while (!query->after.empty() && rows.size() < kSheetMax);
    const auto version = filings_.casework().current(kFilingProcedure);
    return Response::download(spreadsheet(rows, version->procedure),
                              "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                              "报备-" + caller.today.to_string() + ".xlsx");
  }

  Response read(const Request& request, const Caller& caller) const {
    return record(
        filings_.read(caller, std::string(request.param("filing")), identity::basis_of(request)),
        caller);
  }

  Response put(const Request& request, const Caller& caller) {
    const std::string id(request.param("filing"));
    if (auto refusal = identity::refuse_creation(request, id)) return std::move(*refusal);
    auto body = read_body<Telling>(request, "filing.invalid");
    if (auto* answer = std::get_if<Response>(&body)) return std::move(*answer);
    try {
      auto filed = filings_.file(caller, id, std::get<Telling>(body));
      if (!filed) return refused(filed.faults());
      return record(filed->record, caller, filed->created ? 201 : 200);
    } catch (const store::Exists&) {
      return Response::problem({.status = 412,
                                .code = "filing.exists",
                                .detail = "这个编号下已经有另一份报备",
                                .errors = {}});
    }
  }

  Response act(const Request& request, const Caller& caller) {
    const std::string id(request.param("filing"));
    auto version = identity::required_version(request);
    if (auto* answer = std::get_if<Response>(&version)) return std::move(*answer);
    auto body = read_body<FilingAct>(request, "filing.invalid");
    if (auto* answer = std::get_if<Response>(&body)) return std::move(*answer);
    try {
      auto acted =
          filings_.act(caller, id, std::get<std::int64_t>(version), std::get<FilingAct>(body));
      if (!acted) return refused(acted.faults());
      return record(*acted, caller);
    } catch (const store::Conflict&) {
      return conflict(id, caller);
    }
  }

  Response work(const Request&, const Caller& caller) const {
    return Response::json(filings_.database().read(
        [&](store::Sql& sql) { return work_json(sql, filings_, caller); }));
  }

  Response people(const Request& request, const Caller& caller) const {
    const std::string text(request.target.query.first("q").value_or(""));
    array found;
    for (const Named& each : filings_.database().read(
             [&](store::Sql& sql) { return people_named(sql, caller, text, kPeopleMax); }))
      found.push_back(object{{"id", each.id},
                             {"name", each.name},
                             {"title", each.title},
                             {"organisation", each.organisation}});
    return Response::json({{"people", std::move(found)}});
  }

 private:
  ListPage pages(const Request& request, const Caller& caller, const ListQuery& query,
                 const std::string& action) const {
    return filings_.list(caller, query, identity::basis_of(request), action);
  }

  Response record(const FilingRecord& found, const Caller& caller, int status = 200) const {
    Response response = Response::json(filings_.database().read([&](store::Sql& sql) {
      return record_json(sql, filings_, found, caller);
    }),
                                       status);
    response.set("ETag", identity::version_etag(found.docket.file.version));
    return response;
  }

  // What the other one made of it, so that both can be seen side by side.
  Response conflict(const std::string& id, const Caller& caller) const {
    const FilingRecord now = filings_.read(caller, id);
    return Response::json(
        {{"status", 412},
         {"code", "filing.conflict"},
         {"title", "已被别人改过"},
         {"detail", "您看的时候别人改了这份报备，您的这一步没有保存。请看一看现在的样子，再决定"},
         {"current", filings_.database().read([&](store::Sql& sql) {
            return record_json(sql, filings_, now, caller);
          })}},
        412);
  }

  Filings& filings_;
};

http::RouteOptions reading(std::string action, std::string_view summary) {
  http::RouteOptions options{.action = std::move(action), .no_store = true};
  options.operation = {{"summary", summary}, {"tags", array{"filings"}}};
  return options;
}

http::RouteOptions writing(std::string action, std::string_view summary) {
  http::RouteOptions options = reading(std::move(action), summary);
  options.body_max = kBodyMax;
  options.content_types = {std::string(kJson)};
  return options;
}

}  // namespace

void add_filing_api(const identity::Guard& guard, Filings& filings) {
  const auto api = std::make_shared<Api>(filings);
  const auto call = [api](auto member) {
    return [api, member](const Request& request, const Caller& caller) {
      return ((*api).*member)(request, caller);
    };
  };
  guard.route(Method::get, "/api/v1/filings", reading("filing.list", "报备列表"), call(&Api::list));
  guard.route(Method::get, "/api/v1/filings.xlsx", reading("filing.export", "报备列表，电子表格"),
              call(&Api::sheet));
  guard.route(Method::get, "/api/v1/filings/people", reading("person.list", "能替谁报"),
              call(&Api::people));
  guard.route(Method::get, "/api/v1/filings/{filing}", reading("filing.read", "一件报备"),
              call(&Api::read));
  guard.route(Method::put, "/api/v1/filings/{filing}", writing("filing.keep", "留下或者提交报备"),
              call(&Api::put));
  guard.route(Method::post, "/api/v1/filings/{filing}/acts", writing("filing.act", "办一步"),
              call(&Api::act));
  guard.route(Method::get, "/api/v1/work", reading("session.read", "今天要办什么"),
              call(&Api::work));
}

}  // namespace qinqing::contact
