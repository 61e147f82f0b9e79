// Organisations and places.
#include <memory>
#include <string>
#include <variant>

#include "identity/answers.h"
#include "identity/json.h"
#include "identity/listing.h"
#include "identity/queries.h"
#include "identity/refused.h"
#include "identity/routes.h"
#include "identity/versions.h"

namespace qinqing::identity {
namespace {

using http::Method;
using http::Request;
using http::Response;

constexpr std::string_view kTag = "单位和地域";

bool same(const Organisation& made, const OrganisationText& text) {
  return made.kind == text.kind && made.name == text.name && made.parent == text.parent &&
         made.place == text.place && made.credit_code == text.credit_code &&
         (!text.valid_from || *text.valid_from == made.valid_from) &&
         made.valid_to == text.valid_to && made.merged_into == text.merged_into;
}

class Routes {
 public:
  explicit Routes(Identity& identity) : identity_(identity) {}

  Response list(const Request& request, const Caller&) const {
    const Listing listing = listing_of(request);
    return identity_.means.database.read([&](store::Sql& sql) {
      auto found = queries::search_organisations(sql, listing.q, listing.initials,
                                                 request.target.query.first("place").value_or(""),
                                                 listing.after, listing.limit + 1);
      boost::json::value next;
      if (found.size() > static_cast<std::size_t>(listing.limit)) {
        found.pop_back();
        next = found.back().id;
      }
      const Told names(sql, identity_.means.places);
      boost::json::array items;
      for (const Organisation& row : found) items.push_back(told(names.organisation(row)));
      return Response::json({{"items", std::move(items)}, {"next", std::move(next)}});
    });
  }

  Response show(const Request& request, const Caller&) const {
    const auto row = find(std::string(request.param("organisation")));
    if (!row) throw Refused(Access::hidden, "organisation.read");
    return answer(*row, 200);
  }

  Response create(const Request& request, const Caller& caller) const {
    const std::string id(request.param("organisation"));
    if (auto refusal = refuse_creation(request, id)) return *std::move(refusal);
    const auto text = body_as<OrganisationText>(request);
    if (!text) return Response::invalid(text.faults(), "organisation.invalid");
    try {
      const auto made = identity_.organisations.create(caller, id, *text);
      if (!made) return Response::invalid(made.faults(), "organisation.invalid");
      return answer(*made, 201);
    } catch (const store::Exists&) {
      const auto known = find(id);
      if (!known || !same(*known, *text)) throw;
      return answer(*known, 200);
    }
  }

  Response change(const Request& request, const Caller& caller) const {
    const auto version = required_version(request);
    if (const auto* refusal = std::get_if<Response>(&version)) return *refusal;
    const auto text = body_as<OrganisationText>(request);
    if (!text) return Response::invalid(text.faults(), "organisation.invalid");
    const auto made = identity_.organisations.change(caller, request.param("organisation"),
                                                     std::get<std::int64_t>(version), *text);
    if (!made) return Response::invalid(made.faults(), "organisation.invalid");
    return answer(*made, 200);
  }

  Response places(const Request& request, const Caller&) const {
    const http::Form& query = request.target.query;
    const Places& places = identity_.means.places;
    const std::string q(query.first("q").value_or(""));
    const std::string_view parent = query.first("parent").value_or("");
    boost::json::array items;
    for (const Place* place : q.empty() ? places.below(parent) : places.search(q, 50))
      items.push_back(told(told_place(places, *place)));
    return Response::json({{"items", std::move(items)}, {"path", path(parent)}});
  }

  Response place(const Request& request, const Caller&) const {
    const Places& places = identity_.means.places;
    const Place* found = places.find(request.param("place"));
    if (found == nullptr) throw Refused(Access::hidden, "place.read");
    return Response::json(told(told_place(places, *found)));
  }

 private:
  std::optional<Organisation> find(const std::string& id) const {
    return identity_.means.database.read(
        [&](store::Sql& sql) { return sql.find<Organisation>(id); });
  }

  Response answer(const Organisation& row, int status) const {
    return identity_.means.database.read([&](store::Sql& sql) {
      return versioned(told(Told(sql, identity_.means.places).organisation(row)), row.version,
                       status);
    });
  }

  // From the root down to the place itself.
  boost::json::array path(std::string_view id) const {
    boost::json::array names;
    const auto up = identity_.means.places.path(id);
    for (auto each = up.rbegin(); each != up.rend(); ++each)
      names.push_back(told(NamedJson{*each, identity_.means.places.find(*each)->name}));
    return names;
  }

  Identity& identity_;
};

}  // namespace

void add_organisation_routes(const Guard& guard, Identity& identity) {
  const auto routes = std::make_shared<const Routes>(identity);
  const auto add = [&](Method method, const char* pattern, std::string action,
                       const Operation& operation,
                       Response (Routes::*handler)(const Request&, const Caller&) const) {
    guard.route(method, pattern, {.action = std::move(action), .operation = operation},
                [routes, handler](const Request& request, const Caller& caller) {
                  return ((*routes).*handler)(request, caller);
                });
  };
  const auto& organisation = schema_of<OrganisationJson>();
  add(Method::get, "/api/v1/organisations", "organisation.list",
      Operation("listOrganisations", "单位、企业、商会和家园", kTag)
          .query("q", "名称的一部分，或拼音首字母")
          .query("place", "只要这个地方的，不含下面的")
          .pages()
          .answers(200, pages_schema(organisation, "OrganisationList")),
      &Routes::list);
  add(Method::get, "/api/v1/organisations/{organisation}", "organisation.read",
      Operation("showOrganisation", "一个单位", kTag).answers(200, organisation), &Routes::show);
  add(Method::put, "/api/v1/organisations/{organisation}", "organisation.create",
      Operation("createOrganisation", "登记单位", kTag)
          .header("If-None-Match", "*")
          .takes(base::json_schema<OrganisationText>())
          .answers(200, organisation)
          .answers(201, organisation),
      &Routes::create);
  add(Method::patch, "/api/v1/organisations/{organisation}", "organisation.change",
      Operation("changeOrganisation", "改单位资料：写全，不是只写改的", kTag)
          .header("If-Match", "取得时的 ETag")
          .takes(base::json_schema<OrganisationText>())
          .answers(200, organisation),
      &Routes::change);
  const auto& place = schema_of<PlaceJson>();
  add(Method::get, "/api/v1/places", "place.list",
      Operation("listPlaces", "地域：一个地方下面的，或者按名称找", kTag)
          .query("parent", "上级的编号；不写就从最上面")
          .query("q", "名称的一部分，或拼音首字母")
          .answers(200, object_schema({{"items", list_schema(place)},
                                       {"path", list_schema(schema_of<NamedJson>())}},
                                      "PlaceList")),
      &Routes::places);
  add(Method::get, "/api/v1/places/{place}", "place.read",
      Operation("showPlace", "一个地方", kTag).answers(200, place), &Routes::place);
}

}  // namespace qinqing::identity
