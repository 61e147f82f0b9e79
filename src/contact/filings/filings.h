// Filings 报备: what one may do with them.
//
//   Filings filings(database, casework, norms, places, calendar);
//   filings.file(caller, id, draft);                        // keep, and submit where asked
//   filings.act(caller, id, {.act = "approve", .version = seen});
//   filings.read(caller, id);
//
// Every change is one unit of work: the case, the account and their events together. The receipt of
// an account is always made here, from the answers; nobody sends a verdict in.
//
// Refusals: faults with a pointer into the body; identity::Refused where the access table says no
// (a filing that the caller may not see is "not there"); store::Conflict and store::Exists.
//
// Thread-safety: any number of threads.
#pragma once

#include <boost/describe.hpp>
#include <boost/json/value.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "casework/casework.h"
#include "contact/filings/list.h"
#include "contact/filings/model.h"
#include "identity/caller.h"
#include "identity/directory.h"
#include "identity/places.h"
#include "norms/norms.h"
#include "store/database.h"

namespace qinqing::contact {

inline constexpr const char* kFilingProcedure = "filing";

// What is told: the same for a new filing and for an amended one.
struct Telling {
  boost::json::value check;  // {actor, contact_on, conducts, facts, unknown}, as norms takes it
  std::string title;         // what it is, in words
  std::string counterpart;   // whom
  std::optional<std::string> counterpart_organisation;
  std::optional<std::string> unit;     // the official's unit; told by the enterprise's side only
  std::vector<std::string> attendees;  // persons for whom the filer files too
  std::optional<bool> submit;          // at once; else it is kept and seen by nobody else
  static constexpr std::string_view kTitle = "FilingText";
  static void describe(boost::json::object& properties);  // answers.cc
};
BOOST_DESCRIBE_STRUCT(Telling, (),
                      (check, title, counterpart, counterpart_organisation, unit, attendees,
                       submit))

struct FilingAct {
  std::string act;                 // a transition of the procedure
  boost::json::value fields;       // by id; null: none
  std::optional<Telling> telling;  // of amend: what is told from here on
  static constexpr std::string_view kTitle = "ActText";
  static void describe(boost::json::object& properties);  // answers.cc
};
BOOST_DESCRIBE_STRUCT(FilingAct, (), (act, fields, telling))

// A filing with everything that its readers are shown.
struct FilingRecord {
  Filing filing;
  FilingAccount account;
  casework::Docket docket;
};

class Filings {
 public:
  // All must outlive it.
  Filings(store::Database& database, casework::Casework& casework,
          const casework::Registry& registry, const norms::Norms& norms,
          const identity::Places& places)
      : database_(database),
        casework_(casework),
        registry_(registry),
        norms_(norms),
        places_(places) {}

  struct Filed {
    FilingRecord record;
    bool created = false;  // false: the very same was filed under this id before
  };
  // Throws store::Exists where another filing has this id.
  base::Result<Filed> file(const identity::Caller& caller, const std::string& id,
                           const Telling& telling);

  // `version` is that of the case the caller saw.
  base::Result<FilingRecord> act(const identity::Caller& caller, const std::string& id,
                                 std::int64_t version, const FilingAct& act,
                                 base::Scalars scalars = base::Scalars::typed);

  // Throws identity::Refused where the caller may not read it, or may not do with it what `action`
  // says. A reader who needs a basis leaves an event.
  FilingRecord read(const identity::Caller& caller, const std::string& id,
                    const std::string& basis = "", const std::string& action = "filing.read");

  // Throws identity::Refused where the caller may not see this view, or may not do with it what
  // `action` says. A view for which a basis has to be named leaves an event.
  ListPage list(const identity::Caller& caller, const ListQuery& query,
                const std::string& basis = "", const std::string& action = "filing.list");

  store::Database& database() const { return database_; }
  casework::Casework& casework() const { return casework_; }
  const casework::Registry& registry() const { return registry_; }
  const norms::Norms& norms() const { return norms_; }
  const identity::Places& places() const { return places_; }

 private:
  std::optional<FilingRecord> find(store::Sql& sql, const std::string& id) const;
  FilingRecord require(store::Sql& sql, const identity::Caller& caller, const std::string& id,
                       const std::string& action, const std::string& basis = "") const;
  base::Faults amend(store::Unit& unit, const identity::Caller& caller, FilingRecord& record,
                     const Telling& telling) const;
  void tell_other_side(store::Unit& unit, const identity::Caller& caller, const Filing& filing,
                       const std::string& event_basis) const;

  store::Database& database_;
  casework::Casework& casework_;
  const casework::Registry& registry_;
  const norms::Norms& norms_;
  const identity::Places& places_;
};

// Whether it is its filer's alone: a draft, or one that was discarded without ever being submitted.
bool never_submitted(const casework::Docket& docket);

// The access table's name for a transition: "approve" and "receive" are filing.approve.
std::string action_of(std::string_view transition);

}  // namespace qinqing::contact
