#include "norms/rulings/pages.h"

#include <memory>
#include <utility>

#include "norms/rulings/views.h"
#include "norms/views.h"
#include "norms/views_duties.h"
#include "norms/views_form.h"
#include "norms/views_headline.h"
#include "store/failure.h"

namespace qinqing::norms {
namespace {

using boost::json::array;
using boost::json::object;
using http::Method;
using http::Request;
using http::Response;
using identity::Caller;

constexpr std::string_view kForm = "application/x-www-form-urlencoded";
constexpr std::size_t kBodyMax = std::size_t{64} << 10U;

std::string first(const http::Form& form, std::string_view name) {
  return std::string(form.first(name).value_or(""));
}

Response unreadable(std::string detail) {
  return Response::problem(
      {.status = 400, .code = "form.unreadable", .detail = std::move(detail), .errors = {}});
}

class Pages {
 public:
  Pages(Rulings& rulings, const http::Templates& templates, RulingFrame frame,
        base::UuidSource& ids, base::RandomSource& random)
      : rulings_(rulings),
        templates_(templates),
        frame_(std::move(frame)),
        ids_(ids),
        random_(random) {}

  Response begin(const Request& request) const {
    const auto sent = request.form();
    return sent ? ask(*sent, {}) : unreadable("读不懂提交的内容，请回到上一页重新提交");
  }

  Response send(const Request& request) const {
    const auto sent = request.form();
    if (!sent) return unreadable("读不懂提交的内容，请回到上一页重新提交");
    const std::string id = first(*sent, "id");
    const std::string code = first(*sent, "code");
    if (!base::is_uuid_v7(id) || tidy_code(code).empty())
      return unreadable("这一页少了编号，请回到结论页重新送出");
    const auto question = question_of(*sent);
    if (!question) return unreadable("回答不完整，请重新问一次再送出");
    try {
      const auto asked = rulings_.ask_anonymously(id, *question, code);
      if (!asked) return ask(*sent, asked.faults());
      return sent_page(asked->record, code);
    } catch (const store::Exists&) {
      // Sent before with other words: what was sent first counts, and its code opens it.
      const auto before = rulings_.by_code(code);
      if (before && before->ruling.id == id) return sent_page(*before, code);
      return unreadable("这个编号已经用过，请回到结论页重新送出");
    }
  }

  Response send_by_name(const Request& request, const Caller& caller) const {
    const auto sent = request.form();
    if (!sent) return unreadable("读不懂提交的内容，请回到上一页重新提交");
    const std::string id = first(*sent, "id");
    if (!base::is_uuid_v7(id)) return unreadable("这一页少了编号，请回到结论页重新送出");
    const auto question = question_of(*sent);
    if (!question) return unreadable("回答不完整，请重新问一次再送出");
    try {
      const auto asked = rulings_.ask(caller, id, *question);
      if (!asked) return ask(*sent, asked.faults());
    } catch (const store::Exists&) {  // NOLINT(bugprone-empty-catch): sent before, with other words
    }
    return Response::redirect("/rulings/" + id + "/record");
  }

  Response ask_code(const Request&) const { return code_page("", "", nullptr, 200); }

  Response by_code(const Request& request) const {
    const auto sent = request.form();
    if (!sent) return unreadable("读不懂提交的内容，请再填一次编码");
    const std::string typed = first(*sent, "code").substr(0, 40);
    const auto record = rulings_.by_code(typed);
    if (!record)
      return code_page(http::is_text(typed) ? typed : "", "没有这个编码。请照当时记下的再填一次",
                       nullptr, 404);
    return code_page(typed, "", &*record, 200);
  }

  Response list(const Request& request) const {
    const http::Form& query = request.target.query;
    const std::string words = first(query, "q");
    const std::string conduct = first(query, "conduct");
    const PublishedPage found =
        rulings_.published({.conduct = conduct, .words = words, .after = first(query, "after")});
    const Practice practice = rulings_.practice();
    object data = frame_("公布的研判答复");
    data["typed"] = words;
    data["conduct"] = conduct;
    data["searched"] = !words.empty() || !conduct.empty();
    data["practice"] = practice_words(practice);
    array items;
    for (const Ruling& each : found.rulings) items.push_back(text_of(each));
    data["empty"] = items.empty();
    data["items"] = std::move(items);
    data["chips"] = chips(practice, conduct);
    data["has_chips"] = !practice.conducts.empty();
    data["next"] = !found.next.empty();
    data["next_href"] = "/rulings?after=" + http::percent_encode(found.next) +
                        (words.empty() ? "" : "&q=" + http::percent_encode(words)) +
                        (conduct.empty() ? "" : "&conduct=" + http::percent_encode(conduct));
    return page("norms/rulings", data);
  }

