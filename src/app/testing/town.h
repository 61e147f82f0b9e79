// A town for tests of everything that is served: a House over a database of either engine with the
// site that `qinqing serve` answers by, people of every role signed in, and records that are theirs
// or not.
//
//   Town town(url);
//   town.browser("wang").get("/filings/" + town.record("pending").id);
//
// Two districts. In the first a bureau with an office below it, and units of every other kind; in
// the second a unit, a discipline office and a United Front department of its own. Whose records
// are whose is written here as plain data (Somebody, Record), which the tests reason with; nothing
// of it is asked of the access policy.
//
// The day is 2026-11-24, a Tuesday. Thread-safety: one thread.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "app/house.h"
#include "app/site.h"
#include "identity/testing/browser.h"

namespace qinqing::app::testing {

// Who sends a request, and as what.
// NOLINTBEGIN(readability-redundant-member-init): without a `{}` callers may not leave a member out
struct Somebody {
  std::string login{};  // "" = has not signed in
  std::string name{};
  identity::Role role = identity::Role::public_;  // of the acting post
  std::string unit{};                             // of the acting post, by its key
  std::string stands_for{};                       // login of whose post it is, "" = the own
  bool must_change = false;
  bool posted = true;  // holds a post today
  std::string account{}, person{}, post{}, delegation{};
  std::string own_post{};  // unlike `post` where another's is acted for

  bool signed_in() const { return !login.empty(); }
};

// What a request is about, as the access table sees it.
struct Record {
  std::string id{};
  std::vector<std::string> persons{};  // logins
  std::string unit{};                  // key; "" = none
  std::string place{};
  std::vector<std::string> words{};  // that only its readers may be told
};

// NOLINTEND(readability-redundant-member-init)

struct Unit {
  std::string key, name, parent, place;
  identity::OrganisationKind kind = identity::OrganisationKind::unit;
};

class Town {
 public:
  // `database` is an empty one's URL. An SQLite database is put into memory where there is a folder
  // for that: what a disk does is store's to test.
  explicit Town(const std::string& database);
  ~Town();

  House& house() { return *house_; }
  const http::Site& site() const { return site_->site(); }
  std::string new_id() { return house_->ids().next(); }
  base::FixedClock& clock() { return *clock_; }

  // Everybody who sends requests: the first has not signed in.
  const std::vector<Somebody>& people() const { return people_; }
  const Somebody& somebody(std::string_view login) const;
  identity::testing::Browser& browser(std::string_view login);
  const std::string& password(std::string_view login) const;
  std::string organisation(const std::string& unit) const;  // its id
  const Unit& unit(const std::string& key) const;
  // Somebody of that unit who sends no requests, for records and as a colleague.
  const Somebody& spare(const std::string& unit) const;
  // The place and all above it.
  std::vector<std::string> places(const std::string& place) const;

  // A record of that name, made when first asked for and again after renew().
  const Record& record(const std::string& name);
  void renew(const std::string& name) { records_.erase(name); }
  // The names of all filings there can be.
  static std::vector<std::string> filings();
  // How often something was made or changed, by the town itself or as far as it was told.
  int changes() const { return changes_; }
  void changed() { ++changes_; }
  // Signs the person in anew, by a new password where a first one was changed.
  void sign_in_again(std::string_view login);
  void remember_password(std::string_view login, std::string password);
  // Another session of the person: its id.
  std::string second_session(std::string_view login);
  std::string add_post(std::string_view login, const std::string& unit, identity::Role role,
                       bool head = false);

  // What a filing tells; as whom, and with other words each time.
  contact::Telling telling(bool by_enterprise, const std::string& day, bool submit);
  // How the services know the person; `on` a filing or for the demonstration of others' acts.
  identity::Caller caller(std::string_view login);
  identity::Caller system() const;
  // Takes an arrow of a filing; throws where that is refused.
  void act(std::string_view login, const std::string& id, const std::string& name,
           boost::json::object fields = {});
  std::int64_t version(const std::string& id);
  std::int64_t version_of_edition(const std::string& id);
  // What somebody in the first district asks to be ruled on; with other words each time.
  norms::RulingQuestion ruling_question();
  void ask_anonymously(const std::string& code);
  std::string state(const std::string& id);
  // A version of a row of identity.
  template <class Row>
  std::int64_t version_of(const std::string& id) {
    const auto row = house_->database().read([&](store::Sql& sql) { return sql.find<Row>(id); });
    return row ? row->version : 1;
  }

  // What there is, in one line: of every table that is kept, how many rows and the sum of their
  // versions; and of sessions and secrets. Equal before and after: nothing was written.
  std::string inventory();

 private:
  void settle();
  void add_unit(const Unit& unit);
  void add(const std::string& login, const std::string& name, const std::string& unit,
           identity::Role role, bool head = false, bool asks = true);
  Record make(const std::string& name);
  Record make_filing(const std::string& name);
  Record make_edition(const std::string& state);
  Record make_ruling(const std::string& state);

  std::filesystem::path folder_;
  Context context_;
  base::FixedClock* clock_ = nullptr;
  std::unique_ptr<House> house_;
  std::unique_ptr<AssembledSite> site_;
  std::map<std::string, Unit, std::less<>> units_;
  std::map<std::string, std::string, std::less<>> organisations_;
  std::vector<Somebody> people_;
  std::map<std::string, Somebody, std::less<>> spares_;  // by login
  std::map<std::string, std::string, std::less<>> passwords_;
  std::map<std::string, identity::testing::Browser, std::less<>> browsers_;
  std::map<std::string, Record> records_;
  std::string inventory_sql_;
  int told_ = 0;
  int changes_ = 0;
};

}  // namespace qinqing::app::testing
