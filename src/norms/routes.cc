#include "norms/routes.h"

#include <boost/json/serialize.hpp>

#include "base/json.h"
#include "http/conditional.h"
#include "norms/json.h"
#include "norms/schema.h"

namespace qinqing::norms {
namespace {

using http::Method;
using http::Request;
using http::Response;

// A batch is for an office's own programs; a person asks one.
constexpr std::size_t kBatchMax = 1000;
constexpr std::size_t kBodyMax = 2U << 20U;

http::Problem not_found(std::string code, std::string detail) {
  return {.status = 404, .code = std::move(code), .detail = std::move(detail), .errors = {}};
}

// Appends one answer, or its faults.
void answer_one(const Norms& norms, const boost::json::value& ask, const std::string& pointer,
                bool explain, std::string& out, base::Faults& faults) {
  const auto check = norms.check(ask, base::Scalars::typed, pointer);
  if (!check.ok()) return faults.append(check.faults());
  std::string answer = answer_json(*check);
  if (explain) {
    const auto explanation = explanation_json(*check, norms.judge_of(*check->served));
    answer.insert(1, "\"explanation\":" + boost::json::serialize(explanation) + ",");
  }
  if (!out.empty()) out += ',';
  out += answer;
}

bool all_missing(const base::Faults& faults) {
  return std::ranges::all_of(faults, [](const auto& f) { return f.code == "missing_fact"; });
}

Response ask(const Norms& norms, const Request& request) {
  const auto body = request.json({.bytes_max = kBodyMax});
  if (!body) {
    const bool syntax = body.faults()[0].code == "syntax" || body.faults()[0].code == "not_utf8";
    return Response::problem({.status = syntax ? 400 : 422,
                              .code = "check.unreadable",
                              .detail = "读不懂提交的内容",
                              .errors = body.faults()});
  }
  const bool explain = request.target.query.first("explain") == "1";
  std::string out;
  base::Faults faults;
  if (const auto* many = body->if_array()) {
    if (many->size() > kBatchMax)
      return Response::problem({.status = 413,
                                .code = "check.too_many",
                                .detail = "一次最多判断 1000 种情形",
                                .errors = {}});
    for (std::size_t i = 0; i < many->size(); ++i)
      answer_one(norms, (*many)[i], base::pointer_to("", i), explain, out, faults);
    out.insert(0, "[").append("]");
  } else {
    answer_one(norms, *body, "", explain, out, faults);
  }
  if (faults.empty()) return Response::json_text(std::move(out));
  const bool missing = all_missing(faults);
  return Response::invalid(std::move(faults), missing ? "check.missing_facts" : "check.invalid",
                           missing ? "还缺会改变结论的事实" : "");
}

std::string_view finding_text(ReceiptFinding finding) {
  switch (finding) {
    case ReceiptFinding::same:
      return "same";
    case ReceiptFinding::altered:
      return "altered";
    case ReceiptFinding::unknown_pack:
      return "unknown_pack";
    case ReceiptFinding::differs:
      return "differs";
  }
  return "";
}

Response check_a_receipt(const Norms& norms, const Request& request) {
  const auto check = check_receipt(norms, request.body);
  if (!check) return Response::invalid(check.faults(), "receipt.unreadable");
  return Response::json({{"finding", finding_text(check->finding)},
                         {"hash", check->hash},
                         {"expected", check->expected}});
}

Response list_packs(const Norms& norms, const Request& request) {
  boost::json::array packs;
  for (const auto& served : norms.packs())
    packs.push_back(pack_summary_json(*norms.find(served->pack.id), norms.today()));
  return http::conditional(request, Response::json({{"packs", std::move(packs)}}));
}

// Runs `show` with the pack that the path names.
template <class Show>
http::HandlerFn of_pack(const Norms& norms, Show show) {
  return [&norms, show](const Request& request) {
    const ServedPack* served = norms.find(request.param("pack"));
    if (!served) return Response::problem(not_found("pack.not_found", "没有这个清单包"));
    return http::conditional(request, show(*served, request));
  };
}

Response show_pack(const ServedPack& served, const Request&) {
  return Response::json(pack_json(served.pack));
}

Response show_clauses(const ServedPack& served, const Request&) {
  return Response::json({{"clauses", clauses_json(served.pack)}});
}

Response show_clause(const ServedPack& served, const Request& request) {
  const Clause* clause = served.pack.find_clause(request.param("clause"));
  if (!clause) return Response::problem(not_found("clause.not_found", "清单里没有这一条"));
  return Response::json(clause_json(served.pack, *clause));
}

}  // namespace

void add_api(http::Router& router, const Norms& norms) {
  router.add(Method::post, "/api/v1/checks",
             {.action = "check.ask",
              .quiet = true,
              .body_max = kBodyMax,
              .content_types = {"application/json"},
              .operation = checks_operation()},
             [&norms](const Request& request) { return ask(norms, request); });
  router.add(Method::post, "/api/v1/receipts/check",
             {.action = "receipt.check",
              .quiet = true,
              .content_types = {"application/json"},
              .operation = receipts_operation()},
             [&norms](const Request& request) { return check_a_receipt(norms, request); });
  router.add(Method::get, "/api/v1/packs", {.action = "pack.list", .operation = packs_operation()},
             [&norms](const Request& request) { return list_packs(norms, request); });
  router.add(Method::get, "/api/v1/packs/{pack}",
             {.action = "pack.read", .operation = pack_operation()}, of_pack(norms, show_pack));
  router.add(Method::get, "/api/v1/packs/{pack}/clauses",
             {.action = "clause.list", .operation = clauses_operation()},
             of_pack(norms, show_clauses));
  router.add(Method::get, "/api/v1/packs/{pack}/clauses/{clause}",
             {.action = "clause.read", .operation = clause_operation()},
             of_pack(norms, show_clause));
}

}  // namespace qinqing::norms
