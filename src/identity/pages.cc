#include "identity/pages.h"

#include <memory>
#include <utility>
#include <variant>

#include "embedded/identity_pages.h"
#include "identity/carried.h"
#include "identity/directory.h"
#include "identity/email.h"
#include "identity/refused.h"

namespace qinqing::identity {
namespace {

using http::Method;
using http::Request;
using http::Response;

namespace json = boost::json;

constexpr std::string_view kForm = "application/x-www-form-urlencoded";
// What is carried, each of its bytes written as %XX, and its names.
constexpr std::size_t kBodyMax = std::size_t{256} << 10U;

Response unreadable(const base::Faults& faults) {
  return Response::problem({.status = 400,
                            .code = "form.unreadable",
                            .detail = "读不懂提交的内容，请回到上一页重新提交",
                            .errors = faults});
}

std::string first(const http::Form& form, std::string_view name) {
  return std::string(form.first(name).value_or(""));
}

json::object error_at(std::string_view target, std::string text) {
  return {{"target", target}, {"text", std::move(text)}};
}

std::string words(const ActingPost& acting) {
  const std::string title =
      acting.post.title.empty() ? std::string(title_of(acting.post.role)) : acting.post.title;
  return acting.organisation_name + " · " + title;
}

std::string moment(std::int64_t ms) {
  return base::moment_text(base::Instant{std::chrono::milliseconds(ms)});
}

// The sign-in page; with `refusal`, after an attempt.
Response sign_in_view(const http::Templates& templates, const Frame& frame, const Carried& carried,
                      const std::string& login, const SignInRefusal* refusal) {
  json::object data = frame("登录");
  data["next"] = carried.next;
  data["kept"] = carried.kept();
  data["carries"] = !carried.fields.empty();
  data["login"] = login;
  data["wrong"] = refusal != nullptr;
  data["error"] = nullptr;
  if (carried.too_much)
    data["error"] = error_at("login", "您填的内容太多，登录以后要重新填。可以先回上一页复制下来");
  if (refusal != nullptr) data["error"] = error_at("password", told(*refusal));
  int status = 200;
  if (refusal != nullptr) status = refusal->why == SignInRefusal::Why::wait ? 429 : 422;
  Response response = Response::html(templates.page("identity/sign_in", data), status);
  if (status == 429) response.set("Retry-After", std::to_string(refusal->retry_after.count()));
  return response;
}

class Pages {
 public:
  Pages(const Guard& guard, Identity& identity, const http::Templates& templates, Frame frame,
        std::string home)
      : guard_(guard),
        identity_(identity),
        templates_(templates),
        frame_(std::move(frame)),
        home_(std::move(home)) {}

  Response sign_in_form(const Request& request, const Caller&) const {
    const Carried carried{.next = local_path(request.target.query.first("next").value_or("")),
                          .fields = {},
                          .too_much = false};
    return sign_in_view(templates_, frame_, carried, "", nullptr);
  }

  Response sign_in(const Request& request, const Caller&) const {
    const auto form = request.form();
    if (!form) return unreadable(form.faults());
    const Carried carried = Carried::of_form(*form);
    const auto answer = identity_.sessions.sign_in({.provider = "password",
                                                    .login = first(*form, "login"),
                                                    .secret = first(*form, "password")},
                                                   Guard::token_of(request));
    if (const auto* refusal = std::get_if<SignInRefusal>(&answer))
      return sign_in_view(templates_, frame_, carried, first(*form, "login"), refusal);
    const auto& signed_in = std::get<SignedIn>(answer);
    Response response = signed_in.caller.must_change
                            ? password_view(signed_in.caller, carried, base::Faults(), false)
                            : go_on(signed_in.caller, carried);
    guard_.set_cookie(response, signed_in.token);
    return response;
  }

  Response sign_out(const Request& request, const Caller&) const {
    identity_.sessions.sign_out(Guard::token_of(request));
    Response response = Response::redirect("/");
    guard_.set_cookie(response, "");
    return response;
  }

  Response password_form(const Request& request, const Caller& caller) const {
    const Carried carried{.next = local_path(request.target.query.first("next").value_or("")),
                          .fields = {},
                          .too_much = false};
    return password_view(caller, carried, base::Faults(), false);
  }

  Response password(const Request& request, const Caller& caller) const {
    const auto form = request.form();
    if (!form) return unreadable(form.faults());
    const Carried carried = Carried::of_form(*form);
    if (first(*form, "password") != first(*form, "again"))
      return password_view(caller, carried, base::Faults(), true);
    const auto token = identity_.sessions.change_password(caller, first(*form, "current"),
                                                          first(*form, "password"));
    if (!token) return password_view(caller, carried, token.faults(), false);
    const auto now = identity_.sessions.resolve(*token);
    Response response = go_on(now ? *now : caller, carried);
    guard_.set_cookie(response, *token);
    return response;
  }

  Response me(const Request&, const Caller& caller) const {
    return me_view(caller, email_of(identity_.means, caller), nullptr);
  }

  Response email(const Request& request, const Caller& caller) const {
    const auto form = request.form();
    if (!form) return unreadable(form.faults());
    const auto set = set_email(identity_.means, caller, first(*form, "email"));
    if (!set) return me_view(caller, first(*form, "email"), &set.faults());
    return Response::redirect("/me");
  }

  Response act(const Request& request, const Caller& caller) const {
    const auto form = request.form();
    if (!form) return unreadable(form.faults());
    if (!identity_.sessions.act_as(caller, first(*form, "post"), first(*form, "delegation")))
      throw Refused(Access::hidden, "session.act");
    return Response::redirect("/me");
  }

