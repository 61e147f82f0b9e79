#include "contact/testing/filing_house.h"

#include <filesystem>
#include <stdexcept>

#include "casework/notices/notice.h"
#include "contact/contact.h"
#include "contact/filings/rules.h"
#include "norms/adoption/rules.h"
#include "norms/rulings/rules.h"
#include "norms/tables.h"

namespace qinqing::contact::testing {
namespace {

const std::filesystem::path kPolicy = std::filesystem::path(QINQING_SOURCE_DIR) / "policy";

template <class T>
T must(base::Result<T> result) {
  if (!result) throw std::runtime_error(result.faults().to_string());
  return std::move(result).value();
}

boost::json::value trade_check(const std::string& day) {
  return {{"actor", "official"},
          {"contact_on", day},
          {"conducts", {"attend", "eat"}},
          {"facts",
           {{"relation", "none"},
            {"approval", "not_yet"},
            {"event_kind", "trade"},
            {"event_public", true},
            {"meal_kind", "work_meal"},
            {"meal_payer", "host"},
            {"meal_cost", "80.00"},
            {"meal_settled", false}}}};
}

}  // namespace

FilingHouse::FilingHouse() : HouseTest({casework::schema(), norms::schema(), schema()}) {
  norms_ = std::make_unique<norms::Norms>(
      must(norms::Norms::load({kPolicy / "ningbo"}, kPolicy / "calendar", clock_)));
  add_filing_rules(registry_, *norms_, places());
  norms::add_ruling_rules(registry_, places());
  norms::add_adoption_rules(registry_, proving_, *norms_, places());
  casework::keep_notices(registry_, places());
  casework_ = std::make_unique<casework::Casework>(registry_, norms_->calendars());
  must(casework_->adopt(database(), must(casework::load_procedures(kPolicy / "ningbo/procedures",
                                                                   registry_.vocabulary()))));
  filings_ = std::make_unique<Filings>(database(), *casework_, registry_, *norms_, places());
}

FilingHouse::~FilingHouse() = default;

Telling FilingHouse::trade(const std::string& day, std::vector<std::string> attendees) const {
  return {.check = trade_check(day),
          .title = "产供销对接会",
          .counterpart = "甲乙丙科技有限公司",
          .counterpart_organisation = std::nullopt,
          .unit = std::nullopt,
          .attendees = std::move(attendees),
          .submit = true};
}

Telling FilingHouse::treat(const std::string& day, const std::string& cost) const {
  return {.check = {{"actor", "entrepreneur"},
                    {"contact_on", day},
                    {"conducts", {"treat"}},
                    {"facts",
                     {{"relation", "none"},
                      {"treat_kind", "work_meal"},
                      {"treat_cost", cost},
                      {"treat_charged", true}}}},
          .title = "请来对接会的同志吃工作餐",
          .counterpart = "某某局某某所",
          .counterpart_organisation = std::nullopt,
          .unit = "office",
          .attendees = {},
          .submit = true};
}

FilingRecord FilingHouse::submit(std::string_view login, const Telling& telling) {
  return must(filings_->file(sign_in(login), new_id(), telling)).record;
}

FilingRecord FilingHouse::act(std::string_view login, const std::string& id,
                              const std::string& name, boost::json::value fields) {
  return must(filings_->act(sign_in(login), id, version(id),
                            {.act = name, .fields = std::move(fields), .telling = std::nullopt}));
}

std::string FilingHouse::refusal(std::string_view login, const std::string& id,
                                 const std::string& name, boost::json::value fields) {
  const auto done =
      filings_->act(sign_in(login), id, version(id),
                    {.act = name, .fields = std::move(fields), .telling = std::nullopt});
  return done ? "" : done.faults()[0].code;
}

std::string FilingHouse::state(const std::string& id) {
  return database().read([&](store::Sql& sql) { return casework_->find(sql, id)->file.state; });
}

std::int64_t FilingHouse::version(const std::string& id) {
  return database().read([&](store::Sql& sql) {
    const auto docket = casework_->find(sql, id);
    return docket ? docket->file.version : 0;
  });
}

void FilingHouse::go_to(const std::string& day) {
  clock_.set(base::FixedClock(base::Date::parse(day).value()).now());
}

}  // namespace qinqing::contact::testing
