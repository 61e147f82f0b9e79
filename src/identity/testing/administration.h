// What tests of accounts, posts and organisations do again and again, told in one word each.
#pragma once

#include <string>
#include <string_view>

#include "identity/refused.h"
#include "identity/testing/house.h"

namespace qinqing::identity::testing {

class AdministrationTest : public HouseTest {
 protected:
  static AccountText text(std::string login, std::string organisation, Role role = Role::official,
                          bool head = false) {
    return {.person = PersonText{.name = "何某", .phone = "13812345678", .id_number = {}},
            .person_id = {},
            .login = std::move(login),
            .post = post_text(std::move(organisation), role, head)};
  }
  static PostText post_text(std::string organisation, Role role, bool head = false) {
    return {.organisation = std::move(organisation),
            .place = {},
            .role = role,
            .title = "科员",
            .head = head,
            .held_from = {},
            .held_to = {}};
  }

  // "" where it was done, else the first fault's code and pointer, or what was refused.
  template <class F>
  static std::string outcome(F&& action) {
    try {
      const auto result = action();
      return result ? "" : result.faults()[0].code + " " + result.faults()[0].pointer;
    } catch (const Refused& refused) {
      return refused.why == Access::refused ? "refused" : "hidden";
    } catch (const store::Exists&) {
      return "exists";
    } catch (const store::Conflict&) {
      return "conflict";
    }
  }
  std::string opening(std::string_view by, const AccountText& text) {
    const Caller caller = sign_in(by);
    return outcome([&] { return accounts().open(caller, new_id(), text); });
  }
  std::string resetting(std::string_view by, std::string_view whose) {
    const Caller caller = sign_in(by);
    return outcome([&]() -> base::Result<std::string> {
      return accounts().reset_password(caller, "account-" + std::string(whose));
    });
  }
  std::string disabling(std::string_view by, std::string_view whose) {
    const Caller caller = sign_in(by);
    return outcome([&]() -> base::Result<Account> {
      return accounts().set_disabled(caller, "account-" + std::string(whose), 1, true);
    });
  }
  std::string assigning(std::string_view by, std::string_view whom, const PostText& text) {
    const Caller caller = sign_in(by);
    const std::string person = person_of(whom);
    return outcome([&] { return posts().assign(caller, new_id(), person, text); });
  }
  std::int64_t events(std::string_view kind) {
    return database().read([&](store::Sql& sql) {
      return sql.number("SELECT count(*) FROM event WHERE kind = :k", kind);
    });
  }
};

}  // namespace qinqing::identity::testing
