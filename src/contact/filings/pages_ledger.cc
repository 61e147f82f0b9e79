#include "contact/filings/pages_ledger.h"
#include "casework/case_page.h"

#include <boost/json/serialize.hpp>
#include <memory>
#include <utility>

#include "base/json.h"
#include "contact/filings/ledger_queries.h"
#include "contact/filings/pages_record.h"
#include "identity/access.h"
#include "ledger/proof.h"
#include "ledger/stored_tree.h"

namespace qinqing::contact {
namespace {

using boost::json::array;
using boost::json::object;
using http::Request;
using http::Response;
using identity::Caller;

bool changes_something(const std::string& body) {
  const auto json = base::parse_json(body);
  const auto* changes =
      json && json->is_object() ? json->get_object().if_contains("changes") : nullptr;
  return changes != nullptr && changes->is_array() && !changes->get_array().empty();
}

// What the page says of the ledger, read in one transaction.
struct Told {
  array events;  // for the eye
  array proofs;  // for the browser: {body, n, path}
  object row;    // of the filing, as it stands: its columns that are about nobody
  std::string head, signature;
  std::size_t waiting = 0;  // events that no head covers yet
};

// What an event did, as the record's history says it.
std::string said_of(const std::string& kind, const casework::Procedure& procedure) {
  constexpr std::string_view kOfFilings = "filing.";
  if (kind == "filing.open") return "开始写报备";
  if (kind == "filing.told_anew") return "重新说了一遍";
  if (kind == "case.take_over") return "单位合并，转到接手的单位";
  if (kind.starts_with("deadline.")) return "期限：提醒、超期或者重新数过";
  if (kind.starts_with(kOfFilings))
    if (const auto* taken = procedure.transition(std::string_view(kind).substr(kOfFilings.size())))
      return taken->said;
  const auto* action = identity::find_action(kind);
  return action == nullptr ? kind : std::string(action->title);
}

Told told_of(store::Sql& sql, const FilingRecord& record, base::Date today) {
  const std::string& filing = record.filing.id;
  Told told;
  for (const store::EventRow& event : events_about(sql, filing)) {
    if (!changes_something(event.body)) continue;
    const auto proof = ledger::prove(sql, event.id, "");
    if (!proof) {
      ++told.waiting;
      continue;
    }
    told.head = proof->head;
    told.signature = proof->signature;
    array path;
    for (const std::string& step : proof->path) path.emplace_back(step);
    told.proofs.push_back(
        object{{"body", proof->body}, {"n", proof->n}, {"path", std::move(path)}});
    told.events.push_back(object{{"at", event.at},
                                 {"moment", casework::moment_text(event.at, today)},
                                 {"said", said_of(event.kind, record.docket.procedure())},
                                 {"n", proof->n},
                                 {"id", event.id}});
  }
  told.row = plain_row(sql, filing);
  return told;
}

}  // namespace

void add_filing_ledger_page(const identity::Guard& guard, Filings& filings,
                            const http::Templates& templates, Frame frame, std::string public_key) {
  guard.route(http::Method::get, "/filings/{filing}/ledger",
              {.action = "filing.read", .no_store = true},
              [&filings, &templates, frame = std::move(frame), key = std::move(public_key)](
                  const Request& request, const Caller& caller) {
                const std::string id(request.param("filing"));
                const FilingRecord record = filings.read(caller, id, identity::basis_of(request));
                object data = frame("核验这件报备");
                data["with_ledger"] = true;
                data["filing_id"] = id;
                data["title_of_filing"] = record.account.title;
                data["key"] = key;
                Told told;
                try {
                  told = filings.database().read(
                      [&](store::Sql& sql) { return told_of(sql, record, caller.today); });
                } catch (const ledger::StoredTree::Broken&) {
                  data["broken"] = true;
                  return Response::html(templates.page("contact/filing_ledger", data), 500);
                }
                data["broken"] = false;
                data["waiting"] = told.waiting == 0 ? "" : std::to_string(told.waiting);
                data["has_events"] = !told.events.empty();
                data["head"] = told.head;
                data["signature"] = told.signature;
                data["proofs"] = boost::json::serialize(object{{"head", told.head},
                                                               {"signature", told.signature},
                                                               {"key", key},
                                                               {"row", std::move(told.row)},
                                                               {"proofs", std::move(told.proofs)}});
                data["events"] = std::move(told.events);
                return Response::html(templates.page("contact/filing_ledger", data));
              });
}

}  // namespace qinqing::contact
