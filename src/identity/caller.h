// Who asks: what every handler behind the Guard is given.
#pragma once

#include <string>

#include "base/clock.h"
#include "base/date.h"
#include "identity/role.h"

namespace qinqing::identity {

struct Caller {
  std::string account;  // "" = has not signed in
  std::string person;
  std::string name;          // the person's, for pages
  std::string post;          // the acting post, "" = none held today
  std::string delegation;    // by which the post is acted for, "" = it is the person's own
  std::string stands_for;    // the person whose post that is then, "" = nobody else's
  std::string organisation;  // of the acting post
  std::string place;         // of the acting post
  Role role = Role::public_;
  bool head = false;         // the acting post heads its organisation
  bool must_change = false;  // the password is a first one: nothing else until it is changed
  // The program itself: demonstrations and the first account. Never set from a request.
  bool system = false;
  std::string session;  // the session's hash
  std::string csrf;     // the word that forms of this session carry
  base::Instant now{};
  base::Date today;

  bool signed_in() const { return !account.empty(); }
};

}  // namespace qinqing::identity
