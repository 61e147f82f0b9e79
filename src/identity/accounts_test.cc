// Accounts, posts, organisations and delegations, on both engines from one body.
#include "identity/accounts.h"

#include <gtest/gtest.h>

#include "identity/place_store.h"
#include "identity/queries.h"
#include "identity/refused.h"
#include "identity/testing/house.h"

namespace qinqing::identity {
namespace {

using testing::kPassword;
using testing::must;

constexpr const char* kNumber = "330203199001010017";

class AccountsTest : public testing::HouseTest {
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
STORE_ON_BOTH(AccountsTest);

TEST_P(AccountsTest, AFirstPasswordMustBeChanged) {
  const Caller zhao = sign_in("zhao");
  const auto opened = accounts().open(zhao, new_id(), text("he", "office"));
  ASSERT_TRUE(opened) << opened.faults().to_string();
  const Caller he = sign_in_fully("he", opened->first_password).caller;
  EXPECT_TRUE(he.must_change);
  EXPECT_EQ(he.organisation, "office");
  ASSERT_TRUE(sessions().change_password(he, opened->first_password, kPassword));
  EXPECT_FALSE(sign_in("he").must_change);
}

TEST_P(AccountsTest, AnAccountIsOpenedWholeOrNotAtAll) {
  const std::int64_t before = events("account.create");
  EXPECT_EQ(opening("zhao", text("wang", "office")), "account.login_taken /login");
  EXPECT_EQ(opening("zhao", text("h e", "office")), "login.form /login");
  AccountText bad = text("he", "office");
  bad.person = PersonText{.name = " ", .phone = "12", .id_number = {}};
  EXPECT_EQ(opening("zhao", bad), "name.missing /person/name");
  EXPECT_EQ(opening("zhao", text("he", "office", Role::entrepreneur)), "post.role /post/role");
  const auto people = database().read([](store::Sql& sql) {
    return sql.number("SELECT count(*) FROM account") - sql.number("SELECT count(*) FROM person");
  });
  EXPECT_EQ(people, 0);
  EXPECT_EQ(events("account.create"), before);
}

TEST_P(AccountsTest, TheSameIdTwiceIsOneAccount) {
  const Caller zhao = sign_in("zhao");
  const std::string id = new_id();
  EXPECT_EQ(outcome([&] { return accounts().open(zhao, id, text("he", "office")); }), "");
  EXPECT_EQ(outcome([&] { return accounts().open(zhao, id, text("he2", "office")); }), "exists");
}

TEST_P(AccountsTest, AnAdministratorOpensAccountsInTheUnitAndOneLevelDown) {
  EXPECT_EQ(opening("zhao", text("a1", "office")), "");
  EXPECT_EQ(opening("zhao", text("a2", "bureau")), "hidden");
  EXPECT_EQ(opening("zhao", text("a3", "elsewhere")), "hidden");
  EXPECT_EQ(opening("sun", text("a4", "office", Role::unit_admin, true)), "");
  EXPECT_EQ(opening("root", text("a5", "elsewhere")), "");
  EXPECT_EQ(opening("wang", text("a6", "office")), "hidden");
  EXPECT_EQ(opening("zheng", text("a7", "office")), "hidden");
  AccountText without = text("a8", "office");
  without.post.reset();
  EXPECT_EQ(opening("zhao", without), "hidden");
  EXPECT_EQ(opening("root", without), "");
}

TEST_P(AccountsTest, NobodyGivesAPostThatReachesBeyondTheUnit) {
  for (const Role role : {Role::coordinator, Role::index_editor, Role::sysadmin})
    EXPECT_EQ(opening("zhao", text("b1", "office", role)), "post.rank /post/role");
  EXPECT_EQ(assigning("zhao", "wang", post_text("office", Role::coordinator)), "post.rank /role");
  EXPECT_EQ(assigning("root", "wang", post_text("front", Role::coordinator)), "");
  EXPECT_EQ(assigning("zhao", "zhao", post_text("office", Role::unit_admin)), "hidden")
      << "nobody gives themselves a post";
  EXPECT_EQ(assigning("root", "root", post_text("watch", Role::inspector)), "hidden");
}

TEST_P(AccountsTest, PasswordsAreNotResetUpward) {
  EXPECT_EQ(resetting("zhao", "wang"), "");
  EXPECT_EQ(resetting("zhao", "zhao"), "refused") << "one's own is changed, not reset";
  EXPECT_EQ(resetting("zhao", "chief"), "refused") << "the head of the own unit";
  EXPECT_EQ(resetting("zhao", "sun"), "hidden") << "one level up";
  EXPECT_EQ(resetting("zhao", "root"), "hidden");
  EXPECT_EQ(resetting("zhao", "zhou"), "hidden") << "another unit";
  EXPECT_EQ(resetting("sun", "chief"), "") << "one level down";
  EXPECT_EQ(resetting("sun", "root"), "refused") << "a post that reaches further than one's own";
  EXPECT_EQ(resetting("li", "wang"), "hidden");
  EXPECT_EQ(resetting("wu", "wang"), "hidden");
  EXPECT_EQ(resetting("root", "sun"), "");
  EXPECT_EQ(resetting("root", "root"), "refused");
  EXPECT_EQ(resetting("root", "nobody"), "hidden");
}

TEST_P(AccountsTest, WhoHoldsAPostElsewhereIsNotTheUnitsAlone) {
  ASSERT_EQ(assigning("root", "wang", post_text("elsewhere", Role::official)), "");
  EXPECT_EQ(resetting("zhao", "wang"), "refused");
  EXPECT_EQ(disabling("zhao", "wang"), "refused");
  EXPECT_EQ(resetting("zhou", "wang"), "refused");
  EXPECT_EQ(resetting("root", "wang"), "");
}

TEST_P(AccountsTest, AnAccountForAKnownPersonDoesNotOpenTheirOtherPosts) {
  Person he{.id = "person-he",
            .version = 0,
            .name = "何某",
            .name_initials = "hm",
            .phone = {},
            .id_number = {},
            .id_match = {}};
  database().write([&](store::Unit& unit) {
    unit.event(
        {.kind = "test", .account = "", .post = "", .place = "", .subject = "", .basis = ""});
    Person row = he;
    unit.insert(row);
  });
  ASSERT_TRUE(posts().assign(system(), new_id(), he.id, post_text("elsewhere", Role::official)));
  AccountText text = AccountsTest::text("he", "office");
  text.person.reset();
  text.person_id = he.id;
  EXPECT_EQ(opening("zhao", text), "hidden") << "its first password would open the other unit";
  EXPECT_EQ(opening("root", text), "");
  EXPECT_EQ(opening("root", text), "account.login_taken /login");
  text.login = "he2";
  EXPECT_EQ(opening("root", text), "account.has_one /person_id");
  text.person = PersonText{.name = "何某", .phone = {}, .id_number = {}};
  EXPECT_EQ(opening("root", text), "account.person /person");
}

TEST_P(AccountsTest, AResetPasswordIsShownOnceAndEndsEverything) {
  const SignedIn wang = sign_in_fully("wang");
  const std::string first = accounts().reset_password(sign_in("zhao"), "account-wang");
  EXPECT_FALSE(resolve(wang.token));
  EXPECT_TRUE(sign_in_fully("wang", first).caller.must_change);
  EXPECT_EQ(events("account.reset_password"), 1);
}

TEST_P(AccountsTest, DisablingAnAccountThatSomebodyElseChangedIsAConflict) {
  EXPECT_EQ(disabling("zhao", "wang"), "");
  EXPECT_EQ(disabling("zhao", "wang"), "conflict");
}

TEST_P(AccountsTest, KeepsResidentNumbersUnreadableAndUnique) {
  AccountText he = text("he", "office");
  PersonText person_text = must(he.person);
  person_text.id_number = kNumber;
  he.person = person_text;
  EXPECT_EQ(opening("zhao", he), "resident_id.check /person/id_number");
  std::string number = kNumber;
  for (number.back() = '0'; base::check_resident_id(number, today()) && number.back() < '9';)
    ++number.back();
  if (base::check_resident_id(number, today())) number.back() = 'X';
  person_text.id_number = number;
  he.person = person_text;
  const Caller zhao = sign_in("zhao");
  const std::string id = new_id();
  ASSERT_TRUE(accounts().open(zhao, id, he));
  const std::string person = person_of("he");
  const auto row = database().read([&](store::Sql& sql) { return must(sql.find<Person>(person)); });
  const std::string kept = must(row.id_number);
  EXPECT_EQ(kept.find(number), std::string::npos);
  EXPECT_EQ(means().keys.decrypt(kept, row.id), number);
  const AccountView view = accounts().read(zhao, id);
  EXPECT_EQ(view.id_number, number.substr(0, 4) + "************" + number.substr(16));
  EXPECT_EQ(view.phone, "138****5678");
  he.login = "he2";
  EXPECT_EQ(opening("zhao", he), "person.known /person/id_number");
}

TEST_P(AccountsTest, ListsOnlyWhomTheCallerReaches) {
  const auto logins = [&](std::string_view by) {
    std::string all;
    for (const AccountView& view : accounts().list(sign_in(by), "", 100))
      all += view.account.login + " ";
    return all;
  };
  EXPECT_EQ(logins("zhao"), "chief li wang zhao ");
  EXPECT_EQ(logins("sun"), "chief li root sun wang zhao ");
  EXPECT_EQ(logins("wang"), "");
  EXPECT_EQ(accounts().list(sign_in("root"), "", 100).size(), 10U);
  EXPECT_EQ(accounts().list(sign_in("root"), "account-wu", 100).size(), 3U);
  EXPECT_THROW(accounts().read(sign_in("zhao"), "account-sun"), Refused);
  EXPECT_THROW(accounts().read(sign_in("wang"), "account-wang"), Refused);
}

TEST_P(AccountsTest, EndingAPostNeedsItsVersionAndADayInIt) {
  const Caller zhao = sign_in("zhao");
  const std::string post = post_of("wang");
  const auto end = [&](std::int64_t version, base::Date day) {
    return outcome([&] { return posts().end(zhao, post, version, day); });
  };
  EXPECT_EQ(end(1, must(base::Date::of(2025, 12, 31))), "period.order /held_to");
  EXPECT_EQ(end(2, today()), "conflict");
  EXPECT_EQ(end(1, today()), "");
  EXPECT_EQ(end(2, today().add_days(9)), "post.ended /held_to");
  const Caller zhou = sign_in("zhou");
  EXPECT_EQ(outcome([&] { return posts().end(zhou, post, 2, today()); }), "hidden");
  const std::string root = post_of("root");
  const Caller sun = sign_in("sun");
  EXPECT_EQ(outcome([&] { return posts().end(sun, root, 1, today()); }), "refused");
}

TEST_P(AccountsTest, PostsOfAUnitAreSeenInItAndAbove) {
  EXPECT_EQ(posts().list(sign_in("wang"), "office", false).size(), 4U);
  EXPECT_EQ(posts().list(sign_in("sun"), "office", false).size(), 4U);
  EXPECT_THROW(posts().list(sign_in("zhou"), "office", false), Refused);
  EXPECT_THROW(posts().list(sign_in("root"), "nowhere", false), Refused);
}

TEST_P(AccountsTest, ADelegationHoldsOnItsDaysOnly) {
  const Caller zhao = sign_in("zhao");
  const base::Date first = today().add_days(1);
  const auto made = posts().delegate(zhao, new_id(),
                                     {.from_post = zhao.post,
                                      .to_post = post_of("li"),
                                      .valid_from = first,
                                      .valid_to = first.add_days(1),
                                      .reason = "出差"});
  ASSERT_TRUE(made) << made.faults().to_string();
  const auto acting = [&] { return sessions().acting_posts(sign_in("li")).size(); };
  EXPECT_EQ(acting(), 1U);
  pass(std::chrono::hours(24));
  EXPECT_EQ(acting(), 2U);
  const SignedIn li = sign_in_fully("li");
  EXPECT_TRUE(sessions().act_as(li.caller, zhao.post, made->id));
  const Caller as_zhao = caller_of(li.token);
  EXPECT_EQ(as_zhao.role, Role::unit_admin);
  EXPECT_EQ(as_zhao.person, li.caller.person);
  EXPECT_EQ(as_zhao.stands_for, zhao.person);
  EXPECT_EQ(as_zhao.delegation, made->id);
  pass(std::chrono::hours(24));
  EXPECT_EQ(acting(), 2U);
  pass(std::chrono::hours(24));
  EXPECT_EQ(acting(), 1U);
}

TEST_P(AccountsTest, ADelegationEndsWithItsEndAndWithThePostItGives) {
  const Caller zhao = sign_in("zhao");
  const auto delegate = [&] {
    return posts().delegate(zhao, new_id(),
                            {.from_post = zhao.post,
                             .to_post = post_of("li"),
                             .valid_from = today(),
                             .valid_to = today().add_days(3),
                             .reason = ""});
  };
  const auto first = delegate();
  ASSERT_TRUE(first);
  const SignedIn li = sign_in_fully("li");
  ASSERT_TRUE(sessions().act_as(li.caller, zhao.post, first->id));
  EXPECT_EQ(caller_of(li.token).role, Role::unit_admin);
  posts().end_delegation(zhao, first->id, first->version);
  EXPECT_EQ(caller_of(li.token).role, Role::public_) << "at once, in the open session";
  const auto second = delegate();
  ASSERT_TRUE(second);
  ASSERT_TRUE(sessions().act_as(li.caller, zhao.post, second->id));
  ASSERT_TRUE(posts().end(sign_in("root"), zhao.post, 1, today().add_days(-1)));
  EXPECT_EQ(caller_of(li.token).role, Role::public_);
}

TEST_P(AccountsTest, DelegationsAreMadeByTheirOwnHolderWithinTheUnit) {
  const auto delegating = [&](std::string_view by, const std::string& from, const std::string& to,
                              base::Date first, base::Date last) {
    const Caller caller = sign_in(by);
    return outcome([&] {
      return posts().delegate(caller, new_id(),
                              {.from_post = from,
                               .to_post = to,
                               .valid_from = first,
                               .valid_to = last,
                               .reason = "休假"});
    });
  };
  const std::string wang = post_of("wang");
  const std::string li = post_of("li");
  const std::string zhao = post_of("zhao");
  const std::string chief = post_of("chief");
  const base::Date day = today();
  EXPECT_EQ(delegating("wang", wang, li, day, day), "");
  EXPECT_EQ(delegating("wang", li, wang, day, day), "hidden");
  EXPECT_EQ(delegating("zhao", wang, li, day, day), "") << "for a colleague who is away";
  EXPECT_EQ(delegating("zhao", chief, zhao, day, day), "refused") << "not to become the head";
  EXPECT_EQ(delegating("wang", wang, post_of("zhou"), day, day), "delegation.unit /to_post");
  EXPECT_EQ(delegating("wang", wang, wang, day, day), "delegation.self /to_post");
  EXPECT_EQ(delegating("wang", wang, "none", day, day), "delegation.post /to_post");
  EXPECT_EQ(delegating("wang", wang, li, day, day.add_days(-1)), "period.order /valid_to");
  EXPECT_EQ(delegating("wang", wang, li, day, day.add_days(366)), "delegation.long /valid_to");
  EXPECT_EQ(delegating("wang", wang, li, day.add_days(-2), day.add_days(-1)),
            "delegation.past /valid_to");
  EXPECT_EQ(posts().delegations(sign_in("li")).size(), 2U);
  EXPECT_EQ(posts().delegations(sign_in("zhao")).size(), 2U);
  EXPECT_TRUE(posts().delegations(sign_in("sun")).empty());
  const auto one = posts().delegations(sign_in("wang")).at(0);
  EXPECT_THROW(posts().end_delegation(sign_in("sun"), one.id, 1), Refused);
  EXPECT_THROW(posts().end_delegation(sign_in("li"), one.id, 1), Refused);
}

TEST_P(AccountsTest, AMergedUnitsRecordsAreItsSuccessors) {
  const Caller root = sign_in("root");
  const auto merged = organisations().change(root, "office", 1,
                                             {.kind = OrganisationKind::unit,
                                              .name = "某某局某某所",
                                              .parent = "bureau",
                                              .place = "nb-330203005",
                                              .credit_code = {},
                                              .valid_from = {},
                                              .valid_to = today().add_days(-1),
                                              .merged_into = "elsewhere"});
  ASSERT_TRUE(merged) << merged.faults().to_string();
  EXPECT_EQ(merged->valid_from, base::Date::of(2020, 1, 1)) << "what is not said stays";
  database().read([&](store::Sql& sql) {
    const Directory directory(sql, places());
    const Target target = directory.target({person_of("zhou")}, "office", "nb-haishu");
    EXPECT_EQ(target.organisation, "elsewhere");
    EXPECT_EQ(may(sign_in("zhou"), "filing.approve", target), Access::refused)
        << "the successor's administrator does not approve their own by the merger";
    EXPECT_EQ(may(sign_in("zhou"), "filing.read", directory.target({"x"}, "office", "nb")),
              Access::allowed);
  });
  EXPECT_EQ(sign_in("zhao").organisation, "elsewhere");
  EXPECT_EQ(assigning("root", "wang", post_text("office", Role::official)),
            "post.organisation /organisation");
}

TEST_P(AccountsTest, OrganisationsAreChecked) {
  const Caller root = sign_in("root");
  OrganisationText text{.kind = OrganisationKind::enterprise,
                        .name = "丁戊己有限公司",
                        .parent = {},
                        .place = "nb-haishu",
                        .credit_code = {},
                        .valid_from = {},
                        .valid_to = {},
                        .merged_into = {}};
  const auto creating = [&](const Caller& by) {
    return outcome([&] { return organisations().create(by, new_id(), text); });
  };
  text.credit_code = "91330203MA2AAAAAAA";
  EXPECT_TRUE(creating(root).starts_with("credit_code."));
  text.credit_code.reset();
  text.place = "atlantis";
  EXPECT_EQ(creating(root), "organisation.place /place");
  text.place = "nb-jiangbei";
  text.parent = "nowhere";
  EXPECT_EQ(creating(root), "organisation.parent /parent");
  text.parent.reset();
  EXPECT_EQ(creating(sign_in("zheng")), "refused") << "a coordinator of the other district";
  text.place = "nb-330203005";
  EXPECT_EQ(creating(sign_in("zheng")), "");
  EXPECT_EQ(creating(sign_in("zhao")), "refused");
}

TEST_P(AccountsTest, OrganisationsDoNotStandAboveThemselves) {
  const Caller root = sign_in("root");
  const auto changing = [&](std::string id, std::int64_t version, OrganisationText text) {
    return outcome([&] { return organisations().change(root, id, version, text); });
  };
  const OrganisationText bureau{.kind = OrganisationKind::unit,
                                .name = "某某局",
                                .parent = "office",
                                .place = "nb-haishu",
                                .credit_code = {},
                                .valid_from = {},
                                .valid_to = {},
                                .merged_into = {}};
  EXPECT_EQ(changing("bureau", 1, bureau), "organisation.parent /parent");
  OrganisationText kind = bureau;
  kind.parent.reset();
  kind.kind = OrganisationKind::court;
  EXPECT_EQ(changing("bureau", 1, kind), "organisation.kind /kind");
  OrganisationText good = kind;
  good.kind = OrganisationKind::unit;
  EXPECT_EQ(changing("bureau", 3, good), "conflict");
  EXPECT_EQ(changing("bureau", 1, good), "");
  EXPECT_EQ(changing("nowhere", 1, good), "hidden");
  good.merged_into = "bureau";
  good.valid_to = today();
  EXPECT_EQ(changing("bureau", 2, good), "organisation.merged_into /merged_into");
}

TEST_P(AccountsTest, KnowsWhoHeadsAUnitAndWhatIsAbove) {
  const std::string chief = person_of("chief");
  database().read([&](store::Sql& sql) {
    const Directory directory(sql, places());
    EXPECT_EQ(must(directory.head_of("office", today())).person, chief);
    EXPECT_FALSE(directory.head_of("office", must(base::Date::of(2025, 12, 31))));
    EXPECT_TRUE(directory.heads(chief, "office", today()));
    EXPECT_FALSE(directory.heads(chief, "bureau", today()));
    EXPECT_EQ(must(directory.above("office")).id, "bureau");
    EXPECT_FALSE(directory.above("bureau"));
    EXPECT_EQ(directory.target({}, "office", "nb-330203005").places,
              (std::vector<std::string>{"nb-330203005", "nb-haishu", "nb"}));
  });
}

TEST_P(AccountsTest, FindsPeopleByNameAndInitials) {
  const auto found = [&](std::string_view text, std::string_view initials,
                         std::string_view organisation = "") {
    return database().read([&](store::Sql& sql) {
      std::string names;
      for (const auto& one : queries::search_people(sql, text, initials, organisation, today(), 10))
        names += one.name + " ";
      return names;
    });
  };
  EXPECT_EQ(found("王", ""), "王一 ");
  EXPECT_EQ(found("ws", "ws"), "");
  EXPECT_EQ(found("zl", "zl"), "周六 ");
  EXPECT_EQ(found("%", ""), "") << "a sign is only itself";
  EXPECT_EQ(found("一", "", "bureau"), "");
}

TEST_P(AccountsTest, PlacesAreAdoptedOnceAndChangedByTheirFiles) {
  EXPECT_EQ(adopt_places(database(), places()), 0U);
  std::vector<Place> changed = places().all();
  changed[1].name = "海曙新区";
  changed[3].valid_to = today();
  EXPECT_EQ(adopt_places(database(), Places::of(changed).value()), 2U);
  const auto stored = stored_places(database());
  ASSERT_TRUE(stored);
  EXPECT_EQ(stored->find("nb-haishu")->name, "海曙新区");
  EXPECT_EQ(stored->find("nb-haishu")->version, 2);
  EXPECT_EQ(events("place.add"), 4);
  EXPECT_EQ(events("place.change"), 2);
  changed.pop_back();
  EXPECT_EQ(adopt_places(database(), Places::of(changed).value()), 0U);
  EXPECT_EQ(stored_places(database())->all().size(), 4U) << "records belong to what has gone";
}

}  // namespace
}  // namespace qinqing::identity
