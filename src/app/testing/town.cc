#include "app/testing/town.h"

#include <unistd.h>

#include <atomic>
#include <stdexcept>

#include "identity/first_account.h"
#include "identity/testing/must.h"

namespace qinqing::app::testing {
namespace {

using identity::OrganisationKind;
using identity::Role;
using identity::testing::must;

constexpr const char* kDay = "2026-11-24";
constexpr const char* kPassword = "春江潮水连海平";

std::filesystem::path fresh_folder() {
  static std::atomic<int> count = 0;
  const std::filesystem::path memory = "/dev/shm";
  const auto parent =
      std::filesystem::is_directory(memory) ? memory : std::filesystem::temp_directory_path();
  return parent / ("town-" + std::to_string(::getpid()) + "-" + std::to_string(++count));
}

const std::vector<Unit>& units() {
  using enum OrganisationKind;
  static const std::vector<Unit> kUnits{
      {"bureau", "子字局", "", "nb-haishu", unit},
      {"office", "子字局丑科", "bureau", "nb-330203005", unit},
      {"elsewhere", "寅字委", "", "nb-jiangbei", unit},
      {"watch", "东区纪委监委", "", "nb-haishu", discipline},
      {"watch2", "西区纪委监委", "", "nb-jiangbei", discipline},
      {"front", "东区统战部", "", "nb-haishu", unit},
      {"front2", "西区统战部", "", "nb-jiangbei", unit},
      {"court", "东区法院", "", "nb-haishu", court},
      {"firm", "卯辰机械有限公司", "", "nb-haishu", enterprise},
      {"firm2", "巳午食品有限公司", "", "nb-jiangbei", enterprise},
      {"chamber", "未申商会", "", "nb-haishu", chamber},
      {"home", "酉戌亲清家园", "", "nb-330203005", home},
      {"city", "全市统战部", "", "nb", unit}};
  return kUnits;
}

Role role_of_spare(OrganisationKind kind) {
  switch (kind) {
    case OrganisationKind::enterprise:
      return Role::entrepreneur;
    case OrganisationKind::chamber:
      return Role::chamber_staff;
    case OrganisationKind::home:
      return Role::home_staff;
    case OrganisationKind::court:
    case OrganisationKind::procuratorate:
      return Role::judicial_liaison;
    case OrganisationKind::discipline:
      return Role::inspector;
    case OrganisationKind::unit:
      break;
  }
  return Role::official;
}

}  // namespace

Town::Town(const std::string& database) : folder_(fresh_folder()) {
  auto clock = std::make_unique<base::FixedClock>(must(base::Date::parse(kDay)));
  clock_ = clock.get();
  context_.clock = std::move(clock);
  const bool sqlite = database.starts_with("sqlite:");
  std::filesystem::create_directories(folder_);
  house_ = must(House::open(
      context_, {.database = sqlite ? "sqlite:" + (folder_ / "town.db").string() : database,
                 .keys = folder_ / "keys",
                 .empty = true,
                 .password_cost = {.operations = 1, .memory_bytes = 8192}}));
  site_ = must(AssembledSite::of(*house_, {}));
  settle();
}

Town::~Town() {
  site_.reset();
  house_.reset();
  std::filesystem::remove_all(folder_);
}

void Town::settle() {
  for (const Unit& each : units()) add_unit(each);
  people_.emplace_back().posted = false;
  add("wang", "王甲壹", "office", Role::official);
  add("li", "李乙贰", "office", Role::official);
  add("zhao", "赵丙叁", "office", Role::unit_admin);
  add("qian", "乾亥巽", "office", Role::unit_admin);
  add("chief", "钱丁肆", "office", Role::official, true);
  add("sun", "孙戊伍", "bureau", Role::unit_admin);
  add("chuli", "吕己陆", "bureau", Role::department_handler);
  add("zhishu", "朱庚柒", "bureau", Role::index_editor);
  add("root", "冯辛捌", "bureau", Role::sysadmin);
  add("yi", "易壬玖", "elsewhere", Role::official);
  add("zhou", "周癸拾", "elsewhere", Role::unit_admin);
  add("wu", "吴子伯", "watch", Role::inspector);
  add("wu2", "邬丑仲", "watch2", Role::inspector);
  add("zheng", "郑寅叔", "front", Role::coordinator);
  add("zheng3", "岑午肆", "front", Role::coordinator);
  add("zheng2", "曾卯季", "front2", Role::coordinator);
  add("fayuan", "范辰孟", "court", Role::judicial_liaison);
  add("boss", "陈巳元", "firm", Role::entrepreneur);
  add("boss2", "程午亨", "firm2", Role::entrepreneur);
  add("shanghui", "商未利", "chamber", Role::chamber_staff);
  add("jiayuan", "贾申贞", "home", Role::home_staff);
  add("shi", "施壬子", "city", Role::coordinator);
  add("shi2", "石癸丑", "city", Role::coordinator);
  add("fresh", "许酉乾", "office", Role::official);
  add("idle", "何戌坤", "office", Role::official);
  add("deputy", "杜亥震", "office", Role::official);
  for (const Unit& each : units())
    add("spare." + each.key, "备用" + each.name, each.key, role_of_spare(each.kind), false, false);
  for (Somebody& each : people_) {
    if (each.login == "fresh") {
      each.must_change = true;
      passwords_["fresh"] = house_->identity().accounts.reset_password(system(), each.account);
    }
    if (each.login == "idle") {
      must(house_->identity().posts.end(system(), each.post, 1,
                                        must(base::Date::parse("2026-11-23"))));
      each.posted = false;
      each.role = Role::public_;
      each.unit.clear();
      each.post.clear();
      each.own_post.clear();
    }
    if (each.login != "deputy") continue;
    // Acts for the unit's administrator.
    const Somebody zhao = somebody("zhao");
    each.delegation =
        must(house_->identity().posts.delegate(system(), new_id(),
                                               {.from_post = zhao.post,
                                                .to_post = each.post,
                                                .valid_from = clock_->today(),
                                                .valid_to = clock_->today().add_days(30),
                                                .reason = "出差"}))
            .id;
    each.stands_for = "zhao";
    each.role = zhao.role;
    each.post = zhao.post;
  }
  for (const Somebody& each : people_) {
    browsers_.emplace(each.login, site());
    if (each.signed_in()) sign_in_again(each.login);
  }
}

void Town::add_unit(const Unit& unit) {
  const std::string id = new_id();
  must(house_->identity().organisations.create(
      system(), id,
      {.kind = unit.kind,
       .name = unit.name,
       .parent = unit.parent.empty() ? std::nullopt : std::optional(organisation(unit.parent)),
       .place = unit.place,
       .credit_code = std::nullopt,
       .valid_from = base::Date::of(2020, 1, 1),
       .valid_to = std::nullopt,
       .merged_into = std::nullopt}));
  units_[unit.key] = unit;
  organisations_[unit.key] = id;
}

void Town::add(const std::string& login, const std::string& name, const std::string& unit,
               Role role, bool head, bool asks) {
  const auto account = must(house_->identity().accounts.open_with(
      system(), new_id(),
      {.person =
           identity::PersonText{.name = name, .phone = std::nullopt, .id_number = std::nullopt},
       .person_id = std::nullopt,
       .login = login,
       .post = std::nullopt},
      kPassword));
  passwords_[login] = kPassword;
  Somebody made{.login = login, .name = name, .role = role, .unit = unit};
  made.account = account.id;
  made.person = account.person;
  spares_[login] = made;
  made.post = add_post(login, unit, role, head);
  made.own_post = made.post;
  spares_[login] = made;
  if (asks) people_.push_back(made);
}

std::string Town::add_post(std::string_view login, const std::string& unit, Role role, bool head) {
  changed();
  return must(house_->identity().posts.assign(system(), new_id(), somebody(login).person,
                                              {.organisation = organisation(unit),
                                               .place = std::nullopt,
                                               .role = role,
                                               .title = "",
                                               .head = head,
                                               .held_from = base::Date::of(2026, 1, 1),
                                               .held_to = std::nullopt}))
      .id;
}

const Somebody& Town::somebody(std::string_view login) const {
  for (const Somebody& each : people_)
    if (each.login == login) return each;
  return spares_.find(login)->second;
}

identity::testing::Browser& Town::browser(std::string_view login) {
  return browsers_.find(login)->second;
}

const std::string& Town::password(std::string_view login) const {
  return passwords_.find(login)->second;
}

void Town::remember_password(std::string_view login, std::string password) {
  passwords_.find(login)->second = std::move(password);
}

std::string Town::organisation(const std::string& unit) const {
  const auto found = organisations_.find(unit);
  if (found == organisations_.end()) throw std::logic_error("no such unit: " + unit);
  return found->second;
}

const Unit& Town::unit(const std::string& key) const {
  return units_.find(key)->second;
}

const Somebody& Town::spare(const std::string& unit) const {
  return spares_.find("spare." + unit)->second;
}

std::vector<std::string> Town::places(const std::string& place) const {
  if (place.empty()) return {};
  if (place == "nb") return {"nb"};
  if (place == "nb-330203005") return {place, "nb-haishu", "nb"};
  return {place, "nb"};
}

void Town::sign_in_again(std::string_view login) {
  changed();
  const Somebody& who = somebody(login);
  if (who.must_change)
    remember_password(login, house_->identity().accounts.reset_password(system(), who.account));
  identity::testing::Browser fresh(site());
  fresh.sign_in(login, password(login));
  if (!who.delegation.empty()) {
    const auto response =
        fresh.send(http::Method::put, "/api/v1/me/post",
                   R"({"post":")" + who.post + R"(","delegation":")" + who.delegation + "\"}");
    if (response.status != 200) throw std::logic_error("cannot act for another: " + response.body);
  }
  browsers_.erase(browsers_.find(login));
  browsers_.emplace(std::string(login), fresh);
}

