// Posts and delegations.
#include <memory>
#include <string>
#include <string_view>
#include <variant>

#include "identity/answers.h"
#include "identity/json.h"
#include "identity/routes.h"
#include "identity/versions.h"

namespace qinqing::identity {

// PostText and whose it is.
struct GivenPostText : PostText {
  std::string person;
  static constexpr std::string_view kTitle = "GivenPostText";
};
BOOST_DESCRIBE_STRUCT(GivenPostText, (PostText), (person))

struct LastDayText {
  base::Date last_day;
  static constexpr std::string_view kTitle = "LastDayText";
};
BOOST_DESCRIBE_STRUCT(LastDayText, (), (last_day))

namespace {

using http::Method;
using http::Request;
using http::Response;

constexpr std::string_view kTag = "岗位";

bool same(const Post& made, const GivenPostText& text) {
  return made.person == text.person && made.organisation == text.organisation &&
         made.role == text.role && made.title == text.title &&
         made.head == text.head.value_or(false) && (!text.place || *text.place == made.place) &&
         (!text.held_from || *text.held_from == made.held_from) && made.held_to == text.held_to;
}

bool same(const Delegation& made, const DelegationText& text) {
  return made.from_post == text.from_post && made.to_post == text.to_post &&
         made.valid_from == text.valid_from && made.valid_to == text.valid_to &&
         made.reason == text.reason;
}

class Routes {
 public:
  explicit Routes(Identity& identity) : identity_(identity) {}

  Response list(const Request& request, const Caller& caller) const {
    const http::Form& query = request.target.query;
    const auto posts =
        identity_.posts.list(caller, query.first("organisation").value_or(caller.organisation),
                             query.first("all") == "1");
    return items(posts, [](const Told& told, const Post& post) { return told.post(post); });
  }

  Response assign(const Request& request, const Caller& caller) const {
    const std::string id(request.param("post"));
    if (auto refusal = refuse_creation(request, id)) return *std::move(refusal);
    const auto text = body_as<GivenPostText>(request);
    if (!text) return Response::invalid(text.faults(), "post.invalid");
    try {
      const auto made = identity_.posts.assign(caller, id, text->person, *text);
      if (!made) return Response::invalid(made.faults(), "post.invalid");
      return post(*made, 201);
    } catch (const store::Exists&) {
      const auto known = find<Post>(id);
      if (!known || !same(*known, *text)) throw;
      return post(*known, 200);
    }
  }

  Response end(const Request& request, const Caller& caller) const {
    const auto version = required_version(request);
    if (const auto* refusal = std::get_if<Response>(&version)) return *refusal;
    const auto text = body_as<LastDayText>(request);
    if (!text) return Response::invalid(text.faults(), "post.invalid");
    const auto ended = identity_.posts.end(caller, request.param("post"),
                                           std::get<std::int64_t>(version), text->last_day);
    if (!ended) return Response::invalid(ended.faults(), "post.invalid");
    return post(*ended, 200);
  }

  Response delegations(const Request&, const Caller& caller) const {
    return items(identity_.posts.delegations(caller),
                 [](const Told& told, const Delegation& row) { return told.delegation(row); });
  }

  Response delegate(const Request& request, const Caller& caller) const {
    const std::string id(request.param("delegation"));
    if (auto refusal = refuse_creation(request, id)) return *std::move(refusal);
    const auto text = body_as<DelegationText>(request);
    if (!text) return Response::invalid(text.faults(), "delegation.invalid");
    try {
      const auto made = identity_.posts.delegate(caller, id, *text);
      if (!made) return Response::invalid(made.faults(), "delegation.invalid");
      return delegation(*made, 201);
    } catch (const store::Exists&) {
      const auto known = find<Delegation>(id);
      if (!known || !same(*known, *text)) throw;
      return delegation(*known, 200);
    }
  }

  Response end_delegation(const Request& request, const Caller& caller) const {
    const auto version = required_version(request);
    if (const auto* refusal = std::get_if<Response>(&version)) return *refusal;
    return delegation(identity_.posts.end_delegation(caller, request.param("delegation"),
                                                     std::get<std::int64_t>(version)),
                      200);
  }

 private:
  template <class Row, class Tell>
  Response items(const std::vector<Row>& rows, Tell tell) const {
    return identity_.means.database.read([&](store::Sql& sql) {
      const Told names(sql, identity_.means.places);
      boost::json::array list;
      for (const Row& row : rows) list.push_back(told(tell(names, row)));
      return Response::json({{"items", std::move(list)}});
    });
  }

  template <class Row>
  std::optional<Row> find(const std::string& id) const {
    return identity_.means.database.read([&](store::Sql& sql) { return sql.find<Row>(id); });
  }

  Response post(const Post& row, int status) const {
    return identity_.means.database.read([&](store::Sql& sql) {
      return versioned(told(Told(sql, identity_.means.places).post(row)), row.version, status);
    });
  }

  Response delegation(const Delegation& row, int status) const {
    return identity_.means.database.read([&](store::Sql& sql) {
      return versioned(told(Told(sql, identity_.means.places).delegation(row)), row.version,
                       status);
    });
  }

  Identity& identity_;
};

}  // namespace

void add_post_routes(const Guard& guard, Identity& identity) {
  const auto routes = std::make_shared<const Routes>(identity);
  const auto add = [&](Method method, const char* pattern, std::string action,
                       const Operation& operation,
                       Response (Routes::*handler)(const Request&, const Caller&) const) {
    guard.route(method, pattern, {.action = std::move(action), .operation = operation},
                [routes, handler](const Request& request, const Caller& caller) {
                  return ((*routes).*handler)(request, caller);
                });
  };
  const auto& post = schema_of<PostJson>();
  const auto& delegation = schema_of<DelegationJson>();
  add(Method::get, "/api/v1/posts", "post.list",
      Operation("listPosts", "一个单位的岗位", kTag)
          .query("organisation", "单位编号；不写就是自己的单位")
          .query("all", "1：连已经卸任的", words_schema({"1"}))
          .answers(200, items_schema(post, "PostList")),
      &Routes::list);
  add(Method::put, "/api/v1/posts/{post}", "post.assign",
      Operation("assignPost", "任岗", kTag)
          .header("If-None-Match", "*")
          .takes(base::json_schema<GivenPostText>())
          .answers(200, post)
          .answers(201, post),
      &Routes::assign);
  add(Method::post, "/api/v1/posts/{post}/end", "post.end",
      Operation("endPost", "卸任", kTag)
          .header("If-Match", "取得时的 ETag")
          .takes(base::json_schema<LastDayText>())
          .answers(200, post),
      &Routes::end);
  add(Method::get, "/api/v1/delegations", "delegation.list",
      Operation("listDelegations", "我的和本单位的委托", kTag)
          .answers(200, items_schema(delegation, "DelegationList")),
      &Routes::delegations);
  add(Method::put, "/api/v1/delegations/{delegation}", "delegation.create",
      Operation("delegate", "委托", kTag)
          .header("If-None-Match", "*")
          .takes(base::json_schema<DelegationText>())
          .answers(200, delegation)
          .answers(201, delegation),
      &Routes::delegate);
  add(Method::delete_, "/api/v1/delegations/{delegation}", "delegation.end",
      Operation("endDelegation", "提前结束委托", kTag)
          .header("If-Match", "取得时的 ETag")
          .answers(200, delegation),
      &Routes::end_delegation);
}

}  // namespace qinqing::identity
