// Whom a filing can name: people with a post, and organisations by their names.
//
// Thread-safety: as the Sql given.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "identity/caller.h"
#include "store/sql.h"

namespace qinqing::contact {

// The enterprise or chamber of exactly this name.
std::optional<std::string> enterprise_named(store::Sql& sql, const std::string& name);

// `text` as a part of a LIKE pattern with ESCAPE '!': what it holds means itself.
std::string like_part(std::string_view text);

struct Named {
  std::string id, name, title, organisation;
};
// People with a post today whose name has `text` in it or whose pinyin initials begin with it,
// those of the caller's organisation first; at most `limit`. Whose access to person.list reaches
// their own unit only finds nobody else.
std::vector<Named> people_named(store::Sql& sql, const identity::Caller& caller,
                                const std::string& text, int limit);

// Units that may receive a filing from the other side, by name.
std::vector<Named> units_that_receive(store::Sql& sql);

}  // namespace qinqing::contact