std::string Town::second_session(std::string_view login) {
  changed();
  auto answer = house_->identity().sessions.sign_in(
      {.provider = "password", .login = std::string(login), .secret = password(login)}, "");
  return std::get<identity::SignedIn>(answer).caller.session;
}

identity::Caller Town::system() const {
  return identity::system_caller(*clock_);
}

identity::Caller Town::caller(std::string_view login) {
  const Somebody& who = somebody(login);
  identity::Caller caller;
  caller.account = who.account;
  caller.person = who.person;
  caller.name = who.name;
  caller.post = who.post;
  caller.organisation = organisation(who.unit);
  caller.place = unit(who.unit).place;
  caller.role = who.role;
  caller.now = clock_->now();
  caller.today = clock_->today();
  return caller;
}

std::string Town::inventory() {
  if (inventory_sql_.empty()) {
    std::string columns;
    const auto part = [&](const std::string& sql) {
      columns += (columns.empty() ? "" : " || ',' || ") + ("(SELECT " + sql + ")");
    };
    for (const store::Table* table : house_->database().tables()) {
      const std::string& name = table->name;
      if (table->kind == store::TableKind::transient && name != "session") continue;
      part(table->version_column >= 0 ? "count(*) || ':' || coalesce(sum(version), 0) FROM " + name
                                      : "'' || count(*) FROM " + name);
    }
    part(
        "count(*) || coalesce(min(secret), '') || coalesce(max(secret), '') FROM "
        "credential_secret");
    inventory_sql_ = "SELECT " + columns;
  }
  return house_->database().read(
      [&](store::Sql& sql) { return std::get<0>(sql.row<std::string>(inventory_sql_).value()); });
}

}  // namespace qinqing::app::testing