  Response revoke(const Request& request, const Caller& caller) const {
    const auto form = request.form();
    if (!form) return unreadable(form.faults());
    if (!identity_.sessions.revoke(caller, first(*form, "session")))
      throw Refused(Access::hidden, "session.delete");
    return Response::redirect("/me");
  }

 private:
  Response me_view(const Caller& caller, const std::string& email_text,
                   const base::Faults* faults) const {
    json::object data = frame_("我");
    data["name"] = caller.name;
    data["csrf"] = caller.csrf;
    data["email"] = email_text;
    data["email_wrong"] = nullptr;
    if (faults != nullptr)
      data["email_wrong"] = error_at("email", (*faults)[0].what + "，" + (*faults)[0].right);
    data["post"] = "";
    json::array posts;
    for (const ActingPost& acting : identity_.sessions.acting_posts(caller)) {
      const bool current = acting.post.id == caller.post && acting.delegation == caller.delegation;
      if (current) data["post"] = words(acting);
      posts.push_back(json::object{{"id", acting.post.id},
                                   {"delegation", acting.delegation},
                                   {"words", words(acting)},
                                   {"stands_for", acting.stands_for_name},
                                   {"current", current}});
    }
    data["has_posts"] = !posts.empty();
    data["posts"] = std::move(posts);
    json::array sessions;
    for (const Session& session : identity_.sessions.list(caller))
      sessions.push_back(json::object{{"id", session.id},
                                      {"since", moment(session.created_at)},
                                      {"seen", moment(session.seen_at)},
                                      {"current", session.id == caller.session}});
    data["sessions"] = std::move(sessions);
    return Response::html(templates_.page("identity/me", data), faults == nullptr ? 200 : 422);
  }

  // Onward: a redirect, or one button that posts what was carried.
  Response go_on(const Caller& caller, const Carried& carried) const {
    if (carried.fields.empty())
      return Response::redirect(carried.next == "/" ? home_ : carried.next);
    json::object data = frame_("已经登录");
    data["action"] = carried.next;
    data["csrf"] = caller.csrf;
    data["fields"] = carried.own();
    data["name"] = caller.name;
    data["post"] = "";
    for (const ActingPost& acting : identity_.sessions.acting_posts(caller))
      if (acting.post.id == caller.post && acting.delegation == caller.delegation)
        data["post"] = words(acting);
    return Response::html(templates_.page("identity/go_on", data));
  }

  Response password_view(const Caller& caller, const Carried& carried, const base::Faults& faults,
                         bool differ) const {
    json::object data = frame_("改口令");
    data["csrf"] = caller.csrf;
    data["next"] = carried.next;
    data["kept"] = carried.kept();
    data["must_change"] = caller.must_change;
    data["login"] = identity_.means.database.read([&](store::Sql& sql) {
      const auto account = sql.find<Account>(caller.account);
      return account ? account->login : std::string();
    });
    json::array errors;
    const auto add = [&](const char* member, const char* target, const std::string& text) {
      errors.push_back(error_at(target, text));
      data[member] = error_at(target, text);
    };
    for (const char* member : {"current_wrong", "next_wrong", "again_wrong"})
      data[member] = nullptr;
    for (const base::Fault& fault : faults) {
      const std::string text = fault.right.empty() ? fault.what : fault.what + "。" + fault.right;
      if (fault.pointer == "/current")
        add("current_wrong", "current", text);
      else
        add("next_wrong", "next-password", text);
    }
    if (differ) add("again_wrong", "again", "两遍写的不一样");
    data["has_errors"] = !errors.empty();
    const int status = errors.empty() ? 200 : 422;
    data["errors"] = std::move(errors);
    return Response::html(templates_.page("identity/change_password", data), status);
  }

  Guard guard_;
  Identity& identity_;
  const http::Templates& templates_;
  Frame frame_;
  std::string home_;
};

}  // namespace

http::EmbeddedFiles page_templates() {
  return embedded::identity_pages();
}

std::function<Response(const Request&)> sign_in_page(const http::Templates& templates,
                                                     Frame frame) {
  return [&templates, frame = std::move(frame)](const Request& request) {
    return sign_in_view(templates, frame, Carried::of_stopped(request), "", nullptr);
  };
}

void add_pages(const Guard& guard, Identity& identity, const http::Templates& templates,
               Frame frame, std::string home) {
  const auto pages =
      std::make_shared<const Pages>(guard, identity, templates, std::move(frame), std::move(home));
  const auto add = [&](Method method, const char* pattern, std::string action,
                       Response (Pages::*handler)(const Request&, const Caller&) const) {
    http::RouteOptions options{.action = std::move(action)};
    if (method == Method::post) {
      options.content_types = {std::string(kForm)};
      options.body_max = kBodyMax;
    }
    guard.route(method, pattern, std::move(options),
                [pages, handler](const Request& request, const Caller& caller) {
                  return ((*pages).*handler)(request, caller);
                });
  };
  add(Method::get, "/sign-in", "session.create", &Pages::sign_in_form);
  add(Method::post, "/sign-in", "session.create", &Pages::sign_in);
  add(Method::post, "/sign-out", "session.delete", &Pages::sign_out);
  add(Method::get, "/me", "session.read", &Pages::me);
  add(Method::get, "/me/password", "password.change", &Pages::password_form);
  add(Method::post, "/me/password", "password.change", &Pages::password);
  add(Method::post, "/me/email", "email.change", &Pages::email);
  add(Method::post, "/me/post", "session.act", &Pages::act);
  add(Method::post, "/me/sessions", "session.delete", &Pages::revoke);
}

}  // namespace qinqing::identity
