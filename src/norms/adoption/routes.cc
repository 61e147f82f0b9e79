#include "norms/adoption/routes.h"

#include <utility>
#include <variant>

#include "base/canonical.h"
#include "base/json.h"
#include "base/reader.h"
#include "http/form.h"
#include "identity/answers.h"
#include "identity/directory.h"
#include "identity/refused.h"
#include "identity/versions.h"
#include "norms/adoption/answers.h"
#include "norms/diff/diff_json.h"
#include "store/failure.h"

namespace qinqing::norms {

using boost::json::array;
using boost::json::object;
using http::Method;
using http::Request;
using http::Response;
using identity::Caller;
using identity::Operation;
using identity::schema_of;
using identity::told;

namespace {

constexpr std::string_view kTag = "清单的版本";
constexpr std::size_t kBodyMax = std::size_t{12} << 20U;
constexpr std::size_t kReceiptsShown = 500;

object texts_schema(bool or_null) {
  const object text{{"type", "string"}};
  return {{"type", "object"},
          {"additionalProperties", or_null ? identity::nullable_schema(text) : text}};
}

// A body as T, or the answer that names every fault.
template <class T>
std::variant<T, Response> read_body(const Request& request) {
  const auto body = request.json({.bytes_max = kBodyMax});
  if (!body)
    return Response::problem({.status = 400,
                              .code = "body.unreadable",
                              .detail = "读不懂提交的内容",
                              .errors = body.faults()});
  base::Faults faults;
  T out = base::read<T>(*body, "", faults);
  if (!faults.empty()) return Response::invalid(std::move(faults), "edition.invalid");
  return out;
}

// Refusals of the procedure: not allowed to is 403, not now is 409, anything else is in the body.
Response refused(base::Faults faults) {
  int status = 422;
  for (const auto& fault : faults) {
    if (fault.code == "case.role" || fault.code == "case.own") status = 403;
    if (fault.code == "case.state" || fault.code == "case.guard" ||
        fault.code == "edition.published")
      status = 409;
  }
  if (status == 422) return Response::invalid(std::move(faults), "edition.invalid");
  const std::string code = faults[0].code;
  std::string detail = faults[0].what;
  return Response::problem(
      {.status = status, .code = code, .detail = std::move(detail), .errors = std::move(faults)});
}

// {path: text} or {path: null}; null is refused where files are not taken away.
base::Result<Editions::FileChanges> read_files(const boost::json::value& files, bool removing) {
  base::Faults faults;
  Editions::FileChanges changes;
  if (!files.is_object()) {
    faults.add("type", "/files", "files 要写成“文件: 内容”的对象");
    return faults;
  }
  for (const auto& [path, contents] : files.get_object()) {
    if (contents.is_string())
      changes.emplace(path, std::string(contents.get_string()));
    else if (contents.is_null() && removing)
      changes.emplace(path, std::nullopt);
    else
      faults.add("type", base::pointer_to("/files", path), "文件的内容要写成文字");
  }
  if (!faults.empty()) return faults;
  return changes;
}

class Api {
 public:
  explicit Api(Editions& editions) : editions_(editions) {}

  Response list(const Request&, const Caller& caller) const {
    EditionListJson list;
    for (const EditionRecord& record : editions_.list(caller))
      list.items.push_back(shown(record, caller));
    return Response::json(told(list));
  }

  Response read(const Request& request, const Caller& caller) const {
    const std::string id(request.param("edition"));
    return whole(editions_.read(caller, id), caller);
  }

  Response put(const Request& request, const Caller& caller) {
    const std::string id(request.param("edition"));
    if (auto refusal = identity::refuse_creation(request, id)) return std::move(*refusal);
    auto body = read_body<EditionText>(request);
    if (auto* answer = std::get_if<Response>(&body)) return std::move(*answer);
    const auto& text = std::get<EditionText>(body);
    identity::require(caller, "edition.create", editions_.own_place(caller));
    auto files = beginning(caller, text);
    if (!files) return refused(files.faults());
    try {
      auto made = editions_.create(caller, id, *files, text.based_on.value_or(""));
      if (!made) return refused(made.faults());
      return whole(made->record, caller, made->created ? 201 : 200);
    } catch (const store::Exists&) {
      return Response::problem({.status = 412,
                                .code = "edition.exists",
                                .detail = "这个编号下已经有另一版",
                                .errors = {}});
    }
  }

