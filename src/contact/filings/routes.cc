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
#include "identity/answers.h"
#include "identity/refused.h"
#include "identity/versions.h"
#include "norms/schema.h"
#include "store/failure.h"

namespace qinqing::contact {
namespace {

using boost::json::object;
using http::Method;
using http::Request;
using http::Response;
using identity::Caller;
using identity::Operation;
using identity::schema_of;
using identity::told;
using identity::words_schema;

constexpr std::string_view kTag = "报备";
constexpr std::string_view kJson = "application/json";
constexpr std::string_view kSpreadsheet =
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
constexpr std::size_t kBodyMax = std::size_t{64} << 10U;
constexpr int kPeopleMax = 20;
constexpr std::int64_t kCountedTo = 1'000;
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
    auto query = read_list_query(request.target.query, caller.today);
    if (!query) return Response::invalid(query.faults(), "list.invalid");
    query->count_to = kCountedTo;
    const ListPage page = pages(request, caller, *query, "filing.list");
    const auto version = filings_.casework().current(kFilingProcedure);
    FilingListJson list;
    for (const Listed& item : page.items)
      list.items.push_back(item_json(item, version->procedure, caller.today));
    if (!page.next.empty()) list.next = page.next;
    if (page.counted && *page.counted < kCountedTo) list.total = page.counted;
    list.at_least = page.counted.value_or(static_cast<std::int64_t>(page.items.size()));
    object states;
    for (const auto& state : version->procedure.states) states[state.id] = state.label;
    list.states = std::move(states);
    return Response::json(told(list));
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
    return Response::download(spreadsheet(rows, version->procedure), std::string(kSpreadsheet),
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
    return Response::json(told(filings_.database().read(
        [&](store::Sql& sql) { return work_json(sql, filings_, caller); })));
  }

  Response people(const Request& request, const Caller& caller) const {
    const std::string text(request.target.query.first("q").value_or(""));
    PeopleJson found;
    for (const Named& each : filings_.database().read(
             [&](store::Sql& sql) { return people_named(sql, caller, text, kPeopleMax); }))
      found.people.push_back({.id = each.id,
                              .name = each.name,
                              .title = each.title,
                              .organisation = each.organisation});
    return Response::json(told(found));
  }

 private:
  ListPage pages(const Request& request, const Caller& caller, const ListQuery& query,
                 const std::string& action) const {
    return filings_.list(caller, query, identity::basis_of(request), action);
  }

  Response record(const FilingRecord& found, const Caller& caller, int status = 200) const {
    return identity::versioned(told(shown(found, caller)), found.docket.file.version, status);
  }

  // What the other one made of it, so that both can be seen side by side.
  Response conflict(const std::string& id, const Caller& caller) const {
    FilingConflictJson answer;
    answer.code = "filing.conflict";
    answer.title = "已被别人改过";
    answer.detail = "您看的时候别人改了这份报备，您的这一步没有保存。请看一看现在的样子，再决定";
    answer.current = shown(filings_.read(caller, id), caller);
    return Response::json(told(answer), answer.status);
  }

  FilingJson shown(const FilingRecord& found, const Caller& caller) const {
    return filings_.database().read(
        [&](store::Sql& sql) { return record_json(sql, filings_, found, caller); });
  }

  Filings& filings_;
};

http::RouteOptions reading(std::string action, const Operation& operation) {
  return {.action = std::move(action), .no_store = true, .operation = operation};
}

http::RouteOptions writing(std::string action, const Operation& operation) {
  http::RouteOptions options = reading(std::move(action), operation);
  options.body_max = kBodyMax;
  options.content_types = {std::string(kJson)};
  return options;
}

// Of the list and of its spreadsheet: read_list_query.
Operation listing(std::string_view id, std::string_view summary) {
  return Operation(id, summary, kTag)
      .query("view", "谁的，不写是 mine", words_schema({"mine", "unit", "place"}))
      .query("state", "在哪一步")
      .query("verdict", "判定", norms::verdict_schema())
      .query("due", "过了期的，或者快到期的", words_schema({"late", "soon"}))
      .query("q", "标题、对方、报备人，或拼音首字母")
      .query("from", "接触的日子从哪天起")
      .query("to", "到哪天")
      .query("sort", "contact_on、due、opened_at 或 number，前面加 - 为倒序")
      .query("basis", "查阅依据：权限表要求写的人写");
}

Operation showing(std::string_view id, std::string_view summary) {
  return Operation(id, summary, kTag).answers(200, schema_of<FilingJson>());
}

}  // namespace

void add_filing_api(const identity::Guard& guard, Filings& filings) {
  const auto api = std::make_shared<Api>(filings);
  const auto call = [api](auto member) {
    return [api, member](const Request& request, const Caller& caller) {
      return ((*api).*member)(request, caller);
    };
  };
  guard.route(
      Method::get, "/api/v1/filings",
      reading("filing.list",
              listing("listFilings", "报备列表").pages().answers(200, schema_of<FilingListJson>())),
      call(&Api::list));
  guard.route(Method::get, "/api/v1/filings.xlsx",
              reading("filing.export",
                      listing("exportFilings", "报备列表，电子表格").answers_file(kSpreadsheet)),
              call(&Api::sheet));
  guard.route(Method::get, "/api/v1/filings/people",
              reading("person.list", Operation("findAttendees", "能替谁报", kTag)
                                         .query("q", "姓名的一部分，或拼音首字母", true)
                                         .answers(200, schema_of<PeopleJson>())),
              call(&Api::people));
  guard.route(
      Method::get, "/api/v1/filings/{filing}",
      reading("filing.read",
              showing("showFiling", "一件报备").query("basis", "查阅依据：权限表要求写的人写")),
      call(&Api::read));
  guard.route(Method::put, "/api/v1/filings/{filing}",
              writing("filing.keep", showing("file", "留下或者提交报备")
                                         .header("If-None-Match", "*")
                                         .takes(base::json_schema<Telling>())
                                         .answers(201, schema_of<FilingJson>())),
              call(&Api::put));
  guard.route(Method::post, "/api/v1/filings/{filing}/acts",
              writing("filing.act", showing("act", "办一步")
                                        .header("If-Match", "取得时的 ETag")
                                        .takes(base::json_schema<FilingAct>())
                                        .answers(412, schema_of<FilingConflictJson>(),
                                                 "看的时候已被别人改过；现在的样子在 current")),
              call(&Api::act));
  guard.route(
      Method::get, "/api/v1/work",
      reading("session.read",
              Operation("showWork", "今天要办什么", kTag).answers(200, schema_of<WorkJson>())),
      call(&Api::work));
}

}  // namespace qinqing::contact
