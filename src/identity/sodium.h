// libsodium made ready. Internal.
#pragma once

namespace qinqing::identity {

// Must have been called once before any other function of libsodium; costs nothing the second time.
// Throws std::runtime_error where the system has no randomness. Any thread.
void start_sodium();

}  // namespace qinqing::identity
