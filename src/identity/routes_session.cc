// Signing in and out, one's sessions, one's password, the acting post.
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "identity/answers.h"
#include "identity/email.h"
#include "identity/json.h"
#include "identity/refused.h"
#include "identity/routes.h"

namespace qinqing::identity {

struct SignInText {
  std::string login;
  std::string password;
  std::optional<std::string> provider;  // "password" where not said
  static constexpr std::string_view kTitle = "SignInText";
};
BOOST_DESCRIBE_STRUCT(SignInText, (), (login, password, provider))

struct PasswordText {
  std::string current;
  std::string next;
  static constexpr std::string_view kTitle = "PasswordText";
};
BOOST_DESCRIBE_STRUCT(PasswordText, (), (current, next))

struct EmailText {
  std::string email;
  static constexpr std::string_view kTitle = "Email";
};
BOOST_DESCRIBE_STRUCT(EmailText, (), (email))

struct ActText {
  std::string post;
  std::optional<std::string> delegation;
  static constexpr std::string_view kTitle = "ActingText";
};
BOOST_DESCRIBE_STRUCT(ActText, (), (post, delegation))

namespace {

using http::Method;
using http::Request;
using http::Response;

constexpr std::string_view kTag = "登录";

Response refusal_of(const SignInRefusal& refusal) {
  using enum SignInRefusal::Why;
  struct Answer {
    int status;
    const char* code;
  };
  const Answer answer = [&]() -> Answer {
    switch (refusal.why) {
      case wait:
        return {429, "session.wait"};
      case disabled:
        return {403, "session.disabled"};
      case no_account:
        return {403, "session.no_account"};
      case wrong:
        break;
    }
    return {401, "session.wrong"};
  }();
  Response response = Response::problem(
      {.status = answer.status, .code = answer.code, .detail = told(refusal), .errors = {}});
  if (refusal.why == wait) response.set("Retry-After", std::to_string(refusal.retry_after.count()));
  return response;
}

class Routes {
 public:
  Routes(const Guard& guard, Identity& identity, bool demonstration)
      : guard_(guard), identity_(identity), demonstration_(demonstration) {}

  Response sign_in(const Request& request, const Caller&) const {
    const auto text = body_as<SignInText>(request);
    if (!text) return Response::invalid(text.faults(), "session.invalid");
    const auto answer = identity_.sessions.sign_in({.provider = text->provider.value_or("password"),
                                                    .login = text->login,
                                                    .secret = text->password},
                                                   Guard::token_of(request));
    if (const auto* refused = std::get_if<SignInRefusal>(&answer)) return refusal_of(*refused);
    const auto& signed_in = std::get<SignedIn>(answer);
    Response response = me(signed_in.caller);
    guard_.set_cookie(response, signed_in.token);
    return response;
  }

  Response show(const Request&, const Caller& caller) const { return me(caller); }

  Response sign_out(const Request& request, const Caller&) const {
    identity_.sessions.sign_out(Guard::token_of(request));
    Response response;
    response.status = 204;
    guard_.set_cookie(response, "");
    return response;
  }

  Response list(const Request&, const Caller& caller) const {
    boost::json::array items;
    for (const Session& session : identity_.sessions.list(caller))
      items.push_back(told(told_session(session, caller)));
    return Response::json({{"items", std::move(items)}});
  }

  Response revoke(const Request& request, const Caller& caller) const {
    if (!identity_.sessions.revoke(caller, request.param("session")))
      throw Refused(Access::hidden, "session.delete");
    Response response;
    response.status = 204;
    if (request.param("session") == caller.session) guard_.set_cookie(response, "");
    return response;
  }

  Response password(const Request& request, const Caller& caller) const {
    const auto text = body_as<PasswordText>(request);
    if (!text) return Response::invalid(text.faults(), "password.invalid");
    const auto token = identity_.sessions.change_password(caller, text->current, text->next);
    if (!token) return Response::invalid(token.faults(), "password.refused");
    const auto now = identity_.sessions.resolve(*token);
    Response response = me(now ? *now : caller);
    guard_.set_cookie(response, *token);
    return response;
  }

