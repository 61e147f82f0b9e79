// Accounts and finding people.
#include <memory>
#include <string>
#include <string_view>

#include "identity/answers.h"
#include "identity/checks.h"
#include "identity/json.h"
#include "identity/listing.h"
#include "identity/queries.h"
#include "identity/refused.h"
#include "identity/routes.h"
#include "identity/versions.h"

namespace qinqing::identity {

struct DisabledText {
  bool disabled = false;
  static constexpr std::string_view kTitle = "DisabledText";
};
BOOST_DESCRIBE_STRUCT(DisabledText, (), (disabled))

namespace {

using http::Method;
using http::Request;
using http::Response;

constexpr std::string_view kTag = "账号";

bool mentions(const AccountView& view, const Listing& listing) {
  return view.account.login.find(listing.q) != std::string::npos ||
         view.name.find(listing.q) != std::string::npos ||
         (!listing.initials.empty() &&
          (" " + search_initials(view.name)).find(" " + listing.initials) != std::string::npos);
}

class Routes {
 public:
  explicit Routes(Identity& identity) : identity_(identity) {}

  // Pages are filled by walking on until enough accounts fit: those that were looked at and do not
  // are few, since most who list look for nothing.
  Response list(const Request& request, const Caller& caller) const {
    const Listing listing = listing_of(request);
    boost::json::array items;
    std::string after = listing.after;
    bool more = true;
    while (more && items.size() < static_cast<std::size_t>(listing.limit)) {
      const auto page = identity_.accounts.list(caller, after, kListMax);
      more = false;
      for (const AccountView& view : page) {
        if (items.size() == static_cast<std::size_t>(listing.limit)) {
          more = true;
          break;
        }
        after = view.account.id;
        if (mentions(view, listing)) items.push_back(account(view));
      }
      more = more || page.size() == static_cast<std::size_t>(kListMax);
    }
    boost::json::value next;
    if (more) next = after;
    return Response::json({{"items", std::move(items)}, {"next", std::move(next)}});
  }

  Response show(const Request& request, const Caller& caller) const {
    const AccountView view = identity_.accounts.read(caller, request.param("account"));
    return versioned(account(view), view.account.version);
  }

  Response open(const Request& request, const Caller& caller) const {
    const std::string id(request.param("account"));
    if (auto refusal = refuse_creation(request, id)) return *std::move(refusal);
    const auto text = body_as<AccountText>(request);
    if (!text) return Response::invalid(text.faults(), "account.invalid");
    // Looked up first: whoever has it is not told of, and its login would be "taken".
    if (auto again = opened_before(caller, id, *text)) return *std::move(again);
    const auto opened = identity_.accounts.open(caller, id, *text);
    if (!opened) return Response::invalid(opened.faults(), "account.invalid");
    return opened_answer(identity_.accounts.read(caller, id), opened->first_password, 201);
  }

  Response change(const Request& request, const Caller& caller) const {
    const auto version = required_version(request);
    if (const auto* refusal = std::get_if<Response>(&version)) return *refusal;
    const auto text = body_as<DisabledText>(request);
    if (!text) return Response::invalid(text.faults(), "account.invalid");
    const std::string id(request.param("account"));
    identity_.accounts.set_disabled(caller, id, std::get<std::int64_t>(version), text->disabled);
    const AccountView view = identity_.accounts.read(caller, id);
    return versioned(account(view), view.account.version);
  }

  Response reset(const Request& request, const Caller& caller) const {
    return Response::json(told(
        FirstPasswordJson{identity_.accounts.reset_password(caller, request.param("account"))}));
  }

  Response people(const Request& request, const Caller& caller) const {
    const Listing listing = listing_of(request);
    std::vector<PersonFoundJson> found;
    if (!listing.q.empty()) found = search(listing, caller);
    return Response::json({{"items", told_all(found)}});
  }

