// The house, wired: every service over one database, made in the order of the floors.
//
// Lifetime: services refer to each other; a House is made once, on the heap, and outlives the
// server.
#pragma once

#include <CLI/App.hpp>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/context.h"
#include "casework/calendar/publishing.h"
#include "casework/casework.h"
#include "contact/filings/filings.h"
#include "identity/identity.h"
#include "norms/adoption/editions.h"
#include "norms/norms.h"
#include "norms/rulings/rulings.h"

namespace qinqing::app {

struct HouseOptions {
  std::string database = "sqlite:var/qinqing.db";
  // "": beside an SQLite file, or var/keys.
  std::filesystem::path keys;
  bool empty = false;  // do not fill a new database with the demonstration
  // What a password's hash costs; what is kept with other costs still opens.
  identity::PasswordCost password_cost{};
};

class House {
 public:
  // Opens the database, migrates it, takes over places and procedures. Faults of all of it.
  static base::Result<std::unique_ptr<House>> open(const Context& context,
                                                   const HouseOptions& options);

  const base::Clock& clock() const { return clock_; }
  const norms::Norms& norms() const { return *norms_; }
  const identity::Places& places() const { return places_; }
  store::Database& database() { return *database_; }
  identity::Identity& identity() { return *identity_; }
  casework::Casework& casework() { return *casework_; }
  casework::Publishing& publishing() { return *publishing_; }
  // nullptr where no pack that is served has the procedure.
  contact::Filings* filings() { return filings_.get(); }
  norms::Rulings* rulings() { return rulings_.get(); }

  // nullptr where no pack that is served has the procedure.
  norms::Editions* editions() { return editions_.get(); }

  const identity::Keys& keys() const { return *keys_; }
  base::UuidSource& ids() { return ids_; }
  base::RandomSource& random() { return random_; }
  // Whether anybody can sign in.
  bool has_accounts();

 private:
  House(const base::Clock& clock, const HouseOptions& options)
      : clock_(clock), ids_(clock, random_), passwords_(options.password_cost) {}
  base::Faults load_policy(const Context& context);
  base::Faults open_database(const HouseOptions& options);
  base::Faults take_procedures(const Context& context);

  const base::Clock& clock_;
  base::SystemRandom random_;
  base::UuidSource ids_;
  std::optional<norms::Norms> norms_;
  identity::Places places_;
  std::unique_ptr<store::Database> database_;
  std::optional<identity::Keys> keys_;
  identity::Passwords passwords_;
  std::unique_ptr<identity::Identity> identity_;
  norms::Proving proving_;
  casework::Registry registry_;
  std::unique_ptr<casework::Casework> casework_;
  std::unique_ptr<casework::Publishing> publishing_;
  std::unique_ptr<norms::Editions> editions_;
  std::unique_ptr<contact::Filings> filings_;
  std::unique_ptr<norms::Rulings> rulings_;
};

// --db and --keys.
void add_house_options(CLI::App& command, HouseOptions& options);

// Where the house's keys are: as given, or beside an SQLite file, or var/keys.
std::filesystem::path keys_folder(const HouseOptions& options);

// What every command that opens the database gives it: all folders' tables and migrations.
std::vector<store::Schema> schemas();

}  // namespace qinqing::app
