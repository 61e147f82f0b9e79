#include "norms/pages.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "embedded/norms_pages.h"
#include "norms/views_form.h"
#include "norms/views_lists.h"
#include "norms/views_question.h"
#include "norms/views_receipt.h"
#include "norms/views_start.h"
#include "norms/views_verdict.h"

namespace qinqing::norms {
namespace {

using http::Method;
using http::Request;
using http::Response;

constexpr std::string_view kForm = "application/x-www-form-urlencoded";
// Thirty answers and their names fit many times over.
constexpr std::size_t kCheckBytes = 64U << 10U;
constexpr std::size_t kReceiptBytes = 256U << 10U;

Response not_found(std::string detail) {
  return Response::problem(
      {.status = 404, .code = "not_found", .detail = std::move(detail), .errors = {}});
}

Response no_such_pack() {
  return not_found("这里没有这份清单，也许它换了名字。请回到首页重新选");
}

Response unreadable(const base::Faults& faults) {
  return Response::problem({.status = 400,
                            .code = "form.unreadable",
                            .detail = "读不懂提交的内容，请回到首页重新问",
                            .errors = faults});
}

class Pages {
 public:
  Pages(const Norms& norms, const http::Templates& templates, std::string file_at,
        std::string rule_at)
      : norms_(norms),
        templates_(templates),
        file_at_(std::move(file_at)),
        rule_at_(std::move(rule_at)) {}

  Response start(const Request& request) const {
    return of_pack(request, [&](const ServedPack& served) {
      return page("norms/start", start_view(norms_, served));
    });
  }

  Response how(const Request& request) const {
    return of_pack(request, [&](const ServedPack& served) {
      return page("norms/how", how_view(norms_, served));
    });
  }

  Response lists(const Request& request) const {
    return of_pack(request, [&](const ServedPack& served) {
      const http::Form& query = request.target.query;
      return page("norms/lists", lists_view(norms_, served, query.first("side").value_or(""),
                                            query.first("q").value_or("")));
    });
  }

  Response clause(const Request& request) const {
    return of_pack(request, [&](const ServedPack& served) {
      const auto index = served.pack.clause_index(request.param("clause"));
      if (!index) return not_found("清单里没有这一条。也许它在另一份清单里");
      return page("norms/clause", clause_page_view(norms_, served, *index));
    });
  }

  // Only the pack and who acts are taken from an address; whatever else stands there is not read.
  Response begin(const Request& request) const {
    http::Form form;
    for (const std::string_view name : {"pack", "actor"})
      if (const auto value = request.target.query.first(name))
        form.add(std::string(name), std::string(*value));
    return ask(form);
  }

  Response check(const Request& request) const {
    const auto form = request.form();
    return form ? ask(*form) : unreadable(form.faults());
  }

  Response receipt_file(const Request& request) const {
    const auto sent = request.form();
    if (!sent) return unreadable(sent.faults());
    const auto form = read_form(norms_, *sent);
    if (!form) return no_such_pack();
    const Walk way = walk(norms_, *form);
    if (way.open.kind != StepKind::verdict) return show(*form, way, {way.open, way.fault, false});
    const auto answer = norms_.check(*form->served, way.situation);
    if (!answer) return Response::invalid(answer.faults(), "check.invalid");
    const Receipt& receipt = answer->receipt;
    const std::string mark = receipt.hash.substr(receipt.hash.find(':') + 1, 8);
    return Response::download(
        R"({"hash":")" + receipt.hash + R"(","receipt":)" + receipt.bytes + "}",
        "application/json; charset=utf-8",
        "回执-" + way.situation.contact_on.to_string() + "-" + mark + ".json");
  }

  Response receipt(const Request& request) const {
    return of_pack(request, [&](const ServedPack& served) {
      return page("norms/receipt", receipt_form_view(norms_, served, "", ""));
    });
  }

  Response receipt_check(const Request& request) const {
    const auto sent = request.form();
    if (!sent) return unreadable(sent.faults());
    const ServedPack* served = norms_.find(sent->first("pack").value_or(""));
    if (!served) return no_such_pack();
    const std::string text = receipt_text(*sent);
    if (text.empty()) return receipt_again(*served, "请贴上回执的全部文字，或者选一个文件", "");
    const auto found = http::is_text(text) ? check_receipt(norms_, text)
                                           : base::Result<ReceiptCheck>(base::Fault{});
    if (!found) return receipt_again(*served, "这不是回执。请贴上下载的回执文件的全部文字", text);
    return page("norms/receipt_result", receipt_result_view(norms_, *served, *found));
  }

