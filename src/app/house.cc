#include "app/house.h"

#include <CLI/Option.hpp>

#include "casework/notices/notice.h"
#include "contact/contact.h"
#include "contact/filings/kept.h"
#include "contact/filings/row.h"
#include "contact/filings/rules.h"
#include "identity/first_account.h"
#include "identity/model.h"
#include "identity/place_store.h"
#include "ledger/rows.h"
#include "norms/rulings/rules.h"
#include "norms/tables.h"

namespace qinqing::app {
namespace {

constexpr std::string_view kSqlite = "sqlite:";

}  // namespace

std::filesystem::path keys_folder(const HouseOptions& options) {
  if (!options.keys.empty()) return options.keys;
  if (!options.database.starts_with(kSqlite)) return "var/keys";
  return std::filesystem::path(options.database.substr(kSqlite.size())).parent_path() / "keys";
}

std::vector<store::Schema> schemas() {
  return {store::schema(),    ledger::schema(), identity::schema(),
          casework::schema(), norms::schema(),  contact::schema()};
}

void add_house_options(CLI::App& command, HouseOptions& options) {
  command
      .add_option("--db", options.database,
                  "数据库：sqlite:文件，或 postgresql://用户@主机:端口/库名")
      ->envname("QINQING_DB")
      ->capture_default_str();
  command.add_option("--keys", options.keys, "密钥文件夹；默认在 SQLite 数据库旁边")
      ->envname("QINQING_KEYS");
}

base::Faults House::load_policy(const Context& context) {
  auto norms = norms::Norms::load(context.packs(), context.calendar_folder(), clock_);
  if (!norms) return norms.faults();
  norms_.emplace(std::move(norms).value());
  auto places = identity::Places::load(policy_root() / "places");
  if (!places) return places.faults();
  places_ = std::move(places).value();
  return {};
}

base::Faults House::open_database(const HouseOptions& options) {
  auto database = store::Database::open({.url = options.database,
                                         .clock = &clock_,
                                         .random = &random_,
                                         .schemas = schemas(),
                                         .connections = 16});
  if (!database) return database.faults();
  database_ = std::move(database).value();
  const bool fresh = !has_accounts();
  auto keys = identity::Keys::open(
      keys_folder(options), fresh ? identity::Keys::Missing::make : identity::Keys::Missing::refuse,
      random_);
  if (!keys) return keys.faults();
  keys_.emplace(std::move(keys).value());
  identity::adopt_places(*database_, places_);
  const identity::Means means{*database_, places_, *keys_, passwords_, clock_, random_};
  // A database that was brought back beside other keys would hold what nobody can read.
  if (auto fault = identity::check_keys(means)) return base::Faults(std::move(*fault));
  identity_ = std::make_unique<identity::Identity>(means);
  return {};
}

// Of several packs the first that has procedures gives them.
base::Faults House::take_procedures(const Context& context) {
  contact::add_filing_rules(registry_, *norms_, places_);
  norms::add_ruling_rules(registry_, places_);
  norms::add_adoption_rules(registry_, proving_, *norms_, places_);
  casework::keep_notices(registry_, places_);
  casework_ = std::make_unique<casework::Casework>(registry_, norms_->calendars());
  // What is not taken over here, because the database went away, the sweeper takes over.
  identity_->organisations.when_merged([this] {
    try {
      casework_->take_over(*database_, places_, clock_.now());
    } catch (const store::Unavailable&) {  // NOLINT(bugprone-empty-catch)
    }
  });
  publishing_ = std::make_unique<casework::Publishing>(*database_, *casework_, clock_);
  if (base::Faults faults = publishing_->restore(); !faults.empty()) return faults;
  for (const auto& pack : context.packs()) {
    const auto folder = pack / "procedures";
    if (!std::filesystem::is_directory(folder)) continue;
    auto versions = casework::load_procedures(folder, registry_.vocabulary());
    if (!versions) return versions.faults();
    const auto adopted = casework_->adopt(*database_, std::move(versions).value());
    if (!adopted) return adopted.faults();
    break;
  }
  if (casework_->current(norms::kAdoptionProcedure)) {
    editions_ =
        std::make_unique<norms::Editions>(*database_, *casework_, *norms_, places_, proving_);
    editions_->receipts_from(contact::each_kept_receipt);
    if (base::Faults faults = editions_->refresh(); !faults.empty()) return faults;
  }
  contact::place_rows_anew(*database_, places_);
  if (casework_->current(contact::kFilingProcedure))
    filings_ =
        std::make_unique<contact::Filings>(*database_, *casework_, registry_, *norms_, places_);
  if (casework_->current(norms::kRulingProcedure)) {
    rulings_ = std::make_unique<norms::Rulings>(*database_, *casework_, *norms_, places_, clock_);
    rulings_->refresh();
  }
  return {};
}

base::Result<std::unique_ptr<House>> House::open(const Context& context,
                                                 const HouseOptions& options) {
  std::unique_ptr<House> house(new House(*context.clock, options));
  base::Faults faults = house->load_policy(context);
  if (faults.empty()) faults = house->open_database(options);
  if (faults.empty()) faults = house->take_procedures(context);
  if (!faults.empty()) return faults;
  return house;
}

bool House::has_accounts() {
  return database_->read(
      [](store::Sql& sql) { return !sql.select<identity::Account>("LIMIT 1").empty(); });
}

}  // namespace qinqing::app