  Response one(const Request& request) const {
    const auto found = rulings_.published(std::string(request.param("ruling")));
    if (!found)
      return Response::problem({.status = 404,
                                .code = "not_found",
                                .detail = "没有这份答复，或者还没有公布",
                                .errors = {}});
    object data = frame_("研判答复 " + found->number);
    for (auto& [key, value] : text_of(*found)) data[key] = value;
    const auto verdict = parse_verdict(found->verdict).value_or(Verdict::undetermined);
    const auto parts = phrases(std::string(verdict_word(verdict)) + "：" +
                               std::string(data["conduct_words"].as_string()) + "。");
    data["phrases"] = array(parts.begin(), parts.end());
    return page("norms/ruling", data);
  }

 private:
  Response page(std::string_view name, const object& data, int status = 200) const {
    return Response::html(templates_.page(name, data), status);
  }

  object text_of(const Ruling& ruling) const {
    return text_view(rulings_, published_json(rulings_, ruling), ruling.pack,
                     rulings_.clock().today());
  }

  static std::string practice_words(const Practice& practice) {
    if (practice.published == 0) return "";
    std::string text = "一共公布过 " + std::to_string(practice.published) + " 份，现在管用的 " +
                       std::to_string(practice.in_force) + " 份，撤销的 " +
                       std::to_string(practice.revoked) + " 份，等着答复的 " +
                       std::to_string(practice.waiting) + " 件。";
    if (practice.median_days)
      text += "从问到答，一半在 " + std::to_string(*practice.median_days) + " 个工作日以内，最长 " +
              std::to_string(*practice.longest_days) + " 个。";
    return text;
  }

  array chips(const Practice& practice, const std::string& conduct) const {
    array out;
    const ServedPack& served = *rulings_.norms().find("");
    out.push_back(object{{"href", "/rulings"}, {"label", "全部"}, {"current", conduct.empty()}});
    for (const auto& [id, count] : practice.conducts) {
      const auto known = served.pack.conduct_index(id);
      out.push_back(object{{"href", "/rulings?conduct=" + http::percent_encode(id)},
                           {"label", (known ? served.pack.conducts[*known].label : id) + " " +
                                         std::to_string(count)},
                           {"current", conduct == id}});
    }
    return out;
  }

  std::optional<RulingQuestion> question_of(const http::Form& sent) const {
    const auto form = read_form(rulings_.norms(), sent);
    if (!form) return std::nullopt;
    const Walk way = walk(rulings_.norms(), *form);
    if (way.open.kind != StepKind::verdict) return std::nullopt;
    object check = situation_json(form->served->pack, way.situation);
    check["pack"] = form->served->pack.id;
    RulingQuestion question;
    question.check = std::move(check);
    question.place = first(sent, "ruling_place");
    question.note = first(sent, "note");
    return question;
  }

  Response ask(const http::Form& sent, const base::Faults& faults) const {
    const auto form = read_form(rulings_.norms(), sent);
    if (!form) return unreadable("这里没有这份清单，请重新问一次");
    const Walk way = walk(rulings_.norms(), *form);
    if (way.open.kind != StepKind::verdict) return unreadable("还没有问完，请回到上一页问完再送出");
    const auto check = rulings_.norms().check(*form->served, way.situation);
    if (!check) return Response::invalid(check.faults(), "check.invalid");
    const Pack& pack = form->served->pack;
    object data = frame_("送去研判");
    array hidden;
    for (auto& [name, value] : hidden_fields(*form, {StepKind::verdict}))
      hidden.push_back(object{{"name", name}, {"value", value}});
    data["hidden"] = std::move(hidden);
    const std::string id = first(sent, "id");
    data["id"] = base::is_uuid_v7(id) ? id : ids_.next();
    const std::string code = first(sent, "code");
    data["code"] = tidy_code(code).empty() ? make_code(random_) : code;
    data["errors"] = errors_view(faults);
    data["has_errors"] = !faults.empty();
    data["conducts"] = conduct_labels(pack, way.situation.conducts);
    data["day"] = day_text(way.situation.contact_on, check->situation.asked_on);
    const object asking = ask_view(*check, *check->calendar);
    data["by"] = asking.at("by");
    data["by_weekday"] = asking.at("by_weekday");
    data["note_typed"] = first(sent, "note");
    data["places"] = places(first(sent, "ruling_place"));
    array told;
    for (std::size_t i = 0; i < pack.facts.size(); ++i) {
      const FactValue& value = way.situation.facts[i];
      if (value.given == Given::absent) continue;
      told.push_back(
          object{{"label", pack.facts[i].label},
                 {"value", value.given == Given::value ? fact_value_text(pack.facts[i], value.value)
                                                       : "不清楚"}});
    }
    data["told"] = std::move(told);
    return page("norms/ruling_new", data, faults.empty() ? 200 : 422);
  }

