// A client that sends just the bytes it is told to: what no HTTP library would let a test do.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace qinqing::http {

struct RawAnswer {
  int status = 0;  // 0: the connection ended before an answer
  std::string head;
  std::string body;

  // The value of that header, "" if there is none.
  std::string header(std::string_view name) const;
};

class RawClient {
 public:
  // Connects to "127.0.0.1:PORT". A read that gets nothing for 20 s fails.
  explicit RawClient(std::string_view address);
  ~RawClient();
  RawClient(const RawClient&) = delete;
  RawClient& operator=(const RawClient&) = delete;

  // False if the server has closed the connection.
  bool send(std::string_view bytes);
  void finish_sending();

  // Reads one answer by its Content-Length. `head_only`: it is one to HEAD.
  RawAnswer read(bool head_only = false);
  // True if the server ends the connection without another byte.
  bool ended();

  RawAnswer ask(std::string_view bytes) {
    send(bytes);
    return read();
  }

 private:
  bool receive();

  int socket_;
  std::string received_;
};

}  // namespace qinqing::http