  std::string problem(const http::Problem& problem) const {
    return templates_.page("norms/problem", problem_view(norms_, *norms_.find(""), problem));
  }

 private:
  Response page(std::string_view name, const boost::json::object& data, int status = 200) const {
    return Response::html(templates_.page(name, data), status);
  }

  // The pack that ?pack= names, or the first.
  template <class Show>
  Response of_pack(const Request& request, Show show) const {
    const ServedPack* served = norms_.find(request.target.query.first("pack").value_or(""));
    if (!served) return no_such_pack();
    return show(*served);
  }

  Response ask(const http::Form& sent) const {
    auto form = read_form(norms_, sent);
    if (!form) return no_such_pack();
    form->asked_on.reset();  // a question is asked today; only a receipt repeats an earlier day
    const Walk way = walk(norms_, *form);
    return show(*form, way, choose_step(*form, way));
  }

  Response show(const AskForm& form, const Walk& way, const Shown& shown) const {
    if (shown.step.kind != StepKind::verdict)
      return page("norms/question", question_view(norms_, form, way, shown),
                  shown.fault.empty() ? 200 : 422);
    const auto answer = norms_.check(*form.served, way.situation);
    if (!answer) return Response::invalid(answer.faults(), "check.invalid");
    boost::json::object data = verdict_view(norms_, form, way, *answer);
    data["file_at"] = file_at_;
    data["rule_at"] = rule_at_;
    return page("norms/verdict", data);
  }

  // What was pasted goes before a file: it is what the person saw.
  static std::string receipt_text(const http::Form& sent) {
    const auto trimmed = [](std::string_view text) {
      const std::size_t begin = text.find_first_not_of(" \t\r\n");
      if (begin == std::string_view::npos) return std::string();
      return std::string(text.substr(begin, text.find_last_not_of(" \t\r\n") - begin + 1));
    };
    const std::string text = trimmed(sent.first("receipt").value_or(""));
    const http::FormFile* file = sent.file("file");
    return text.empty() && file ? trimmed(file->bytes) : text;
  }

  Response receipt_again(const ServedPack& served, const std::string& error,
                         const std::string& typed) const {
    return page("norms/receipt",
                receipt_form_view(norms_, served, error, http::is_text(typed) ? typed : ""), 422);
  }

  const Norms& norms_;
  const http::Templates& templates_;
  const std::string file_at_;
  const std::string rule_at_;
};

using Handler = Response (Pages::*)(const Request&) const;

http::RouteOptions quiet(std::string action, std::size_t body_max, bool file = false) {
  http::RouteOptions options{.action = std::move(action), .quiet = true, .body_max = body_max};
  // Many conducts with many unknown facts are tried in thousands of combinations.
  options.blocking = true;
  options.content_types = {std::string(kForm)};
  if (file) options.content_types.emplace_back("multipart/form-data");
  return options;
}

}  // namespace

http::EmbeddedFiles page_templates() {
  return embedded::norms_pages();
}

void add_pages(http::Router& router, const Norms& norms, const http::Templates& templates,
               std::string file_at, std::string rule_at) {
  const auto pages =
      std::make_shared<const Pages>(norms, templates, std::move(file_at), std::move(rule_at));
  const auto add = [&](Method method, std::string pattern, http::RouteOptions options,
                       Handler handler) {
    router.add(method, std::move(pattern), std::move(options),
               [pages, handler](const Request& request) { return ((*pages).*handler)(request); });
  };
  add(Method::get, "/", {.action = "start.read"}, &Pages::start);
  add(Method::get, "/how", {.action = "how.read"}, &Pages::how);
  add(Method::get, "/lists", {.action = "lists.read"}, &Pages::lists);
  add(Method::get, "/lists/{clause}", {.action = "lists.read"}, &Pages::clause);
  add(Method::get, "/check", {.action = "check.ask", .quiet = true}, &Pages::begin);
  add(Method::post, "/check", quiet("check.ask", kCheckBytes), &Pages::check);
  add(Method::get, "/receipt", {.action = "receipt.check", .quiet = true}, &Pages::receipt);
  add(Method::post, "/receipt", quiet("check.ask", kCheckBytes), &Pages::receipt_file);
  add(Method::post, "/receipt/check", quiet("receipt.check", kReceiptBytes, true),
      &Pages::receipt_check);
}

http::ProblemPage problem_page(const Norms& norms, const http::Templates& templates) {
  const auto pages = std::make_shared<const Pages>(norms, templates, "", "");
  return [pages](const http::Problem& problem, const Request&) { return pages->problem(problem); };
}

}  // namespace qinqing::norms
