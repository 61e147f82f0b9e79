#include "contact/filings/row_anew.h"

#include <boost/json/object.hpp>
#include <map>
#include <memory>

#include "base/json.h"
#include "contact/filings/row.h"
#include "identity/place.h"

namespace qinqing::contact {
namespace {

constexpr int kPage = 500;
constexpr std::size_t kTextMax = std::size_t{16} << 20U;

class Anew {
 public:
  explicit Anew(store::Sql& sql) : sql_(sql) {
    for (identity::Place& place : sql.select<identity::Place>("ORDER BY id"))
      parents_.emplace(std::move(place.id), place.parent.value_or(""));
  }

  FilingRow row(const Filing& filing, casework::CaseFile file) {
    casework::Docket docket;
    docket.version = version_of(file.procedure_hash);
    docket.deadlines =
        sql_.select<casework::CaseDeadline>("WHERE case_id = :id ORDER BY name, round", file.id);
    docket.file = std::move(file);
    FilingRow row = row_of(filing, docket, identity::Places());
    place(row);
    return row;
  }

 private:
  // Of a version only where its cases begin is asked.
  std::shared_ptr<const casework::Version> version_of(const std::string& hash) {
    auto& kept = versions_[hash];
    if (kept) return kept;
    auto version = std::make_shared<casework::Version>();
    for (const auto& text : sql_.select<casework::ProcedureText>("WHERE hash = :hash", hash)) {
      const auto body = base::parse_json(text.body, {.bytes_max = kTextMax});
      const auto* object = body ? body->if_object() : nullptr;
      const auto* start = object != nullptr ? object->if_contains("start") : nullptr;
      if (start != nullptr && start->is_string()) version->procedure.start = start->get_string();
    }
    kept = std::move(version);
    return kept;
  }

  // From the place up to the root, and then the other way. A circle of places ends somewhere.
  void place(FilingRow& row) const {
    std::vector<std::string> up;
    for (auto at = parents_.find(row.place); at != parents_.end() && up.size() < kPlaceLevels;
         at = parents_.find(at->second))
      up.push_back(at->first);
    std::string* const levels[] = {&row.place_1, &row.place_2, &row.place_3, &row.place_4,
                                   &row.place_5};
    for (std::size_t i = 0; i < up.size(); ++i) *levels[i] = up[up.size() - 1 - i];
  }

  store::Sql& sql_;
  std::map<std::string, std::string, std::less<>> parents_;
  std::map<std::string, std::shared_ptr<const casework::Version>, std::less<>> versions_;
};

}  // namespace

void each_row_anew(store::Sql& sql, const std::function<void(const FilingRow& row)>& each) {
  Anew anew(sql);
  std::string after;
  for (bool more = true; more;) {
    const auto page =
        sql.select<Filing>("WHERE id > :after ORDER BY id LIMIT :limit", after, kPage);
    more = page.size() == kPage;
    for (const Filing& filing : page) {
      after = filing.id;
      // A filing whose case is gone is named with the case.
      for (auto& file : sql.select<casework::CaseFile>("WHERE id = :id", filing.id))
        each(anew.row(filing, std::move(file)));
    }
  }
}

}  // namespace qinqing::contact