 private:
  // The same account asked for again by its own administrator, whose answer was lost: its first
  // password cannot be shown again, so it gets another.
  std::optional<Response> opened_before(const Caller& caller, const std::string& id,
                                        const AccountText& text) const {
    const auto known = identity_.means.database.read([&](store::Sql& sql) {
      const auto account = sql.find<Account>(id);
      if (!account || account->login != plain_login(text.login)) return false;
      const auto credential = queries::credential_of(sql, id, "password");
      return credential && credential->must_change;
    });
    if (!known) return std::nullopt;
    const std::string password = identity_.accounts.reset_password(caller, id);
    return opened_answer(identity_.accounts.read(caller, id), password, 200);
  }

  Response opened_answer(const AccountView& view, const std::string& password, int status) const {
    const boost::json::value answer = identity_.means.database.read([&](store::Sql& sql) {
      return told(OpenedAccountJson{.account = Told(sql, identity_.means.places).account(view),
                                    .first_password = password});
    });
    return versioned(answer, view.account.version, status);
  }

  boost::json::value account(const AccountView& view) const {
    return identity_.means.database.read(
        [&](store::Sql& sql) { return told(Told(sql, identity_.means.places).account(view)); });
  }

  std::vector<PersonFoundJson> search(const Listing& listing, const Caller& caller) const {
    bool everybody = caller.system;
    for (const Grant& grant : grants_of(caller.role, "person.list"))
      everybody = everybody || grant.reach == Reach::any;
    return identity_.means.database.read([&](store::Sql& sql) {
      std::vector<PersonFoundJson> found;
      for (auto& one : queries::search_people(sql, listing.q, listing.initials,
                                              everybody ? "" : caller.organisation, caller.today,
                                              listing.limit))
        found.push_back({.id = std::move(one.person),
                         .name = std::move(one.name),
                         .title = std::move(one.title),
                         .organisation = std::move(one.organisation_name)});
      return found;
    });
  }

  Identity& identity_;
};

}  // namespace

void add_account_routes(const Guard& guard, Identity& identity) {
  const auto routes = std::make_shared<const Routes>(identity);
  const auto add = [&](Method method, const char* pattern, std::string action,
                       const Operation& operation,
                       Response (Routes::*handler)(const Request&, const Caller&) const) {
    guard.route(method, pattern, {.action = std::move(action), .operation = operation},
                [routes, handler](const Request& request, const Caller& caller) {
                  return ((*routes).*handler)(request, caller);
                });
  };
  const auto& account = schema_of<AccountJson>();
  add(Method::get, "/api/v1/accounts", "account.list",
      Operation("listAccounts", "我管的账号", kTag)
          .query("q", "登录名、姓名或拼音首字母")
          .pages()
          .answers(200, pages_schema(account, "AccountList")),
      &Routes::list);
  add(Method::get, "/api/v1/accounts/{account}", "account.read",
      Operation("showAccount", "一个账号", kTag).answers(200, account), &Routes::show);
  add(Method::put, "/api/v1/accounts/{account}", "account.create",
      Operation("openAccount", "开账号，初始口令只显示这一次", kTag)
          .header("If-None-Match", "*")
          .takes(base::json_schema<AccountText>())
          .answers(200, schema_of<OpenedAccountJson>())
          .answers(201, schema_of<OpenedAccountJson>()),
      &Routes::open);
  add(Method::patch, "/api/v1/accounts/{account}", "account.disable",
      Operation("changeAccount", "停用或启用账号", kTag)
          .header("If-Match", "取得时的 ETag")
          .takes(base::json_schema<DisabledText>())
          .answers(200, account),
      &Routes::change);
  add(Method::delete_, "/api/v1/accounts/{account}/password", "account.reset_password",
      Operation("resetPassword", "重设口令，初始口令只显示这一次", kTag)
          .answers(200, schema_of<FirstPasswordJson>()),
      &Routes::reset);
  add(Method::get, "/api/v1/people", "person.list",
      Operation("findPeople", "按姓名或拼音首字母找人", kTag)
          .query("q", "姓名的一部分，或拼音首字母", true)
          .answers(200, items_schema(schema_of<PersonFoundJson>(), "PeopleFound")),
      &Routes::people);
}

}  // namespace qinqing::identity
