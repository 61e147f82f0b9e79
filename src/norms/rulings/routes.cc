#include "norms/rulings/routes.h"

#include <memory>
#include <utility>

#include "base/identifiers.h"
#include "http/conditional.h"
#include "identity/answers.h"
#include "identity/refused.h"
#include "identity/versions.h"
#include "norms/rulings/json.h"
#include "store/failure.h"

namespace qinqing::norms {
namespace {

using http::Method;
using http::Request;
using http::Response;
using identity::Caller;
using identity::Operation;
using identity::schema_of;
using identity::told;

constexpr std::string_view kTag = "研判答复";
constexpr std::string_view kJson = "application/json";
constexpr std::size_t kBodyMax = std::size_t{64} << 10U;
constexpr int kPage = 50;

// A question without a name, and the code that will open its answer.
struct AnonymousBody {
  boost::json::value check;
  std::string place;
  std::optional<std::string> note;
  std::optional<std::string> unit;
  std::string code;
  static constexpr std::string_view kTitle = "AnonymousQuestion";
  static void describe(boost::json::object& properties) { RulingQuestion::describe(properties); }
};
BOOST_DESCRIBE_STRUCT(AnonymousBody, (), (check, place, note, unit, code))

struct CodeBody {
  std::string code;
  static constexpr std::string_view kTitle = "RulingCode";
};
BOOST_DESCRIBE_STRUCT(CodeBody, (), (code))

Response problem(int status, std::string code, std::string detail) {
  return Response::problem(
      {.status = status, .code = std::move(code), .detail = std::move(detail), .errors = {}});
}

Response unreadable(const base::Faults& faults) {
  for (const auto& fault : faults)
    if (fault.code == "json")
      return Response::problem({.status = 400,
                                .code = "body.unreadable",
                                .detail = "读不懂提交的内容",
                                .errors = faults});
  return Response::invalid(faults, "ruling.invalid");
}

// Refusals of the procedure: not allowed to is 403, not now is 409, anything else is in the body.
Response refused(base::Faults faults) {
  for (const auto& fault : faults) {
    const int status = fault.code == "case.role" || fault.code == "case.own"      ? 403
                       : fault.code == "case.state" || fault.code == "case.guard" ? 409
                       : fault.code == "case.none"                                ? 404
                       : fault.code == "ruling.full"                              ? 503
                                                                                  : 0;
    if (status != 0)
      return Response::problem({.status = status,
                                .code = fault.code,
                                .detail = fault.what,
                                .errors = std::move(faults)});
  }
  return Response::invalid(std::move(faults), "ruling.invalid");
}

class Api {
 public:
  explicit Api(Rulings& rulings) : rulings_(rulings) {}

  Response ask(const Request& request, const Caller& caller) {
    const std::string id(request.param("ruling"));
    if (auto refusal = identity::refuse_creation(request, id)) return std::move(*refusal);
    const auto body = identity::body_as<RulingQuestion>(request);
    if (!body) return unreadable(body.faults());
    try {
      auto asked = rulings_.ask(caller, id, *body);
      if (!asked) return refused(asked.faults());
      return record(asked->record, caller, asked->created ? 201 : 200);
    } catch (const store::Exists&) {
      return problem(412, "ruling.exists", "这个编号下已经有另一个问题");
    }
  }

  Response ask_anonymously(const Request& request) {
    const std::string id(request.param("ruling"));
    if (auto refusal = identity::refuse_creation(request, id)) return std::move(*refusal);
    const auto body = identity::body_as<AnonymousBody>(request);
    if (!body) return unreadable(body.faults());
    try {
      auto asked = rulings_.ask_anonymously(
          id, {.check = body->check, .place = body->place, .note = body->note, .unit = body->unit},
          body->code);
      if (!asked) return refused(asked.faults());
      return answered(asked->record, asked->created ? 201 : 200);
    } catch (const store::Exists&) {
      return problem(412, "ruling.exists", "这个编号下已经有另一个问题");
    }
  }

