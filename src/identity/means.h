// What the services of identity work with: made once by whoever wires the house, and outliving all
// of them.
#pragma once

#include <functional>
#include <string>

#include "base/clock.h"
#include "identity/keys.h"
#include "identity/password.h"
#include "identity/places.h"
#include "store/database.h"

namespace qinqing::identity {

struct Means {
  store::Database& database;
  const Places& places;
  const Keys& keys;
  const Passwords& passwords;
  const base::Clock& clock;
  base::RandomSource& random;
};

}  // namespace qinqing::identity