  // The city and what lies directly in it.
  array places(const std::string& chosen) const {
    array out;
    for (const identity::Place* root : rulings_.places().below("")) {
      out.push_back(object{
          {"id", root->id}, {"name", root->name + "（全市）"}, {"chosen", root->id == chosen}});
      for (const identity::Place* place : rulings_.places().below(root->id))
        out.push_back(
            object{{"id", place->id}, {"name", place->name}, {"chosen", place->id == chosen}});
    }
    return out;
  }

  Response sent_page(const RulingRecord& record, const std::string& code) const {
    object data = frame_("送到了");
    data["code"] = code;
    const identity::Place* place = rulings_.places().find(record.docket.file.place);
    data["place"] = place ? place->name : "";
    data["by"] = "";
    data["by_weekday"] = "";
    for (const auto& deadline : record.docket.deadlines)
      if (!deadline.ended_on) {
        data["by"] = deadline.due.to_chinese();
        data["by_weekday"] = std::string(deadline.due.weekday_chinese()) + "前";
      }
    return page("norms/ruling_sent", data);
  }

  Response code_page(const std::string& typed, const std::string& error, const RulingRecord* record,
                     int status) const {
    object data = frame_("凭编码看答复");
    data["typed"] = typed;
    data["error"] = error;
    data["found"] = record != nullptr;
    if (record != nullptr) {
      const RulingAnsweredJson answered = rulings_.database().read(
          [&](store::Sql& sql) { return answered_json(sql, rulings_, *record); });
      data["state_label"] = answered.state_label;
      data["hint"] = answered.hint;
      data["due"] = answered.due.has_value();
      data["due_text"] = answered.due ? day_words(*answered.due) : "";
      data["why_declined"] = answered.why_declined;
      data["published"] = answered.published ? boost::json::value(text_of(record->ruling))
                                             : boost::json::value(false);
    }
    return page("norms/ruling_answer", data, status);
  }

  Rulings& rulings_;
  const http::Templates& templates_;
  RulingFrame frame_;
  base::UuidSource& ids_;
  base::RandomSource& random_;
};

http::RouteOptions quiet(std::string action) {
  http::RouteOptions options{.action = std::move(action), .quiet = true, .body_max = kBodyMax};
  options.blocking = true;
  options.no_store = true;
  options.content_types = {std::string(kForm)};
  return options;
}

http::RouteOptions reading(std::string action, bool silent = false) {
  http::RouteOptions options{.action = std::move(action), .quiet = silent};
  options.blocking = true;
  return options;
}

}  // namespace

void add_ruling_pages(const identity::Guard& guard, http::Router& router, Rulings& rulings,
                      const http::Templates& templates, const RulingFrame& open_frame,
                      const RulingFrame& signed_in_frame, base::UuidSource& ids,
                      base::RandomSource& random) {
  const auto pages = std::make_shared<const Pages>(rulings, templates, open_frame, ids, random);
  const auto add = [&](Method method, std::string pattern, http::RouteOptions options,
                       Response (Pages::*handler)(const Request&) const) {
    router.add(method, std::move(pattern), std::move(options),
               [pages, handler](const Request& request) { return ((*pages).*handler)(request); });
  };
  add(Method::post, "/rulings/new", quiet("ruling.ask"), &Pages::begin);
  add(Method::post, "/rulings/anonymous", quiet("ruling.ask"), &Pages::send);
  add(Method::get, "/rulings/answer", reading("ruling.ask", true), &Pages::ask_code);
  add(Method::post, "/rulings/answer", quiet("ruling.ask"), &Pages::by_code);
  add(Method::get, "/rulings", reading("ruling.published"), &Pages::list);
  add(Method::get, "/rulings/{ruling}", reading("ruling.published"), &Pages::one);
  http::RouteOptions named{.action = "ruling.ask_named", .body_max = kBodyMax};
  named.no_store = true;
  named.content_types = {std::string(kForm)};
  guard.route(Method::post, "/rulings", std::move(named),
              [pages](const Request& request, const Caller& caller) {
                return pages->send_by_name(request, caller);
              });
  add_ruling_record_pages(guard, rulings, templates, signed_in_frame);
}

}  // namespace qinqing::norms
