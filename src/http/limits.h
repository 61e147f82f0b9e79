// What a client may take of the server's memory and patience.
#pragma once

#include <chrono>
#include <cstddef>

namespace qinqing::http {

struct Limits {
  std::size_t header_bytes_max = std::size_t{16} << 10U;  // request line and headers: 431
  int connections_max = 10'000;                           // of the whole server: 503 beyond
  // Bytes of request bodies held at once by one I/O thread: 503 beyond. Without it 10,000
  // connections could hold 10,000 bodies.
  std::size_t bodies_bytes_max = std::size_t{256} << 20U;

  std::chrono::milliseconds header_time{10'000};  // from the first byte of a header to its last
  std::chrono::milliseconds idle_time{60'000};    // between requests, and before the first
  // A body or an answer may take this long, and one second longer for each `rate_bytes_min` bytes
  // of it that have passed: slow is allowed, standing still is not.
  std::chrono::milliseconds body_time{30'000};
  std::chrono::milliseconds write_time{30'000};
  std::size_t rate_bytes_min = 4096;
  // What a client still sends after it was refused is read over for at most this long, so that it
  // gets to read the answer.
  std::chrono::milliseconds linger_time{5'000};
  std::chrono::milliseconds drain_time{10'000};  // for requests in flight when the server stops
};

}  // namespace qinqing::http
