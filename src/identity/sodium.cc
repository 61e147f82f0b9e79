#include "identity/sodium.h"

#include <sodium.h>

#include <stdexcept>

namespace qinqing::identity {

void start_sodium() {
  if (sodium_init() < 0) throw std::runtime_error("libsodium did not start");
}

}  // namespace qinqing::identity
