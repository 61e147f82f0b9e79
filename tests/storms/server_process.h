// The program as a process of its own, to be killed.
#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

namespace qinqing::storm {

class ServerProcess {
 public:
  // Starts `program` and waits for the address, its first line. Throws std::runtime_error where it
  // ends instead.
  ServerProcess(const std::string& program, const std::vector<std::string>& arguments);
  ~ServerProcess();
  ServerProcess(const ServerProcess&) = delete;
  ServerProcess& operator=(const ServerProcess&) = delete;

  const std::string& address() const { return address_; }  // "127.0.0.1:40123"
  // SIGKILL: no handler runs, nothing is flushed.
  void kill();

 private:
  pid_t child_ = 0;
  int out_ = -1;
  std::string address_;
};

}  // namespace qinqing::storm
