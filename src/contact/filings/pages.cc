#include "contact/filings/pages.h"

#include <charconv>
#include <memory>
#include <utility>

#include "base/identifiers.h"
#include "contact/filings/json.h"
#include "contact/filings/pages_amend.h"
#include "contact/filings/pages_attendees.h"
#include "contact/filings/pages_record.h"
#include "contact/filings/people.h"
#include "contact/filings/told.h"
#include "embedded/contact_pages.h"
#include "identity/answers.h"
#include "identity/refused.h"
#include "norms/views.h"
#include "norms/views_form.h"
#include "store/failure.h"

namespace qinqing::contact {
namespace {

using boost::json::array;
using boost::json::object;
using http::Method;
using http::Request;
using http::Response;
using identity::Caller;

constexpr std::string_view kForm = "application/x-www-form-urlencoded";
constexpr std::size_t kBodyMax = std::size_t{64} << 10U;
constexpr std::string_view kOvertaken =
    "您看的时候别人改了这份报备，您的这一步没有保存。下面是现在的样子";

std::string first(const http::Form& form, std::string_view name) {
  return std::string(form.first(name).value_or(""));
}

Response unreadable(std::string detail) {
  return Response::problem(
      {.status = 400, .code = "form.unreadable", .detail = std::move(detail), .errors = {}});
}

// Beside the field it is about.
array errors_of(const base::Faults& faults) {
  array out;
  for (const auto& fault : faults) {
    std::string text = fault.what;
    if (!fault.right.empty()) text += "，" + fault.right;
    out.push_back(object{{"text", std::move(text)}, {"is_" + fault.code, true}});
  }
  return out;
}

class Pages {
 public:
  Pages(Filings& filings, const http::Templates& templates, Frame frame, base::UuidSource& ids)
      : filings_(filings), templates_(templates), frame_(std::move(frame)), ids_(ids) {}

  Response begin(const Request& request, const Caller& caller) const {
    const auto sent = request.form();
    return sent ? ask(*sent, caller, {}) : unreadable("读不懂提交的内容，请回到上一页重新提交");
  }

  Response file(const Request& request, const Caller& caller) const {
    const auto sent = request.form();
    if (!sent) return unreadable("读不懂提交的内容，请回到上一页重新提交");
    const std::string id = first(*sent, "id");
    if (!base::is_uuid_v7(id)) return unreadable("这一页少了编号，请回到结论页重新报备");
    auto told = telling(*sent);
    if (!told) return unreadable("回答不完整，请重新问一次再报备");
    const AttendeesTold along = attendees(*sent, caller);
    if (!along.faults.empty()) return ask(*sent, caller, along.faults);
    told->attendees = along.people;
    try {
      const auto filed = filings_.file(caller, id, *told);
      if (!filed) return ask(*sent, caller, filed.faults());
      return Response::redirect("/filings/" + id);
    } catch (const store::Exists&) {
      return Response::redirect("/filings/" + id);  // sent before, with other words
    }
  }

  Response list(const Request& request, const Caller& caller) const {
    ListQuery query{.view = View::mine, .after = first(request.target.query, "after")};
    if (!query.after.empty() && query.after.find('~') == std::string::npos) query.after.clear();
    const ListPage found = filings_.list(caller, query);
    const auto version = filings_.casework().current(kFilingProcedure);
    object data = frame_("我的报备");
    array rows;
    for (const Listed& item : found.items)
      rows.push_back(identity::told(item_json(item, version->procedure, caller.today)));
    data["rows"] = std::move(rows);
    data["empty"] = found.items.empty();
    data["next"] = http::percent_encode(found.next);
    return page("contact/filings", data);
  }

  Response read(const Request& request, const Caller& caller) const {
    return show(filings_.read(caller, std::string(request.param("filing"))), caller, {}, 200);
  }

  Response act(const Request& request, const Caller& caller) const {
    const auto sent = request.form();
    if (!sent) return unreadable("读不懂提交的内容，请回到上一页重新提交");
    const std::string id(request.param("filing"));
    const std::int64_t seen = version_of(*sent);
    object fields;
    for (const auto& field : sent->fields())
      if (field.name.starts_with("f.")) fields[field.name.substr(2)] = field.value;
    try {
      const auto acted = filings_.act(
          caller, id, seen,
          {.act = first(*sent, "act"), .fields = std::move(fields), .telling = std::nullopt},
          base::Scalars::text);
      if (!acted) return show(filings_.read(caller, id), caller, errors_of(acted.faults()), 422);
      return Response::redirect("/filings/" + id);
    } catch (const store::Conflict&) {
      return show(filings_.read(caller, id), caller, one_error(kOvertaken), 412);
    }
  }

