#include "identity/sessions.h"

#include <algorithm>
#include <utility>

#include "identity/checks.h"
#include "identity/event.h"
#include "identity/password.h"
#include "identity/queries.h"
#include "identity/token.h"

namespace qinqing::identity {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

// Between two notes that a session was used: not every request need write.
constexpr milliseconds kTouch{60'000};

std::int64_t to_ms(base::Instant instant) {
  return instant.time_since_epoch().count();
}

base::Instant from_ms(std::int64_t ms) {
  return base::Instant(milliseconds(ms));
}

Failures failures_of(const std::optional<Lockout>& row) {
  return row ? Failures{.count = row->failures, .last = from_ms(row->last_at)} : Failures{};
}

// Never "0 seconds": who waits that long is let in the next time.
seconds at_least_one(milliseconds left) {
  return std::max(seconds(1), std::chrono::ceil<seconds>(left));
}

const ActingPost* find_post(const std::vector<ActingPost>& posts, std::string_view post,
                            std::string_view delegation) {
  const auto found = std::ranges::find_if(posts, [&](const ActingPost& acting) {
    return acting.post.id == post && acting.delegation == delegation;
  });
  return found == posts.end() ? nullptr : &*found;
}

}  // namespace

std::string told(const SignInRefusal& refusal) {
  using enum SignInRefusal::Why;
  switch (refusal.why) {
    case wrong:
      return "登录名或者口令不对";
    case wait: {
      const auto wait = refusal.retry_after.count();
      const std::string when =
          wait < 120 ? std::to_string(wait) + " 秒" : std::to_string((wait + 59) / 60) + " 分钟";
      return "试得太多了，请过 " + when + "再试。忘了口令，请本单位管理员重设";
    }
    case disabled:
      return "这个账号已经停用，请联系本单位管理员";
    case no_account:
      return "外部身份核对无误，但是没有绑定这里的账号，请联系本单位管理员";
  }
  return "";
}

Sessions::Sessions(const Means& means, std::vector<std::shared_ptr<Provider>> outside,
                   const SessionPolicy& policy)
    : means_(means),
      policy_(policy),
      providers_(std::move(outside)),
      rate_(policy.burst, policy.each) {
  providers_.insert(providers_.begin(), std::make_shared<PasswordProvider>(means));
}

std::int64_t Sessions::now_ms() const {
  return to_ms(means_.clock.now());
}

Provider* Sessions::provider(std::string_view name) const {
  for (const auto& provider : providers_)
    if (provider->name() == name) return provider.get();
  return nullptr;
}

// The failure is written down before anything is compared and taken back if it was none: a hundred
// guesses sent at once are not all let through because none had failed yet.
std::optional<seconds> Sessions::charge(const std::string& login_hash) {
  const base::Instant now = means_.clock.now();
  return means_.database.write([&](store::Unit& unit) -> std::optional<seconds> {
    const Failures failures = failures_of(unit.sql().find<Lockout>(login_hash));
    if (const auto until = locked_until(policy_.lockout, failures, now))
      return at_least_one(*until - now);
    const Failures more = one_more(policy_.lockout, failures, now);
    unit.put(Lockout{.login = login_hash, .failures = more.count, .last_at = to_ms(more.last)});
    queries::remove_old_lockouts(unit, to_ms(now - policy_.lockout.forgotten));
    return std::nullopt;
  });
}

void Sessions::succeeded(const std::string& login_hash) {
  means_.database.write([&](store::Unit& unit) { unit.remove<Lockout>(login_hash); });
}

std::variant<SignedIn, SignInRefusal> Sessions::sign_in(const Attempt& attempt,
                                                        std::string_view old_token) {
  using Why = SignInRefusal::Why;
  Provider* asked = provider(attempt.provider);
  if (asked == nullptr) return SignInRefusal{};
  if (const auto wait = rate_.wait(means_.clock.now()))
    return SignInRefusal{.why = Why::wait, .retry_after = at_least_one(*wait)};
  const bool by_login = attempt.provider == "password";
  const std::string key = lockout_key(attempt.login);
  if (by_login) {
    if (const auto wait = charge(key)) return SignInRefusal{.why = Why::wait, .retry_after = *wait};
  }
  const auto subject = asked->subject_of(attempt);
  if (!subject) {
    rate_.failed(means_.clock.now());
    return SignInRefusal{};
  }
  if (by_login) succeeded(key);
  return begin(attempt, *subject, old_token);
}

std::variant<SignedIn, SignInRefusal> Sessions::begin(const Attempt& attempt,
                                                      std::string_view subject,
                                                      std::string_view old_token) {
  using Answer = std::variant<SignedIn, SignInRefusal>;
  const std::string token = make_token(means_.random);
  return means_.database.write([&](store::Unit& unit) -> Answer {
    const auto credential = queries::credential(unit.sql(), attempt.provider, subject);
    const auto account = credential ? unit.sql().find<Account>(credential->account) : std::nullopt;
    if (!account) return SignInRefusal{.why = SignInRefusal::Why::no_account, .retry_after = {}};
    if (account->disabled)
      return SignInRefusal{.why = SignInRefusal::Why::disabled, .retry_after = {}};
    const std::int64_t now = now_ms();
    const base::Date today = base::Clock::day_of(from_ms(now));
    Session session{.id = token_hash(token),
                    .account = account->id,
                    .post = std::nullopt,
                    .delegation = std::nullopt,
                    .created_at = now,
                    .seen_at = now,
                    .expires_at = now + policy_.longest.count()};
    if (!old_token.empty()) unit.remove<Session>(token_hash(old_token));
    queries::remove_dead_sessions(unit, now, now - policy_.idle.count());
    // What is acted as from now on: a post that ends or comes later is not taken for another.
    const auto first = queries::held_post(unit.sql(), account->person, "", today);
    if (first) session.post = first->id;
    unit.put(session);
    const auto view = queries::session_view(unit.sql(), session.id);
    if (!view) return SignInRefusal{};
    SignedIn made{.token = token, .caller = caller_of(unit.sql(), session.id, *view)};
    made.caller.csrf = csrf_word(token);
    return made;
  });
}

Caller Sessions::caller_of(store::Sql& sql, std::string id,
                           const queries::SessionView& view) const {
  Caller caller;
  caller.account = view.account;
  caller.person = view.person;
  caller.name = view.name;
  caller.session = std::move(id);
  caller.now = means_.clock.now();
  caller.today = base::Clock::day_of(caller.now);
  caller.must_change = view.must_change;
  act(sql, view, caller);
  return caller;
}

// Nothing chosen yet: the first of their own. What was chosen and is not theirs any more is not
// replaced by another behind their back.
void Sessions::act(store::Sql& sql, const queries::SessionView& view, Caller& caller) const {
  const Directory directory(sql, means_.places);
  std::string holder = view.person;
  if (view.delegation) {
    const auto posts = directory.acting_posts(view.person, caller.today);
    const ActingPost* given = find_post(posts, view.post.value_or(""), *view.delegation);
    if (given == nullptr) return;
    holder = given->stands_for;
    caller.delegation = *view.delegation;
    caller.stands_for = holder;
  }
  const auto held = queries::held_post(sql, holder, view.post.value_or(""), caller.today);
  if (!held) return;
  const auto successor = held->merged ? directory.current(held->organisation) : std::nullopt;
  caller.post = held->id;
  caller.organisation = successor ? successor->id : held->organisation;
  caller.place = held->place;
  caller.role = held->role;
  caller.head = held->head;
}

std::optional<Caller> Sessions::resolve(std::string_view token) {
  if (!is_token(token)) return std::nullopt;
  const std::string id = token_hash(token);
  const std::int64_t now = now_ms();
  bool touch = false;
  auto caller = means_.database.read([&](store::Sql& sql) -> std::optional<Caller> {
    const auto view = queries::session_view(sql, id);
    const bool alive = view && view->expires_at > now && view->seen_at + policy_.idle.count() > now;
    if (!alive) return std::nullopt;
    touch = view->seen_at + kTouch.count() <= now;
    return caller_of(sql, id, *view);
  });
  if (!caller) return std::nullopt;
  // An update, not a put: a session that was revoked meanwhile does not come back.
  if (touch)
    means_.database.write([&](store::Unit& unit) { queries::touch_session(unit, id, now); });
  caller->csrf = csrf_word(token);
  return caller;
}

void Sessions::sign_out(std::string_view token) {
  means_.database.write([&](store::Unit& unit) { unit.remove<Session>(token_hash(token)); });
}

std::vector<Session> Sessions::list(const Caller& caller) const {
  const std::int64_t now = now_ms();
  auto found = means_.database.read(
      [&](store::Sql& sql) { return queries::sessions_of(sql, caller.account); });
  std::erase_if(found, [&](const Session& session) {
    return session.expires_at <= now || session.seen_at + policy_.idle.count() <= now;
  });
  return found;
}

bool Sessions::revoke(const Caller& caller, std::string_view id) {
  return means_.database.write([&](store::Unit& unit) {
    const auto session = unit.sql().find<Session>(id);
    if (!session || session->account != caller.account) return false;
    unit.remove<Session>(id);
    return true;
  });
}

std::vector<ActingPost> Sessions::acting_posts(const Caller& caller) const {
  return means_.database.read([&](store::Sql& sql) {
    return Directory(sql, means_.places).acting_posts(caller.person, caller.today);
  });
}

bool Sessions::act_as(const Caller& caller, std::string_view post, std::string_view delegation) {
  return means_.database.write([&](store::Unit& unit) {
    const auto posts =
        Directory(unit.sql(), means_.places).acting_posts(caller.person, caller.today);
    if (find_post(posts, post, delegation) == nullptr) return false;
    std::optional<std::string> by;
    if (!delegation.empty()) by = std::string(delegation);
    return queries::set_acting_post(unit, caller.session, std::string(post), by) == 1;
  });
}

base::Result<std::string> Sessions::change_password(const Caller& caller, std::string_view current,
                                                    std::string_view next) {
  base::Faults faults;
  const auto account =
      means_.database.read([&](store::Sql& sql) { return sql.find<Account>(caller.account); });
  const std::string login = account ? account->login : "";
  if (auto fault = check_password(next, login)) {
    fault->pointer = "/next";
    faults.add(*std::move(fault));
  } else if (next == current) {
    faults.add("password.same", "/next", "新口令和现在的一样", "换一个");
  }
  if (!faults.empty()) return faults;
  if (const auto wait = charge(lockout_key(login))) {
    faults.add("password.wait", "/current",
               told({.why = SignInRefusal::Why::wait, .retry_after = *wait}));
    return faults;
  }
  const Attempt attempt{.provider = "password", .login = login, .secret = std::string(current)};
  if (!providers_.front()->subject_of(attempt)) {
    faults.add("password.wrong", "/current", "现在的口令不对", "忘了的话，请本单位管理员重设");
    return faults;
  }
  const std::string hash = means_.passwords.hash(next);
  const std::string token = make_token(means_.random);
  means_.database.write([&](store::Unit& unit) {
    unit.remove<Lockout>(lockout_key(login));
    auto credential = queries::credential_of(unit.sql(), caller.account, "password");
    if (!credential) return;  // proved just now by it; gone only if the account was wiped since
    unit.event(event_of(caller, "password.change", "", caller.account));
    credential->must_change = false;
    credential->changed_on = caller.today;
    unit.update(*credential);
    unit.put(CredentialSecret{.credential = credential->id, .secret = hash});
    auto session = unit.sql().find<Session>(caller.session);
    queries::remove_sessions_of(unit, caller.account, "");
    if (!session) return;
    session->id = token_hash(token);
    unit.put(*session);
  });
  return token;
}

}  // namespace qinqing::identity
