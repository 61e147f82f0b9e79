// Editions of packs: what one may do with them.
//
//   Editions editions(database, casework, norms, places, proving);
//   editions.refresh();                                   // once at start: what was adopted
//   editions.create(caller, id, files, "");               // a draft
//   editions.change(caller, id, seen, {{"parameters.yaml", bytes}});
//   editions.act(caller, id, seen, {.act = "test"});
//
// An edition goes draft → tested → reviewed → adopted, by the procedure "adoption". Its author is a
// party of its case: he neither reviews nor adopts it. Files change while it is a draft and never
// again. Each change is one unit of work with its events.
//
// Refusals: faults with a pointer into the body, those of Casework::act; identity::Refused where
// the access table says no; store::Conflict and store::Exists.
//
// Thread-safety: any number of threads.
#pragma once

#include <boost/json/value.hpp>
#include <optional>
#include <string>
#include <vector>

#include "casework/casework.h"
#include "identity/access.h"
#include "norms/adoption/analysis.h"
#include "norms/adoption/model.h"
#include "norms/adoption/rules.h"

namespace qinqing::norms {

struct EditionRecord {
  PackEdition edition;
  casework::Docket docket;
  // Raised by every change of either.
  std::int64_t version() const { return edition.version + docket.file.version; }
};

class Editions {
 public:
  // All must outlive it.
  Editions(store::Database& database, casework::Casework& casework, const Norms& norms,
           const identity::Places& places, Proving& proving)
      : database_(database),
        casework_(casework),
        norms_(norms),
        places_(places),
        proving_(proving) {}

  struct Created {
    EditionRecord record;
    bool created = false;  // false: the very same was made under this id before
  };
  // Files that do not load are kept as they are: a draft need not be finished. But pack.yaml must
  // be readable, and name a pack that is served here, for the caller's own place. Faults:
  // "edition.unreadable", "edition.pack", "edition.place", "edition.based_on", "edition.path".
  // What the system keeps has no author and is nobody's to go on with.
  base::Result<Created> create(const identity::Caller& caller, const std::string& id,
                               const PackFiles& files, const std::string& based_on);
  // Writes these files; an absent value takes one away. The author's alone. Faults beside create's:
  // "case.role", "edition.published".
  using FileChanges = std::map<std::string, std::optional<std::string>>;
  base::Result<EditionRecord> change(const identity::Caller& caller, const std::string& id,
                                     std::int64_t version, const FileChanges& changes);
  // Takes an arrow of the procedure. What is adopted is judged with from then on.
  base::Result<EditionRecord> act(const identity::Caller& caller, const std::string& id,
                                  std::int64_t version, const std::string& act,
                                  const boost::json::value& fields);

  EditionRecord read(const identity::Caller& caller, const std::string& id);
  std::vector<EditionRecord> list(const identity::Caller& caller);
  PackFiles files(const identity::Caller& caller, const std::string& id);

  // Where receipts are kept; to be set before the first request. Until then none is.
  void receipts_from(EachReceipt each) { each_receipt_ = std::move(each); }
  // What would change for contacts on `from` or later. Faults where the edition cannot be read.
  base::Result<Analysis> analyse(const identity::Caller& caller, const std::string& id,
                                 base::Date from);

  // Puts into use what was adopted, here or by another server. Faults of an edition that this
  // program cannot read; the others are in use all the same.
  base::Faults refresh();

  // What the caller may make lies there.
  identity::Target own_place(const identity::Caller& caller) const;
  std::string name_of(store::Sql& sql, const std::string& person) const;
  store::Database& database() const { return database_; }
  casework::Casework& casework() const { return casework_; }
  const Norms& norms() const { return norms_; }
  Proving& proving() const { return proving_; }

 private:
  std::optional<EditionRecord> find(store::Sql& sql, const std::string& id) const;
  EditionRecord require(store::Sql& sql, const identity::Caller& caller, const std::string& id,
                        const std::string& action) const;
  identity::Target target_of(const EditionRecord& record) const;
  // Of contacts still to come: who kept a receipt that the edition answers otherwise is told.
  void tell_keepers(store::Unit& unit, const PackEdition& edition, const Pack& after,
                    const ServedPack& before, const PackDiff& diff, const identity::Caller& by);
  base::Result<PackEdition> described(const identity::Caller& caller, const PackFiles& files) const;

  store::Database& database_;
  casework::Casework& casework_;
  const Norms& norms_;
  const identity::Places& places_;
  Proving& proving_;
  EachReceipt each_receipt_;
};

}  // namespace qinqing::norms
