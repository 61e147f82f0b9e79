// Lists of filings: which, in what order, from where on.
//
// A page is asked for by where the last one ended (its cursor), so that what is filed meanwhile
// neither hides a row nor shows one twice.
//
// Thread-safety: as the Sql given.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/fault.h"
#include "http/form.h"
#include "identity/caller.h"
#include "identity/places.h"
#include "store/sql.h"

namespace qinqing::contact {

// mine: the caller is the filer or comes along · unit: of the acting post's unit, for those who
// decide there · place: of the acting post's place and all below it.
enum class View { mine, unit, place };
BOOST_DESCRIBE_ENUM(View, mine, unit, place)

enum class Sort { contact_on, due, opened_at, number };
BOOST_DESCRIBE_ENUM(Sort, contact_on, due, opened_at, number)

// NOLINTBEGIN(readability-redundant-member-init): without a `{}` callers may not leave a member out
struct ListQuery {
  View view = View::mine;
  std::string state{}, verdict{};  // "" = any
  std::string due{};               // "late": something is overdue, "soon": due by `soon_until`, ""
  base::Date soon_until{};
  std::string search{};                    // in title, counterpart, filer and their pinyin initials
  std::optional<base::Date> from{}, to{};  // of the contact
  Sort sort = Sort::contact_on;
  bool descending = true;
  std::string after{};  // cursor; "" = from the first
  std::int64_t limit = 50;
  std::int64_t count_to = 0;  // of a first page: how far the rows of the whole list are counted
  // How the page is looked for, not what it holds (list_queries.cc); tests make them small.
  std::int64_t narrow = 8'000;  // rows of a scope that are looked up by its index
  std::int64_t probe = 4'000;   // rows of a wider one that are gone through in order first
};
// NOLINTEND(readability-redundant-member-init)

// From a query string. Faults: "value" by parameter.
base::Result<ListQuery> read_list_query(const http::Form& query, base::Date today);

struct ListedDue {
  std::string name, label, owed_by, state;
  base::Date due;
};

struct Listed {
  std::string id;
  std::int64_t version = 0;
  std::optional<std::string> number;
  std::string state, side, title, counterpart, verdict;
  bool binding = false;
  base::Date contact_on;
  std::string filer, filer_name, unit, unit_name, opened_at;
  std::optional<ListedDue> due;  // what is owed first
};

struct ListPage {
  std::vector<Listed> items;
  std::string next;  // cursor of the next page; "" = this is the last
  // Rows of the whole list, where `count_to` asks for it: the number if it is below that, else
  // `count_to` itself. Absent where to count would cost more than to show.
  std::optional<std::int64_t> counted;
};

// Requires that the caller may see the view: the service asks the access table.
ListPage list_filings(store::Sql& sql, const identity::Places& places,
                      const identity::Caller& caller, const ListQuery& query);

}  // namespace qinqing::contact
