// The personal values in the events that touched a row: found and destroyed. Internal to store.
#pragma once

#include <span>

#include "store/connection.h"

namespace qinqing::store {

// Salt and value of every personal part of every event kept so far that belongs to that row become
// NULL. The events themselves stay.
void destroy_payload(Connection& connection, const Table& table, std::span<const Value> key);

}  // namespace qinqing::store