  Response by_code(const Request& request) {
    const auto body = identity::body_as<CodeBody>(request);
    if (!body) return unreadable(body.faults());
    const auto record = rulings_.by_code(body->code);
    if (!record) return problem(404, "ruling.no_code", "没有这个编码。请照当时记下的再填一次");
    return answered(*record, 200);
  }

  Response list(const Request& request, const Caller& caller) {
    const http::Form& query = request.target.query;
    RulingQuery asked{.after = std::string(query.first("after").value_or("")), .limit = kPage + 1};
    asked.view =
        query.first("view") == "place" ? RulingQuery::View::place : RulingQuery::View::mine;
    asked.open = query.first("all") != "1";
    RulingListJson list;
    for (const RulingRecord& each : rulings_.list(caller, asked)) {
      if (list.items.size() == static_cast<std::size_t>(kPage)) {
        list.next = list.items.back().id;
        break;
      }
      list.items.push_back(head_json(rulings_, each, caller.today));
    }
    return Response::json(told(list));
  }

  Response read(const Request& request, const Caller& caller) {
    return record(rulings_.read(caller, std::string(request.param("ruling"))), caller, 200);
  }

  Response act(const Request& request, const Caller& caller) {
    const std::string id(request.param("ruling"));
    auto version = identity::required_version(request);
    if (auto* answer = std::get_if<Response>(&version)) return std::move(*answer);
    const auto body = identity::body_as<RulingAct>(request);
    if (!body) return unreadable(body.faults());
    try {
      const auto acted = rulings_.act(caller, id, std::get<std::int64_t>(version), *body);
      if (!acted) return refused(acted.faults());
      return record(*acted, caller, 200);
    } catch (const store::Conflict&) {
      return problem(412, "ruling.conflict",
                     "您看的时候别人改了，您的这一步没有保存。请看一看现在的样子，再决定");
    }
  }

  Response rule(const Request& request, const Caller& caller) {
    const RulingRecord found =
        rulings_.read(caller, std::string(request.param("ruling")), "ruling.draft");
    return Response::json(told(rule_drafts(rulings_, found.ruling)));
  }

  Response published(const Request& request) {
    const http::Form& query = request.target.query;
    const PublishedPage page =
        rulings_.published({.conduct = std::string(query.first("conduct").value_or("")),
                            .words = std::string(query.first("q").value_or("")),
                            .after = std::string(query.first("after").value_or(""))});
    const Practice practice = rulings_.practice();
    PublishedListJson list;
    for (const Ruling& each : page.rulings) list.items.push_back(published_json(rulings_, each));
    if (!page.next.empty()) list.next = page.next;
    list.published = practice.published;
    list.in_force = practice.in_force;
    list.revoked = practice.revoked;
    list.waiting = practice.waiting;
    list.median_days = practice.median_days;
    list.longest_days = practice.longest_days;
    return Response::json(told(list));
  }

  Response one_published(const Request& request) {
    const auto found = rulings_.published(std::string(request.param("ruling")));
    if (!found) return problem(404, "ruling.not_found", "没有这份答复，或者还没有公布");
    return Response::json(told(published_json(rulings_, *found)));
  }

 private:
  Response record(const RulingRecord& found, const Caller& caller, int status) {
    return identity::versioned(told(rulings_.database().read([&](store::Sql& sql) {
                                 return record_json(sql, rulings_, found, caller);
                               })),
                               found.docket.file.version, status);
  }

  Response answered(const RulingRecord& found, int status) {
    return Response::json(told(rulings_.database().read([&](store::Sql& sql) {
                            return answered_json(sql, rulings_, found);
                          })),
                          status);
  }