  // Everything that holds now, in one form.
  Response begin_amend(const Request& request, const Caller& caller) const {
    const FilingRecord record =
        filings_.read(caller, std::string(request.param("filing")), "", "filing.amend");
    return amend_page(record, caller, amend_form(record), {}, 200);
  }

  Response amend(const Request& request, const Caller& caller) const {
    const auto sent = request.form();
    if (!sent) return unreadable("读不懂提交的内容，请回到上一页重新提交");
    const std::string id(request.param("filing"));
    const FilingRecord record = filings_.read(caller, id, "", "filing.amend");
    const norms::ServedPack* served = pack_of(filings_.norms(), receipt_of(record.account.receipt));
    if (served == nullptr) return amend_page(record, caller, *sent, {}, 422);
    const AmendTold told = read_amend(*served, record, *sent);
    if (!told.faults.empty()) return amend_page(record, caller, *sent, told.faults, 422);
    try {
      const auto acted = filings_.act(
          caller, id, version_of(*sent),
          {.act = "amend", .fields = told.fields, .telling = told.telling}, base::Scalars::text);
      if (!acted) return amend_page(record, caller, *sent, acted.faults(), 422);
      return Response::redirect("/filings/" + id);
    } catch (const store::Conflict&) {
      base::Faults faults;
      faults.add("filing.conflict", "",
                 "您写的时候别人改了这份报备，您的更正没有保存。下面还是您写的",
                 "请先看看这份报备现在的样子，再决定还更正不更正");
      return amend_page(filings_.read(caller, id), caller, *sent, faults, 412);
    }
  }

 private:
  static std::int64_t version_of(const http::Form& sent) {
    const std::string version = first(sent, "version");
    std::int64_t seen = 0;
    std::from_chars(version.data(), version.data() + version.size(), seen);
    return seen;
  }

  static array one_error(std::string_view text) { return {object{{"text", text}}}; }

  AttendeesTold attendees(const http::Form& sent, const Caller& caller) const {
    return filings_.database().read([&](store::Sql& sql) {
      return read_attendees(sql, identity::Directory(sql, filings_.places()), caller, sent);
    });
  }

  // Where it cannot be amended now, the filing itself and why.
  Response amend_page(const FilingRecord& record, const Caller& caller, const http::Form& form,
                      const base::Faults& faults, int status) const {
    const object told = told_of(record, caller);
    const object* act = nullptr;
    for (const auto& offer : told.at("may").as_array())
      if (offer.at("id").as_string() == "amend") act = &offer.as_object();
    const std::string why(act == nullptr ? "这份报备现在不能由您更正"
                                         : std::string(act->at("why_not").as_string()));
    if (!why.empty()) return show(record, caller, one_error(why), 409);
    const norms::ServedPack* served = pack_of(filings_.norms(), receipt_of(record.account.receipt));
    if (served == nullptr)
      return show(record, caller, one_error("这里已经没有报的时候用的清单，不能在这里更正"), 409);
    object data = frame_("更正：" + record.account.title);
    const bool enterprise = record.filing.side == Side::entrepreneur;
    for (auto& [key, value] :
         amend_view(*served, *act, enterprise ? norms::Actor::entrepreneur : norms::Actor::official,
                    form, faults))
      data[key] = value;
    data["csrf"] = caller.csrf;
    data["filing_id"] = record.filing.id;
    data["version"] = record.docket.file.version;
    data["enterprise"] = enterprise;
    data["units"] = enterprise ? units(first(form, "unit")) : array();
    data["differences"] = told.at("differences");
    data["has_differences"] = !told.at("differences").as_array().empty();
    return page("contact/filing_amend", data, status);
  }

  object told_of(const FilingRecord& record, const Caller& caller) const {
    return identity::told(filings_.database().read([&](store::Sql& sql) {
             return record_json(sql, filings_, record, caller);
           }))
        .as_object();
  }

  Response page(std::string_view name, const object& data, int status = 200) const {
    return Response::html(templates_.page(name, data), status);
  }

  std::optional<Telling> telling(const http::Form& sent) const {
    const auto form = norms::read_form(filings_.norms(), sent);
    if (!form) return std::nullopt;
    const norms::Walk way = norms::walk(filings_.norms(), *form);
    if (way.open.kind != norms::StepKind::verdict) return std::nullopt;
    object check = norms::situation_json(form->served->pack, way.situation);
    check["pack"] = form->served->pack.id;
    Telling told;
    told.check = std::move(check);
    told.title = first(sent, "title");
    told.counterpart = first(sent, "counterpart");
    if (const std::string unit = first(sent, "unit"); !unit.empty()) told.unit = unit;
    told.submit = first(sent, "submit") != "0";
    return told;
  }

