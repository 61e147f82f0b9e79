#include "identity/testing/house.h"

#include <unistd.h>

#include <atomic>
#include <stdexcept>

#include "identity/place_store.h"
#include "identity/queries.h"

namespace qinqing::identity::testing {
namespace {

Place place(std::string id, std::optional<std::string> parent, PlaceKind kind, std::string name) {
  return {.id = std::move(id),
          .version = 0,
          .parent = std::move(parent),
          .kind = kind,
          .name = std::move(name),
          .name_initials = "",
          .code = std::nullopt,
          .valid_from = std::nullopt,
          .valid_to = std::nullopt};
}

Places small_places() {
  return Places::of({place("nb", std::nullopt, PlaceKind::city, "宁波市"),
                     place("nb-haishu", "nb", PlaceKind::district, "海曙区"),
                     place("nb-330203005", "nb-haishu", PlaceKind::township, "鼓楼街道"),
                     place("nb-jiangbei", "nb", PlaceKind::district, "江北区")})
      .value();
}

std::filesystem::path fresh_folder() {
  static std::atomic<int> count = 0;
  return std::filesystem::temp_directory_path() /
         ("house-keys-" + std::to_string(::getpid()) + "-" + std::to_string(++count));
}

void must(bool done, const base::Faults& faults) {
  if (!done) throw std::logic_error(faults.to_string());
}

}  // namespace

HouseTest::HouseTest(std::vector<store::Schema> schemas)
    : keys_folder_(fresh_folder()),
      places_(small_places()),
      passwords_({.operations = 1, .memory_bytes = 8192}) {
  schemas.insert(schemas.begin(), {store::schema(), schema()});
  store::Database& database = open(std::move(schemas));
  keys_ = Keys::open(keys_folder_, Keys::Missing::make, random_).value();
  means_.emplace(Means{database, places_, *keys_, passwords_, clock_, random_});
  ids_ = std::make_unique<base::UuidSource>(clock_, random_);
  sessions_ = std::make_unique<Sessions>(
      *means_, std::vector<std::shared_ptr<Provider>>{std::make_shared<OutsideProvider>()});
  accounts_ = std::make_unique<Accounts>(*means_);
  posts_ = std::make_unique<Posts>(*means_);
  organisations_ = std::make_unique<Organisations>(*means_);
  settle();
}

HouseTest::~HouseTest() {
  std::filesystem::remove_all(keys_folder_);
}

Caller HouseTest::system() const {
  Caller caller;
  caller.system = true;
  caller.now = clock_.now();
  caller.today = clock_.today();
  return caller;
}

void HouseTest::add_organisation(std::string id, OrganisationKind kind, std::string name,
                                 std::optional<std::string> parent, std::string place) {
  const auto made = organisations_->create(system(), std::move(id),
                                           {.kind = kind,
                                            .name = std::move(name),
                                            .parent = std::move(parent),
                                            .place = std::move(place),
                                            .credit_code = std::nullopt,
                                            .valid_from = base::Date::of(2020, 1, 1),
                                            .valid_to = std::nullopt,
                                            .merged_into = std::nullopt});
  must(made.ok(), made ? base::Faults() : made.faults());
}

void HouseTest::add(std::string_view login, std::string name, std::string_view organisation,
                    Role role, bool head) {
  const auto made = accounts_->open_with(
      system(), "account-" + std::string(login),
      {.person =
           PersonText{.name = std::move(name), .phone = std::nullopt, .id_number = std::nullopt},
       .person_id = std::nullopt,
       .login = std::string(login),
       .post = PostText{.organisation = std::string(organisation),
                        .place = std::nullopt,
                        .role = role,
                        .title = "",
                        .head = head,
                        .held_from = base::Date::of(2026, 1, 1),
                        .held_to = std::nullopt}},
      kPassword);
  must(made.ok(), made ? base::Faults() : made.faults());
}

void HouseTest::settle() {
  using enum OrganisationKind;
  adopt_places(means_->database, places_);
  add_organisation("bureau", unit, "某某局", std::nullopt, "nb-haishu");
  add_organisation("office", unit, "某某局某某所", "bureau", "nb-330203005");
  add_organisation("elsewhere", unit, "某某委", std::nullopt, "nb-jiangbei");
  add_organisation("watch", discipline, "某某区纪委监委", std::nullopt, "nb-haishu");
  add_organisation("front", unit, "某某区委统战部", std::nullopt, "nb-haishu");
  add_organisation("firm", enterprise, "甲乙丙科技有限公司", std::nullopt, "nb-haishu");
  add("wang", "王一", "office", Role::official);
  add("li", "李二", "office", Role::official);
  add("zhao", "赵三", "office", Role::unit_admin);
  add("chief", "钱四", "office", Role::official, true);
  add("sun", "孙五", "bureau", Role::unit_admin);
  add("zhou", "周六", "elsewhere", Role::unit_admin);
  add("wu", "吴七", "watch", Role::inspector);
  add("zheng", "郑八", "front", Role::coordinator);
  add("root", "冯九", "bureau", Role::sysadmin);
  add("boss", "陈十", "firm", Role::entrepreneur);
}

std::string HouseTest::person_of(std::string_view login) const {
  return means_->database.read([&](store::Sql& sql) {
    const auto account = queries::account_by_login(sql, login);
    if (!account) throw std::logic_error("nobody in the town has that login");
    return account->person;
  });
}

std::string HouseTest::post_of(std::string_view login) const {
  const std::string person = person_of(login);
  return means_->database.read([&](store::Sql& sql) {
    const auto held = queries::posts_of(sql, person, clock_.today());
    if (held.empty()) throw std::logic_error("holds no post today");
    return held.front().id;
  });
}

SignedIn HouseTest::sign_in_fully(std::string_view login, std::string_view password) {
  auto answer = sessions_->sign_in(
      {.provider = "password", .login = std::string(login), .secret = std::string(password)}, "");
  if (auto* signed_in = std::get_if<SignedIn>(&answer)) return std::move(*signed_in);
  throw std::logic_error("cannot sign in: " + told(std::get<SignInRefusal>(answer)));
}

}  // namespace qinqing::identity::testing
