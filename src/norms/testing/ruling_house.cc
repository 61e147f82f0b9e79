#include "norms/testing/ruling_house.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <stdexcept>

#include "casework/notices/notice.h"
#include "norms/rulings/rules.h"
#include "norms/tables.h"

namespace qinqing::norms::testing {
namespace {

const std::filesystem::path kPolicy = std::filesystem::path(QINQING_SOURCE_DIR) / "policy";

template <class T>
T must(base::Result<T> result) {
  if (!result) throw std::runtime_error(result.faults().to_string());
  return std::move(result).value();
}

}  // namespace

RulingHouse::RulingHouse() : HouseTest({casework::schema(), norms::schema()}) {
  using identity::OrganisationKind;
  using identity::Role;
  add_organisation("city-front", OrganisationKind::unit, "某某市委统战部", std::nullopt, "nb");
  add_organisation("city-watch", OrganisationKind::discipline, "某某市纪委监委", std::nullopt,
                   "nb");
  add("he", "何甲", "front", Role::coordinator);
  add("lv", "吕乙", "front", Role::coordinator);
  add("shi", "施丙", "watch", Role::inspector);
  add("kong", "孔丁", "city-front", Role::coordinator);
  add("cao", "曹戊", "city-watch", Role::inspector);
  norms_ = std::make_unique<Norms>(
      must(Norms::load({kPolicy / "ningbo"}, kPolicy / "calendar", clock_)));
  add_ruling_rules(registry_, places());
  casework::keep_notices(registry_, places());
  casework_ = std::make_unique<casework::Casework>(registry_, norms_->calendars());
  std::vector<casework::Version> versions;
  versions.push_back(must(
      casework::load_procedure(kPolicy / "ningbo/procedures/ruling.yaml", registry_.vocabulary())));
  must(casework_->adopt(database(), std::move(versions)));
  rulings_ = std::make_unique<Rulings>(database(), *casework_, *norms_, places(), clock_);
  rulings_->refresh();
}

RulingHouse::~RulingHouse() = default;

boost::json::object RulingHouse::gift(const std::string& day, const std::string& value) {
  return {{"actor", "official"},
          {"contact_on", day},
          {"conducts", {"take"}},
          {"facts",
           {{"relation", "none"},
            {"gift_kind", "goods"},
            {"gift_value", value},
            {"gift_refusable", true}}}};
}

RulingQuestion RulingHouse::question(boost::json::object check, std::string place) {
  RulingQuestion asked;
  asked.check = std::move(check);
  asked.place = std::move(place);
  return asked;
}

RulingAnswer RulingHouse::answer(std::string verdict, std::vector<std::string> material) const {
  RulingAnswer out;
  out.verdict = std::move(verdict);
  out.clauses.assign(1, "neg-1");
  out.reasons = "亲友之间的往来，与公务无关。";
  out.until = *base::Date::of(2027, 6, 30);
  if (!material.empty()) out.material = std::move(material);
  return out;
}

std::string RulingHouse::ask(std::string_view login, const RulingQuestion& question) {
  return must(rulings_->ask(sign_in(login), new_id(), question)).record.ruling.id;
}

std::string RulingHouse::act(std::string_view login, const std::string& id, const std::string& name,
                             boost::json::object fields, std::optional<RulingAnswer> answer) {
  const auto done =
      rulings_->act(sign_in(login), id, docket(id).file.version,
                    {.act = name, .fields = std::move(fields), .answer = std::move(answer)});
  return done ? "" : done.faults()[0].code;
}

void RulingHouse::publish(const std::string& id, const RulingAnswer& answer) {
  EXPECT_EQ(act("zheng", id, "draft", untied(), answer), "");
  EXPECT_EQ(act("wu", id, "cosign", untied()), "");
  EXPECT_EQ(act("he", id, "publish", looked()), "");
  EXPECT_EQ(state(id), "published");
}

casework::Docket RulingHouse::docket(const std::string& id) {
  return *database().read([&](store::Sql& sql) { return casework_->find(sql, id); });
}

std::string RulingHouse::state(const std::string& id) {
  return docket(id).file.state;
}

Check RulingHouse::check(boost::json::object situation) {
  return must(norms_->check(situation, base::Scalars::typed));
}

void RulingHouse::go_to(const std::string& day) {
  clock_.set(base::FixedClock(base::Date::parse(day).value()).now());
}

}  // namespace qinqing::norms::testing