  Response ask(const http::Form& sent, const Caller& caller, const base::Faults& faults) const {
    const auto form = norms::read_form(filings_.norms(), sent);
    if (!form) return unreadable("这里没有这份清单，请重新问一次");
    const norms::Walk way = norms::walk(filings_.norms(), *form);
    if (way.open.kind != norms::StepKind::verdict)
      return unreadable("还没有问完，请回到上一页问完再报备");
    const auto check = filings_.norms().check(*form->served, way.situation);
    if (!check) return Response::invalid(check.faults(), "check.invalid");
    const norms::Pack& pack = form->served->pack;
    object data = frame_("报备这次接触");
    array hidden;
    for (auto& [name, value] : norms::hidden_fields(*form, {norms::StepKind::verdict}))
      hidden.push_back(object{{"name", name}, {"value", value}});
    data["hidden"] = std::move(hidden);
    const std::string id = first(sent, "id");
    data["id"] = base::is_uuid_v7(id) ? id : ids_.next();
    data["csrf"] = caller.csrf;
    data["mark"] = norms::mark(check->judgement.outcome.verdict);
    data["conducts"] = norms::conduct_labels(pack, way.situation.conducts);
    data["day"] = norms::day_text(way.situation.contact_on, caller.today);
    data["title_typed"] = first(sent, "title");
    data["counterpart_typed"] = first(sent, "counterpart");
    data["errors"] = errors_of(faults);
    data["has_errors"] = !faults.empty();
    const bool enterprise = way.situation.actor == norms::Actor::entrepreneur;
    data["enterprise"] = enterprise;
    if (enterprise) data["units"] = units(first(sent, "unit"));
    AttendeesTold along = attendees(sent, caller);
    data["attendees_typed"] = along.typed;
    data["has_attendees"] = !along.rows.empty();
    data["attendees"] = std::move(along.rows);
    return page("contact/filing_new", data, faults.empty() ? 200 : 422);
  }

  array units(const std::string& chosen) const {
    array out;
    for (const Named& unit : filings_.database().read(units_that_receive))
      out.push_back(object{{"id", unit.id}, {"name", unit.name}, {"chosen", unit.id == chosen}});
    return out;
  }

  Response show(const FilingRecord& record, const Caller& caller, array errors, int status) const {
    object data = frame_(record.account.title);
    for (auto& [key, value] : record_view(told_of(record, caller), std::move(errors), caller.today))
      data[key] = value;
    data["csrf"] = caller.csrf;
    data["filing_id"] = record.filing.id;
    return page("contact/filing", data, status);
  }

  Filings& filings_;
  const http::Templates& templates_;
  Frame frame_;
  base::UuidSource& ids_;
};

http::RouteOptions reading(std::string action) {
  return {.action = std::move(action), .no_store = true};
}
http::RouteOptions writing(std::string action) {
  http::RouteOptions options = reading(std::move(action));
  options.body_max = kBodyMax;
  options.content_types = {std::string(kForm)};
  return options;
}

}  // namespace

http::EmbeddedFiles page_templates() {
  return embedded::contact_pages();
}

void add_filing_pages(const identity::Guard& guard, Filings& filings,
                      const http::Templates& templates, Frame frame, base::UuidSource& ids) {
  const auto pages = std::make_shared<const Pages>(filings, templates, std::move(frame), ids);
  const auto call = [pages](auto member) {
    return [pages, member](const Request& request, const Caller& caller) {
      return ((*pages).*member)(request, caller);
    };
  };
  guard.route(Method::post, "/filings/new", writing("filing.keep"), call(&Pages::begin));
  guard.route(Method::post, "/filings", writing("filing.file"), call(&Pages::file));
  guard.route(Method::get, "/filings", reading("filing.list"), call(&Pages::list));
  guard.route(Method::get, "/filings/{filing}", reading("filing.read"), call(&Pages::read));
  guard.route(Method::post, "/filings/{filing}/acts", writing("filing.act"), call(&Pages::act));
  guard.route(Method::get, "/filings/{filing}/amend", reading("filing.amend"),
              call(&Pages::begin_amend));
  guard.route(Method::post, "/filings/{filing}/amend", writing("filing.amend"),
              call(&Pages::amend));
}

}  // namespace qinqing::contact
