// The first account of an empty house: a system administrator, in a unit of their own.
//
// Thread-safety: any thread.
#pragma once

#include <string_view>

#include "base/fault.h"
#include "identity/identity.h"

namespace qinqing::identity {

// What the program itself does: demonstrations and this. Never made from a request.
Caller system_caller(const base::Clock& clock);

// Opens the account `login` for a person called 系统管理员 in a new unit 系统管理, which lies in
// the first root of the places. Its first password is shown once. Faults: "account.not_first" where
// there is any account, and those of Accounts::open.
base::Result<OpenedAccount> open_first_account(Identity& identity, std::string_view login);

// Whether the keys at hand are those that the database's encrypted values were made with: over a
// database brought back without its keys everything would seem to work, but numbers would be lost
// one by one. Fault: "keys.other".
std::optional<base::Fault> check_keys(const Means& means);

}  // namespace qinqing::identity
