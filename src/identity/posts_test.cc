// Posts, delegations and organisations, on both engines from one body.
#include "identity/posts.h"

#include <gtest/gtest.h>

#include "identity/place_store.h"
#include "identity/queries.h"
#include "identity/testing/administration.h"

namespace qinqing::identity {
namespace {

using testing::must;

class PostsTest : public testing::AdministrationTest {};
STORE_ON_BOTH(PostsTest);

TEST_P(PostsTest, NobodyGivesAPostThatReachesBeyondTheUnit) {
  for (const Role role : {Role::coordinator, Role::index_editor, Role::sysadmin})
    EXPECT_EQ(opening("zhao", text("b1", "office", role)), "post.rank /post/role");
  EXPECT_EQ(assigning("zhao", "wang", post_text("office", Role::coordinator)), "post.rank /role");
  EXPECT_EQ(assigning("root", "wang", post_text("front", Role::coordinator)), "");
  EXPECT_EQ(assigning("zhao", "zhao", post_text("office", Role::unit_admin)), "hidden")
      << "nobody gives themselves a post";
  EXPECT_EQ(assigning("root", "root", post_text("watch", Role::inspector)), "hidden");
}

TEST_P(PostsTest, EndingAPostNeedsItsVersionAndADayInIt) {
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

TEST_P(PostsTest, PostsOfAUnitAreSeenInItAndAbove) {
  EXPECT_EQ(posts().list(sign_in("wang"), "office", false).size(), 4U);
  EXPECT_EQ(posts().list(sign_in("sun"), "office", false).size(), 4U);
  EXPECT_THROW(posts().list(sign_in("zhou"), "office", false), Refused);
  EXPECT_THROW(posts().list(sign_in("root"), "nowhere", false), Refused);
}

TEST_P(PostsTest, ADelegationHoldsOnItsDaysOnly) {
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

TEST_P(PostsTest, ADelegationEndsWithItsEndAndWithThePostItGives) {
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

TEST_P(PostsTest, DelegationsAreMadeByTheirOwnHolderWithinTheUnit) {
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

TEST_P(PostsTest, AMergedUnitsRecordsAreItsSuccessors) {
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

TEST_P(PostsTest, OrganisationsAreChecked) {
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

TEST_P(PostsTest, OrganisationsDoNotStandAboveThemselves) {
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

TEST_P(PostsTest, KnowsWhoHeadsAUnitAndWhatIsAbove) {
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

TEST_P(PostsTest, FindsPeopleByNameAndInitials) {
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

TEST_P(PostsTest, PlacesAreAdoptedOnceAndChangedByTheirFiles) {
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
