#include "identity/guard.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <stdexcept>
#include <utility>

#include "http/form.h"
#include "identity/access.h"
#include "identity/refused.h"
#include "identity/token.h"
#include "store/failure.h"

namespace qinqing::identity {
namespace {

using http::Request;
using http::Response;

constexpr std::size_t kNextMax = 2000;
constexpr std::string_view kForm = "application/x-www-form-urlencoded";

Response problem(int status, std::string code, std::string detail) {
  return Response::problem(
      {.status = status, .code = std::move(code), .detail = std::move(detail), .errors = {}});
}

Response told(const Refused& refused) {
  switch (refused.why) {
    case Access::needs_basis:
      return problem(403, "access.needs_basis",
                     "看别人的记录要写明依据（文号、线索编号），查看会留下记录");
    case Access::refused:
      return problem(
          403, "access.refused",
          refused.detail.empty() ? "您能看到这条记录，但是不能由您来办" : refused.detail);
    case Access::allowed:
    case Access::hidden:
      break;
  }
  return problem(404, "not_found", "没有这条记录，或者不在您能看到的范围里");
}

Response told(const store::Unavailable& unavailable) {
  Response response = problem(503, "store.unavailable", std::string(unavailable.told()));
  response.set("Retry-After", "5");
  return response;
}

// What one route does, whoever asks.
class Door {
 public:
  Door(Sessions& sessions, const base::Clock& clock, const GuardOptions& options,
       const std::string& pattern, std::string action, Guard::Handler handler)
      : sessions_(sessions),
        clock_(clock),
        ask_to_sign_in_(options.ask_to_sign_in),
        for_programs_(pattern.starts_with("/api/")),
        names_a_record_(pattern.find('{') != std::string::npos),
        action_(std::move(action)),
        handler_(std::move(handler)) {}

  Response answer(const Request& request) const {
    try {
      const Caller caller = who(request);
      if (auto refusal = refuse(request, caller)) return *std::move(refusal);
      return handler_(request, caller);
    } catch (const Refused& refused) {
      return told(refused);
    } catch (const store::Conflict&) {
      return problem(412, "version.conflict",
                     "您看的时候别人已经改过，这次没有保存。请看看现在的内容再改");
    } catch (const store::Exists&) {
      return problem(409, "record.exists", "这个编号已经有记录：可能前一次其实已经提交成功");
    } catch (const store::Unavailable& unavailable) {
      return told(unavailable);
    }
  }

 private:
  Caller who(const Request& request) const {
    if (auto caller = sessions_.resolve(Guard::token_of(request))) return *std::move(caller);
    Caller nobody;
    nobody.now = clock_.now();
    nobody.today = base::Clock::day_of(nobody.now);
    return nobody;
  }

  std::optional<Response> refuse(const Request& request, const Caller& caller) const {
    if (!could(caller, action_)) return caller.signed_in() ? no_right() : sign_in_first(request);
    if (!caller.signed_in()) return std::nullopt;
    if (caller.must_change && !allowed_with_first_password()) return change_first(request);
    // Who signs in again may have lost the page of the session before.
    const bool writes = !http::is_safe(request.method) && action_ != "session.create";
    if (writes && !has_word(request))
      return problem(403, "csrf",
                     "这个页面已经过期，没有提交。请刷新页面再试；您填的内容可以先复制下来");
    return std::nullopt;
  }

  Response no_right() const {
    if (names_a_record_) return told(Refused(Access::hidden, action_));
    return problem(403, "access.refused",
                   "您现在的岗位不能“" + std::string(find_action(action_)->title) +
                       "”。有别的岗位可以换一个，没有就请本单位管理员来办");
  }

  Response sign_in_first(const Request& request) const {
    if (!for_programs_ && http::is_safe(request.method))
      return Response::redirect("/sign-in?next=" + http::percent_encode(request.target.raw));
    if (!for_programs_ && ask_to_sign_in_ && request.media_type() == kForm)
      return ask_to_sign_in_(request);
    return problem(401, "session.none", "还没有登录，或者登录已经过期");
  }

