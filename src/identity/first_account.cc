#include "identity/first_account.h"

#include <utility>

#include "identity/queries.h"

namespace qinqing::identity {
namespace {

constexpr const char* kUnit = "系统管理";
constexpr const char* kPerson = "系统管理员";

}  // namespace

Caller system_caller(const base::Clock& clock) {
  Caller caller;
  caller.system = true;
  caller.now = clock.now();
  caller.today = base::Clock::day_of(caller.now);
  return caller;
}

base::Result<OpenedAccount> open_first_account(Identity& identity, std::string_view login) {
  const Means& means = identity.means;
  const auto accounts =
      means.database.read([](store::Sql& sql) { return queries::count_accounts(sql); });
  if (accounts > 0)
    return base::whole_fault("account.not_first", "已经有账号，不能再开第一个账号",
                             "用已有的账号登录");
  const auto roots = means.places.below("");
  if (roots.empty()) return base::whole_fault("place.none", "还没有任何地方", "先写好地域文件");
  const Caller system = system_caller(means.clock);
  base::UuidSource ids(means.clock, means.random);
  const auto unit = identity.organisations.create(system, ids.next(),
                                                  {.kind = OrganisationKind::unit,
                                                   .name = kUnit,
                                                   .parent = std::nullopt,
                                                   .place = roots.front()->id,
                                                   .credit_code = std::nullopt,
                                                   .valid_from = std::nullopt,
                                                   .valid_to = std::nullopt,
                                                   .merged_into = std::nullopt});
  if (!unit) return unit.faults();
  return identity.accounts.open(
      system, ids.next(),
      {.person = PersonText{.name = kPerson, .phone = std::nullopt, .id_number = std::nullopt},
       .person_id = std::nullopt,
       .login = std::string(login),
       .post = PostText{.organisation = unit->id,
                        .place = std::nullopt,
                        .role = Role::sysadmin,
                        .title = kPerson,
                        .head = std::nullopt,
                        .held_from = std::nullopt,
                        .held_to = std::nullopt}});
}

std::optional<base::Fault> check_keys(const Means& means) {
  const auto value =
      means.database.read([](store::Sql& sql) { return queries::any_id_number(sql); });
  if (!value || means.keys.knows(*value)) return std::nullopt;
  return base::whole_fault("keys.other", "手头的密钥不是加密这个数据库用的那一套",
                           "从备份里取回和数据库一起的密钥文件");
}

}  // namespace qinqing::identity