  Response change(const Request& request, const Caller& caller) {
    auto version = identity::required_version(request);
    if (auto* answer = std::get_if<Response>(&version)) return std::move(*answer);
    auto body = read_body<EditionFilesText>(request);
    if (auto* answer = std::get_if<Response>(&body)) return std::move(*answer);
    const auto changes = read_files(std::get<EditionFilesText>(body).files, true);
    if (!changes) return refused(changes.faults());
    auto changed = editions_.change(caller, std::string(request.param("edition")),
                                    std::get<std::int64_t>(version), *changes);
    if (!changed) return refused(changed.faults());
    return whole(*changed, caller);
  }

  Response act(const Request& request, const Caller& caller) {
    auto version = identity::required_version(request);
    if (auto* answer = std::get_if<Response>(&version)) return std::move(*answer);
    auto body = read_body<EditionActText>(request);
    if (auto* answer = std::get_if<Response>(&body)) return std::move(*answer);
    const auto& text = std::get<EditionActText>(body);
    auto acted =
        editions_.act(caller, std::string(request.param("edition")),
                      std::get<std::int64_t>(version), text.act, text.fields.value_or(nullptr));
    if (!acted) return refused(acted.faults());
    return whole(*acted, caller);
  }

  Response analysis(const Request& request, const Caller& caller) {
    const std::string id(request.param("edition"));
    const EditionRecord record = editions_.read(caller, id);
    const auto named = request.target.query.first("from");
    const auto from = named ? base::Date::parse(*named) : std::optional(caller.today);
    if (!from) {
      base::Faults faults;
      faults.add("value", "/from", "from 要写成真实存在的日期", "例如 2026-11-27");
      return Response::invalid(std::move(faults), "edition.invalid");
    }
    const auto found = editions_.analyse(caller, id, *from);
    if (!found) return refused(found.faults());
    PackReader reader;
    const auto pack = reader.read(editions_.files(caller, id));
    if (!pack) return refused(pack.faults());
    return Response::json(told(analysed(*found, *from, editions_.norms(), *pack)));
  }

 private:
  // The files a draft begins with.
  base::Result<PackFiles> beginning(const Caller& caller, const EditionText& text) const {
    PackFiles files;
    if (text.based_on) {
      files = editions_.files(caller, *text.based_on);
    } else if (text.pack) {
      const ServedPack* served = editions_.norms().find(*text.pack);
      if (!served) {
        base::Faults faults;
        faults.add("unknown_pack", "/pack", "没有叫“" + *text.pack + "”的清单包");
        return faults;
      }
      files = served->files;
    }
    if (!text.files) return files;
    auto changes = read_files(*text.files, false);
    if (!changes) return changes.faults();
    for (auto& [path, contents] : *changes) files[path] = std::move(*contents);
    return files;
  }

  static AnalysisJson analysed(const Analysis& found, base::Date from, const Norms& norms,
                               const Pack& pack) {
    AnalysisJson out;
    out.from = from;
    for (const base::Fault& fault : found.proof.lint)
      out.lint.push_back((fault.file.empty() ? "" : fault.file + "：") + fault.what);
    out.failing = found.proof.failing;
    out.cases_run = static_cast<std::int64_t>(found.proof.cases);
    for (const ChangedCase& each : found.cases)
      out.cases.push_back({each.id, each.title, each.before, each.after});
    out.receipts_changed = static_cast<std::int64_t>(found.receipts.size());
    for (const ChangedReceipt& each : found.receipts) {
      if (out.receipts.size() == kReceiptsShown) break;
      out.receipts.push_back(
          {each.kept.id, each.contact_on, each.conducts, each.before, each.after, each.facts});
    }
    out.diff = diff_json(norms.on(pack.id, from)->pack, pack, found.diff);
    return out;
  }

  Response whole(const EditionRecord& record, const Caller& caller, int status = 200) const {
    EditionWholeJson out{.edition = shown(record, caller), .files = {}};
    const PackFiles files = editions_.files(caller, record.edition.id);
    for (const auto& [path, contents] : files)
      out.files.push_back(
          {.path = path,
           .hash = base::sha256_hex(contents),
           .bytes = static_cast<std::int64_t>(contents.size()),
           .text = http::is_text(contents) ? std::optional(contents) : std::nullopt});
    return identity::versioned(told(out), record.version(), status);
  }

