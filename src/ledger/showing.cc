#include "ledger/showing.h"

#include "base/json.h"
#include "base/reader.h"
#include "ledger/proof.h"
#include "ledger/stored_tree.h"
#include "ledger/witness.h"

#include <boost/json/serialize.hpp>

namespace qinqing::ledger {
namespace {

constexpr std::chrono::hours kEvery{24};
constexpr int kOk = 200;
constexpr int kNone = 404;
constexpr int kConflict = 409;

WitnessRow new_row(const std::string& url) {
  WitnessRow row;
  row.url = url;
  return row;
}

// The size of the head that a witness's answer is about; nullopt where it is no answer of one.
std::optional<Head> head_in(const Said& said) {
  const auto cosigned = cosigned_of(said.body);
  if (said.status != kOk || !cosigned) return std::nullopt;
  const auto head = head_of(cosigned->head);
  return head ? std::optional(*head) : std::nullopt;
}

}  // namespace

Showing::Showing(store::Database& database, const base::Clock& clock,
                 std::vector<std::string> witnesses, Ask ask)
    : database_(database), clock_(clock), witnesses_(std::move(witnesses)), ask_(std::move(ask)) {}

bool Showing::is_due(const WitnessRow& row) const {
  return row.cosigned.empty() || !row.problem.empty() ||
         row.said_at <= base::instant_text(clock_.now() - kEvery);
}

std::vector<WitnessRow> Showing::run() {
  std::vector<WitnessRow> changed;
  for (const std::string& url : witnesses_) {
    WitnessRow row = database_.read([&](store::Sql& sql) { return sql.find<WitnessRow>(url); })
                         .value_or(new_row(url));
    if (!is_due(row)) continue;
    const WitnessRow before = row;
    row.problem.clear();
    show_to(row);
    if (row.problem.empty()) {
      row.problem_since.clear();
    } else if (before.problem.empty()) {
      row.problem_since = base::instant_text(clock_.now());
    }
    database_.write([&](store::Unit& unit) { unit.put(row); });
    if (row.problem != before.problem) changed.push_back(row);
  }
  return changed;
}

// Fills what the witness said into the row, or why it did not sign.
void Showing::show_to(WitnessRow& row) {
  const Said last = ask_(row.url + "/v1/head", "");
  const auto seen = head_in(last);
  if (last.status != kNone && !seen) {
    row.problem = last.status == 0 ? "witness.silent" : "witness.answer";
    return;
  }
  std::optional<Shown> shown;
  try {
    shown =
        database_.read([&](store::Sql& sql) { return ledger::show(sql, seen ? seen->size : 0); });
  } catch (const StoredTree::Broken&) {
    row.problem = "witness.no_tree";
    return;
  }
  if (!shown) {
    // It saw more than there is now, or nothing is signed yet.
    row.problem = seen ? "witness.older" : "witness.no_head";
    return;
  }
  const Said answer = ask_(row.url + "/v1/heads", boost::json::serialize(base::write(*shown)));
  const auto head = head_in(answer);
  if (head && text_of(*head) == shown->head) {
    row.size = static_cast<std::int64_t>(head->size);
    row.cosigned = answer.body;
    row.said_at = base::instant_text(clock_.now());
    return;
  }
  row.problem = answer.status == 0           ? "witness.silent"
                : answer.status == kConflict ? "witness.refused"
                                             : "witness.answer";
}

std::vector<WitnessRow> witnesses(store::Sql& sql) {
  return sql.select<WitnessRow>("ORDER BY url");
}

}  // namespace qinqing::ledger
