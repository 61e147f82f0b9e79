#include "app/ledger_page.h"

#include <boost/describe.hpp>
#include <optional>
#include <vector>

#include "app/witness_alarm.h"
#include "casework/case_page.h"
#include "identity/answers.h"
#include "ledger/proof_queries.h"
#include "ledger/showing.h"
#include "store/failure.h"

namespace qinqing::app {
namespace {

using boost::json::object;
using http::Request;
using http::Response;

struct WitnessTold {
  std::string url;
  std::int64_t size = 0;  // of the head that it signed last; 0 = none yet
  std::string cosigned;   // what it said then
  std::string said_at;
  std::string problem;  // "", or why it does not sign
  std::string since;    // when that began
  static constexpr std::string_view kTitle = "Witness";
};
BOOST_DESCRIBE_STRUCT(WitnessTold, (), (url, size, cosigned, said_at, problem, since))

struct LedgerTold {
  std::optional<std::string> head, signature;  // null where nothing is signed yet
  std::string key;
  std::vector<WitnessTold> witnesses;
  static constexpr std::string_view kTitle = "Ledger";
};
BOOST_DESCRIBE_STRUCT(LedgerTold, (), (head, signature, key, witnesses))

object told_of(store::Sql& sql, const std::string& key) {
  LedgerTold told{.head = {}, .signature = {}, .key = key, .witnesses = {}};
  if (const auto head = ledger::last_head(sql)) {
    told.head = ledger::text_of(*head);
    told.signature = head->signature;
  }
  for (const ledger::WitnessRow& row : ledger::witnesses(sql))
    told.witnesses.push_back({.url = row.url,
                              .size = row.size,
                              .cosigned = row.cosigned,
                              .said_at = row.said_at,
                              .problem = row.problem,
                              .since = row.problem_since});
  return identity::told(told).as_object();
}

object view_of(object told, base::Date today) {
  bool alarm = false;
  for (auto& value : told.at("witnesses").as_array()) {
    object& row = value.as_object();
    const std::string problem(row.at("problem").as_string());
    row["bad"] = !problem.empty();
    row["words"] = std::string(witness_problem_in_words(problem));
    row["signed_once"] = row.at("size").as_int64() > 0;
    for (const char* name : {"said_at", "since"}) {
      const std::string at(row.at(name).as_string());
      row[name] = at.empty() ? "" : casework::moment_text(at, today);
    }
    alarm = alarm || (!problem.empty() && problem != "witness.no_head");
  }
  told["alarm"] = alarm;
  told["has_witnesses"] = !told.at("witnesses").as_array().empty();
  return told;
}

}  // namespace

void add_ledger_page(http::Router& router, store::Database& database,
                     const http::Templates& templates, const identity::Frame& frame,
                     const base::Clock& clock, std::string public_key) {
  const auto read = [&database, key = std::move(public_key)] {
    return database.read([&](store::Sql& sql) { return told_of(sql, key); });
  };
  const auto away = [](const store::Unavailable&) {
    return Response::problem(
        {.status = 503, .code = "unavailable", .detail = "数据库暂时连不上，请过一会儿再试"});
  };
  router.add(http::Method::get, "/api/v1/ledger",
             {.action = "ledger.read",
              .no_store = true,
              .blocking = true,
              .operation = identity::Operation("readLedger", "公布的账头和见证人", "账")
                               .answers(200, identity::schema_of<LedgerTold>())},
             [read, away](const Request&) {
               try {
                 return Response::json(read());
               } catch (const store::Unavailable& error) {
                 return away(error);
               }
             });
  router.add(http::Method::get, "/ledger",
             {.action = "ledger.read", .no_store = true, .blocking = true},
             [read, away, frame, &templates, &clock](const Request&) {
               try {
                 object data = frame("账头和见证人");
                 for (auto& [name, value] : view_of(read(), clock.today())) data[name] = value;
                 return Response::html(templates.page("app/ledger", data));
               } catch (const store::Unavailable& error) {
                 return away(error);
               }
             });
}

}  // namespace qinqing::app
