#include <algorithm>
#include <charconv>
#include <memory>
#include <utility>

#include "casework/case_page.h"
#include "identity/answers.h"
#include "norms/rulings/pages.h"
#include "norms/rulings/views.h"
#include "norms/views.h"
#include "store/failure.h"

namespace qinqing::norms {
namespace {

using boost::json::array;
using boost::json::object;
using http::Method;
using http::Request;
using http::Response;
using identity::Caller;

constexpr std::size_t kBodyMax = std::size_t{64} << 10U;
constexpr int kPage = 50;
constexpr std::string_view kOvertaken = "您看的时候别人改了，您的这一步没有保存。下面是现在的样子";

std::string words_of(const std::vector<std::string>& conducts) {
  return join(conducts, "、");
}

array one_error(std::string_view text) {
  return {object{{"text", text}}};
}

bool handles(const Caller& caller) {
  return caller.role == identity::Role::coordinator || caller.role == identity::Role::inspector;
}

class RecordPages {
 public:
  RecordPages(Rulings& rulings, const http::Templates& templates, RulingFrame frame)
      : rulings_(rulings), templates_(templates), frame_(std::move(frame)) {}

  Response list(const Request& request, const Caller& caller) const {
    const http::Form& query = request.target.query;
    const bool mine = !handles(caller) || query.first("view") == "mine";
    const bool ended = query.first("all") == "1";
    const auto found =
        rulings_.list(caller, {.view = mine ? RulingQuery::View::mine : RulingQuery::View::place,
                               .open = !ended,
                               .after = std::string(query.first("after").value_or("")),
                               .limit = kPage + 1});
    object data = frame_(mine ? "我送去研判的" : "要研判的");
    data["heading"] = mine ? "我送去研判的" : "要研判的情形";
    data["sub"] = mine ? "送去以后到哪一步了。匿名送去的凭编码看。"
                       : "清单定不下来、送到这里的。过了期限会转到上一级，不等于同意。";
    array chips;
    const auto chip = [&](std::string_view label, std::string href, bool current) {
      chips.push_back(object{{"label", label}, {"href", std::move(href)}, {"current", current}});
    };
    if (handles(caller)) {
      chip("等着办的", "/rulings/work", !mine && !ended);
      chip("也看办完的", "/rulings/work?all=1", !mine && ended);
    }
    chip("我送去的", "/rulings/work?view=mine&all=1", mine);
    data["chips"] = std::move(chips);
    array rows;
    for (const RulingRecord& each : found)
      if (rows.size() < static_cast<std::size_t>(kPage)) rows.push_back(row(each, caller.today));
    data["next"] = found.size() > static_cast<std::size_t>(kPage);
    data["next_href"] = "/rulings/work?after=" +
                        (rows.empty() ? "" : std::string(rows.back().at("id").as_string())) +
                        (ended ? "&all=1" : "") + (mine ? "&view=mine" : "");
    data["empty"] = rows.empty();
    data["rows"] = std::move(rows);
    return page("norms/ruling_work", data, 200);
  }

  Response read(const Request& request, const Caller& caller) const {
    return show(rulings_.read(caller, std::string(request.param("ruling"))), caller, {}, {}, 200);
  }

  Response act(const Request& request, const Caller& caller) const {
    const auto sent = request.form();
    if (!sent)
      return Response::problem({.status = 400,
                                .code = "form.unreadable",
                                .detail = "读不懂提交的内容，请回到上一页重新提交",
                                .errors = {}});
    const std::string id(request.param("ruling"));
    object fields;
    for (const auto& field : sent->fields())
      if (field.name.starts_with("f.")) fields[field.name.substr(2)] = field.value;
    const std::string name(sent->first("act").value_or(""));
    RulingAct act{.act = name, .fields = std::move(fields), .answer = std::nullopt};
    if (name == "draft") act.answer = answer_from(*sent);
    try {
      const auto acted = rulings_.act(caller, id, version_of(*sent), act, base::Scalars::text);
      if (!acted)
        return show(rulings_.read(caller, id), caller, *sent, errors_view(acted.faults()), 422);
      return Response::redirect("/rulings/" + id + "/record");
    } catch (const store::Conflict&) {
      return show(rulings_.read(caller, id), caller, *sent, one_error(kOvertaken), 412);
    }
  }

 private:
  static std::int64_t version_of(const http::Form& sent) {
    const std::string version(sent.first("version").value_or(""));
    std::int64_t seen = 0;
    std::from_chars(version.data(), version.data() + version.size(), seen);
    return seen;
  }

  Response page(std::string_view name, const object& data, int status) const {
    return Response::html(templates_.page(name, data), status);
  }