  Response show_email(const Request&, const Caller& caller) const {
    return Response::json({{"email", email_of(identity_.means, caller)}});
  }

  Response email(const Request& request, const Caller& caller) const {
    const auto text = body_as<EmailText>(request);
    if (!text) return Response::invalid(text.faults(), "email.invalid");
    const auto set = set_email(identity_.means, caller, text->email);
    if (!set) return Response::invalid(set.faults(), "email.invalid");
    return Response::json({{"email", *set}});
  }

  Response act(const Request& request, const Caller& caller) const {
    const auto text = body_as<ActText>(request);
    if (!text) return Response::invalid(text.faults(), "session.invalid");
    if (!identity_.sessions.act_as(caller, text->post, text->delegation.value_or("")))
      throw Refused(Access::hidden, "session.act");
    const auto now = identity_.sessions.resolve(Guard::token_of(request));
    return me(now ? *now : caller);
  }

 private:
  Response me(const Caller& caller) const {
    return Response::json(identity_.means.database.read([&](store::Sql& sql) {
      return told(Told(sql, identity_.means.places).session(caller, demonstration_));
    }));
  }

  Guard guard_;
  Identity& identity_;
  bool demonstration_;
};

}  // namespace

void add_session_routes(const Guard& guard, Identity& identity, bool demonstration) {
  const auto routes = std::make_shared<const Routes>(guard, identity, demonstration);
  const auto add = [&](Method method, const char* pattern, http::RouteOptions options,
                       Response (Routes::*handler)(const Request&, const Caller&) const) {
    guard.route(method, pattern, std::move(options),
                [routes, handler](const Request& request, const Caller& caller) {
                  return ((*routes).*handler)(request, caller);
                });
  };
  const auto json = [](std::string action, boost::json::object operation) {
    http::RouteOptions options{.action = std::move(action), .operation = std::move(operation)};
    options.content_types = {"application/json"};
    return options;
  };
  const auto& session = schema_of<SessionJson>();
  add(Method::post, "/api/v1/session",
      json("session.create", Operation("signIn", "登录", kTag)
                                 .takes(base::json_schema<SignInText>())
                                 .answers(200, session)),
      &Routes::sign_in);
  add(Method::get, "/api/v1/session",
      {.action = "session.read",
       .operation = Operation("showSession", "我是谁，以什么岗位办事", kTag).answers(200, session)},
      &Routes::show);
  add(Method::delete_, "/api/v1/session",
      {.action = "session.delete",
       .operation = Operation("signOut", "退出登录", kTag).answers_nothing()},
      &Routes::sign_out);
  add(Method::get, "/api/v1/sessions",
      {.action = "session.read",
       .operation = Operation("listSessions", "我在哪些地方登录着", kTag)
                        .answers(200, items_schema(schema_of<SessionRowJson>(), "SessionList"))},
      &Routes::list);
  add(Method::delete_, "/api/v1/sessions/{session}",
      {.action = "session.delete",
       .operation = Operation("revokeSession", "让一处登录失效", kTag).answers_nothing()},
      &Routes::revoke);
  add(Method::put, "/api/v1/me/password",
      json("password.change", Operation("changePassword", "改自己的口令", kTag)
                                  .takes(base::json_schema<PasswordText>())
                                  .answers(200, session)),
      &Routes::password);
  const boost::json::object email_schema = plain_schema(base::json_schema<EmailText>());
  add(Method::get, "/api/v1/me/email",
      {.action = "session.read",
       .operation = Operation("showEmail", "我收通知的邮箱", kTag).answers(200, email_schema)},
      &Routes::show_email);
  add(Method::put, "/api/v1/me/email",
      json("email.change", Operation("changeEmail", "改自己收通知的邮箱", kTag)
                               .takes(email_schema)
                               .answers(200, email_schema)),
      &Routes::email);
  add(Method::put, "/api/v1/me/post",
      json("session.act", Operation("actAs", "换一个岗位办事", kTag)
                              .takes(base::json_schema<ActText>())
                              .answers(200, session)),
      &Routes::act);
}

}  // namespace qinqing::identity