  // Leaving, looking at oneself and changing the password; and what is open to all.
  bool allowed_with_first_password() const {
    const auto open = grants_of(Role::public_, action_);
    const bool open_to_all = !open.empty() && open.front().reach == Reach::public_;
    return open_to_all || action_ == "password.change" || action_ == "session.read" ||
           action_ == "session.delete";
  }

  Response change_first(const Request& request) const {
    if (!for_programs_ && http::is_safe(request.method))
      return Response::redirect("/me/password?next=" + http::percent_encode(request.target.raw));
    return problem(403, "password.must_change", "第一次登录，请先改口令");
  }

  static bool has_word(const Request& request) {
    const std::string_view token = Guard::token_of(request);
    if (is_csrf_word(request.header("X-CSRF"), token)) return true;
    const std::string type = request.media_type();
    if (type != kForm && type != "multipart/form-data") return false;
    const auto form = request.form();
    return form && is_csrf_word(form->first("csrf").value_or(""), token);
  }

  Sessions& sessions_;
  const base::Clock& clock_;
  std::function<Response(const Request&)> ask_to_sign_in_;
  bool for_programs_;
  bool names_a_record_;
  std::string action_;
  Guard::Handler handler_;
};

// The cookie's value of that name. A name sent twice is nobody's: one of the two may have been put
// there by another host of the same domain.
std::string_view cookie(std::string_view header, std::string_view name) {
  std::optional<std::string_view> found;
  while (!header.empty()) {
    std::string_view pair = header.substr(0, header.find(';'));
    header.remove_prefix(std::min(header.size(), pair.size() + 1));
    while (pair.starts_with(' ')) pair.remove_prefix(1);
    const std::size_t equals = pair.find('=');
    if (equals == pair.npos || pair.substr(0, equals) != name) continue;
    if (found) return {};
    found = pair.substr(equals + 1);
  }
  return found.value_or("");
}

bool begins_with_segment(std::string_view path, std::string_view segment) {
  return path.starts_with(segment) && (path.size() == segment.size() ||
                                       path[segment.size()] == '/' || path[segment.size()] == '?');
}

}  // namespace

Guard::Guard(http::Router& router, Sessions& sessions, const base::Clock& clock,
             GuardOptions options)
    : router_(router), sessions_(sessions), clock_(clock), options_(std::move(options)) {}

void Guard::route(http::Method method, std::string pattern, http::RouteOptions options,
                  Handler handler) const {
  if (find_action(options.action) == nullptr)
    throw std::logic_error("no such action in the access table: " + options.action + " of " +
                           pattern);
  options.blocking = true;
  options.no_store = true;
  const auto door = std::make_shared<const Door>(sessions_, clock_, options_, pattern,
                                                 options.action, std::move(handler));
  router_.add(method, std::move(pattern), std::move(options),
              [door](const Request& request) { return door->answer(request); });
}

std::string_view Guard::token_of(const Request& request) {
  return cookie(request.header("Cookie"), kSessionCookie);
}

void Guard::set_cookie(Response& response, std::string_view token) const {
  std::string value =
      std::string(kSessionCookie) + '=' + std::string(token) + "; Path=/; HttpOnly; SameSite=Lax";
  // Without an age the cookie ends with the browser; the session ends by itself long before.
  if (token.empty()) value += "; Max-Age=0";
  if (options_.secure) value += "; Secure";
  response.set("Set-Cookie", std::move(value));
}

std::string local_path(std::string_view next) {
  const bool plain = std::ranges::all_of(
      next, [](char c) { return c > ' ' && c < 0x7F && c != '\\' && c != '#'; });
  const bool one_slash =
      next.starts_with('/') && (next.size() == 1 || (next[1] != '/' && next[1] != '\\'));
  if (!plain || !one_slash || next.size() > kNextMax || !http::parse_target(next)) return "/";
  for (const std::string_view segment : {"/api", "/sign-in", "/sign-out"})
    if (begins_with_segment(next, segment)) return "/";
  return std::string(next);
}

std::string basis_of(const Request& request) {
  if (const auto basis = request.target.query.first("basis")) return std::string(*basis);
  if (request.media_type() != kForm) return "";
  const auto form = request.form();
  return form ? std::string(form->first("basis").value_or("")) : "";
}

}  // namespace qinqing::identity