  object row(const RulingRecord& record, base::Date today) const {
    const RulingHeadJson head = head_json(rulings_, record, today);
    object out = identity::told(head).as_object();
    out["conduct_words"] = words_of(head.conducts);
    out["due_text"] = head.due ? day_words(*head.due) : "";
    out["late"] = head.light == "late";
    out["due_state"] = head.light == "late" ? "late" : "owed";
    out["who"] = head.anonymous ? "匿名" : "具名";
    out["place_name"] = head.place.name;
    return out;
  }

  Response show(const RulingRecord& record, const Caller& caller, const http::Form& sent,
                array errors, int status) const {
    const RulingJson told_record = rulings_.database().read(
        [&](store::Sql& sql) { return record_json(sql, rulings_, record, caller); });
    const object told = identity::told(told_record).as_object();
    object data = frame_(told_record.state_label + "：" + words_of(told_record.conducts));
    for (const auto& [key, value] : told) data[key] = value;
    data["ruling_id"] = told_record.id;
    data["csrf"] = caller.csrf;
    data["has_errors"] = !errors.empty();
    data["errors"] = std::move(errors);
    data["conduct_words"] = words_of(told_record.conducts);
    data["place_name"] = told_record.place.name;
    data["asked_text"] = casework::moment_text(told_record.asked_at, caller.today);
    data["contact_text"] = day_words(told_record.contact_on);
    const auto actor = parse_actor(told_record.actor);
    data["actor_words"] = actor ? actor_words(*actor) : told_record.actor;
    data["who"] = told_record.asker ? told_record.asker->name : "匿名";
    array owed = casework::owed_view(told.at("deadlines").as_array(), caller.today);
    data["has_owed"] = !owed.empty();
    data["owed_light"] = casework::light_of_all(owed);
    data["owed"] = std::move(owed);
    show_texts(data, record, told_record, caller);
    show_acts(data, record, told, sent, caller);
    casework::add_moments(data["steps"].as_array(), caller.today);
    return page("norms/ruling_record", data, status);
  }

  void show_texts(object& data, const RulingRecord& record, const RulingJson& told_record,
                  const Caller& caller) const {
    const std::string& pack = record.ruling.pack;
    const auto text = [&](const PublishedRulingJson& ruling) {
      return text_view(rulings_, ruling, pack, caller.today);
    };
    data["published"] = told_record.published ? boost::json::value(text(*told_record.published))
                                              : boost::json::value(false);
    data["draft_words"] = told_record.answer && !told_record.published
                              ? boost::json::value(text(as_published(
                                    rulings_, record, *told_record.answer, caller.today)))
                              : boost::json::value(false);
    array contrary;
    for (const auto& each : told_record.contrary) contrary.push_back(text(each));
    data["has_contrary"] = !contrary.empty();
    data["contrary"] = std::move(contrary);
    array rules;
    if (told_record.published && caller.role == identity::Role::coordinator)
      for (const RuleDraftJson& each : rule_drafts(rulings_, record.ruling).rules)
        rules.push_back(identity::told(each));
    data["has_rules"] = !rules.empty();
    data["rules"] = std::move(rules);
  }

  void show_acts(object& data, const RulingRecord& record, const object& told,
                 const http::Form& sent, const Caller& caller) const {
    array acts = casework::acts_view(told.at("may").as_array());
    // What is owed is an answer: to draft one comes before to give none.
    const auto is_draft = [](const auto& act) { return act.at("id").as_string() == "draft"; };
    const bool may_draft = std::ranges::any_of(acts, is_draft);
    for (auto& act : acts) {
      const bool drafts = is_draft(act);
      if (may_draft) act.as_object()["primary"] = drafts;
      act.as_object()["drafts"] =
          drafts ? boost::json::value(draft_view(rulings_, record, sent, caller.today))
                 : boost::json::value(false);
    }
    data["has_acts"] = !acts.empty();
    data["acts"] = std::move(acts);
  }

  Rulings& rulings_;
  const http::Templates& templates_;
  RulingFrame frame_;
};

}  // namespace

void add_ruling_record_pages(const identity::Guard& guard, Rulings& rulings,
                             const http::Templates& templates, const RulingFrame& frame) {
  const auto pages = std::make_shared<const RecordPages>(rulings, templates, frame);
  const auto call = [pages](auto member) {
    return [pages, member](const Request& request, const Caller& caller) {
      return ((*pages).*member)(request, caller);
    };
  };
  http::RouteOptions acting{.action = "ruling.act", .body_max = kBodyMax};
  acting.no_store = true;
  acting.content_types = {"application/x-www-form-urlencoded"};
  guard.route(Method::get, "/rulings/work", {.action = "ruling.list", .no_store = true},
              call(&RecordPages::list));
  guard.route(Method::get, "/rulings/{ruling}/record", {.action = "ruling.read", .no_store = true},
              call(&RecordPages::read));
  guard.route(Method::post, "/rulings/{ruling}/acts", std::move(acting), call(&RecordPages::act));
}

}  // namespace qinqing::norms