  Rulings& rulings_;
};

http::RouteOptions reading(std::string action, const Operation& operation) {
  http::RouteOptions options{.action = std::move(action), .operation = operation};
  options.no_store = true;
  options.blocking = true;
  return options;
}

http::RouteOptions writing(std::string action, const Operation& operation, bool quiet = false) {
  http::RouteOptions options = reading(std::move(action), operation);
  options.quiet = quiet;
  options.body_max = kBodyMax;
  options.content_types = {std::string(kJson)};
  return options;
}

}  // namespace

void add_ruling_api(const identity::Guard& guard, http::Router& router, Rulings& rulings) {
  const auto api = std::make_shared<Api>(rulings);
  const auto call = [api](auto member) {
    return [api, member](const Request& request, const Caller& caller) {
      return ((*api).*member)(request, caller);
    };
  };
  const auto open_to_all = [api](auto member) {
    return [api, member](const Request& request) { return ((*api).*member)(request); };
  };
  guard.route(Method::get, "/api/v1/rulings",
              reading("ruling.list", Operation("listRulings", "要研判的情形", kTag)
                                         .query("view", "mine 或 place，不写是 mine",
                                                identity::words_schema({"mine", "place"}))
                                         .query("all", "1：也要办完了的")
                                         .query("after", "上一页的 next")
                                         .answers(200, schema_of<RulingListJson>())),
              call(&Api::list));
  guard.route(Method::put, "/api/v1/rulings/{ruling}",
              writing("ruling.ask_named", Operation("askRuling", "具名送去研判", kTag)
                                              .header("If-None-Match", "*")
                                              .takes(base::json_schema<RulingQuestion>())
                                              .answers(200, schema_of<RulingJson>())
                                              .answers(201, schema_of<RulingJson>())),
              call(&Api::ask));
  guard.route(
      Method::get, "/api/v1/rulings/{ruling}",
      reading("ruling.read",
              Operation("showRuling", "一件研判", kTag).answers(200, schema_of<RulingJson>())),
      call(&Api::read));
  guard.route(Method::post, "/api/v1/rulings/{ruling}/acts",
              writing("ruling.act", Operation("actOnRuling", "办一步", kTag)
                                        .header("If-Match", "取得时的 ETag")
                                        .takes(base::json_schema<RulingAct>())
                                        .answers(200, schema_of<RulingJson>())),
              call(&Api::act));
  guard.route(Method::get, "/api/v1/rulings/{ruling}/rule",
              reading("ruling.draft", Operation("showRulingAsRule", "把答复写成规则的草稿", kTag)
                                          .answers(200, schema_of<RuleDraftsJson>())),
              call(&Api::rule));
  router.add(Method::put, "/api/v1/anonymous-rulings/{ruling}",
             writing("ruling.ask",
                     Operation("askRulingAnonymously", "匿名送去研判", kTag)
                         .header("If-None-Match", "*")
                         .takes(base::json_schema<AnonymousBody>())
                         .answers(200, schema_of<RulingAnsweredJson>())
                         .answers(201, schema_of<RulingAnsweredJson>()),
                     true),
             open_to_all(&Api::ask_anonymously));
  router.add(Method::post, "/api/v1/anonymous-rulings/answer",
             writing("ruling.ask",
                     Operation("readRulingByCode", "凭编码看答复", kTag)
                         .takes(base::json_schema<CodeBody>())
                         .answers(200, schema_of<RulingAnsweredJson>()),
                     true),
             open_to_all(&Api::by_code));
  router.add(Method::get, "/api/v1/published-rulings",
             reading("ruling.published", Operation("listPublishedRulings", "公布的研判答复", kTag)
                                             .query("conduct", "行为编号")
                                             .query("q", "答复里的字")
                                             .query("after", "上一页的 next")
                                             .answers(200, schema_of<PublishedListJson>())),
             open_to_all(&Api::published));
  router.add(
      Method::get, "/api/v1/published-rulings/{ruling}",
      reading("ruling.published", Operation("showPublishedRuling", "一份公布的研判答复", kTag)
                                      .answers(200, schema_of<PublishedRulingJson>())),
      open_to_all(&Api::one_published));
}

}  // namespace qinqing::norms