  EditionJson shown(const EditionRecord& record, const Caller& caller) const {
    const PackEdition& edition = record.edition;
    const auto* state = record.docket.procedure().state(record.docket.file.state);
    EditionJson out{.id = edition.id,
                    .version = record.version(),
                    .pack = edition.pack,
                    .title = edition.title,
                    .place = edition.place,
                    .hash = edition.hash,
                    .based_on = edition.based_on,
                    .state = record.docket.file.state,
                    .state_label = state ? state->label : record.docket.file.state,
                    .author = "",
                    .made_at = edition.made_at,
                    .document = edition.document,
                    .adopted_by = edition.adopted_by,
                    .adopted_from = edition.adopted_from,
                    .acts = {}};
    editions_.database().read([&](store::Sql& sql) {
      out.author = editions_.name_of(sql, edition.made_by);
      for (const casework::Offer& offer : editions_.casework().offers(record.docket, caller, sql))
        out.acts.push_back({.id = offer.transition->id,
                            .label = offer.transition->label,
                            .confirm = offer.transition->confirm,
                            .why_not = offer.why_not});
    });
    return out;
  }

  Editions& editions_;
};

http::RouteOptions reading(std::string action, const Operation& operation) {
  return {.action = std::move(action), .no_store = true, .operation = operation};
}

http::RouteOptions writing(std::string action, const Operation& operation) {
  http::RouteOptions options = reading(std::move(action), operation);
  options.body_max = kBodyMax;
  options.content_types = {"application/json"};
  return options;
}

Operation showing(std::string_view id, std::string_view summary) {
  return Operation(id, summary, kTag).answers(200, schema_of<EditionWholeJson>());
}

}  // namespace

void AnalysisJson::describe(object& properties) {
  properties["diff"] = object{{"type", "object"}};
}
void EditionText::describe(object& properties) {
  properties["files"] = texts_schema(false);
}
void EditionFilesText::describe(object& properties) {
  properties["files"] = texts_schema(true);
}
void EditionActText::describe(object& properties) {
  properties["fields"] =
      identity::nullable_schema({{"type", "object"}, {"additionalProperties", true}});
}

void add_edition_api(const identity::Guard& guard, Editions& editions) {
  const auto api = std::make_shared<Api>(editions);
  const auto call = [api](auto member) {
    return [api, member](const Request& request, const Caller& caller) {
      return ((*api).*member)(request, caller);
    };
  };
  const std::string one = "/api/v1/editions/{edition}";
  guard.route(Method::get, "/api/v1/editions",
              reading("edition.list", Operation("listEditions", "清单有哪几版", kTag)
                                          .answers(200, schema_of<EditionListJson>())),
              call(&Api::list));
  guard.route(Method::get, one, reading("edition.read", showing("showEdition", "清单的一版")),
              call(&Api::read));
  guard.route(Method::put, one,
              writing("edition.create", showing("draftEdition", "起草一版")
                                            .header("If-None-Match", "*")
                                            .takes(base::json_schema<EditionText>())
                                            .answers(201, schema_of<EditionWholeJson>())),
              call(&Api::put));
  guard.route(Method::put, one + "/files",
              writing("edition.change", showing("changeEdition", "改草稿的文件")
                                            .header("If-Match", "取得时的 ETag")
                                            .takes(base::json_schema<EditionFilesText>())),
              call(&Api::change));
  guard.route(Method::post, one + "/acts",
              writing("edition.act", showing("actOnEdition", "办一步")
                                         .header("If-Match", "取得时的 ETag")
                                         .takes(base::json_schema<EditionActText>())),
              call(&Api::act));
  guard.route(Method::get, one + "/analysis",
              reading("edition.read", Operation("analyseEdition", "采用以前：什么会变", kTag)
                                          .query("from", "从哪天起的接触，不写是今天")
                                          .answers(200, schema_of<AnalysisJson>())),
              call(&Api::analysis));
}

}  // namespace qinqing::norms
