// Clients that file as fast as they are answered, until the server is gone.
#pragma once

#include <atomic>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "base/identifiers.h"

namespace qinqing::storm {

struct SignedIn {
  std::string cookie;
  std::string csrf;
};
// With a demonstration account. Throws std::runtime_error where that is refused.
SignedIn sign_in(const std::string& address, const std::string& login, const std::string& password);

// The whole request that files something under that id. Sent again it is the same.
std::string filing_request(const SignedIn& who, const std::string& id);

class Clients {
 public:
  Clients(std::string address, SignedIn who, base::UuidSource& ids, int count);
  ~Clients();
  Clients(const Clients&) = delete;
  Clients& operator=(const Clients&) = delete;

  int answers() const { return count_; }  // so far
  // Waits until that many filings were answered with 201.
  void wait_for(int answered);
  // Requires that the server is gone: waits until all have noticed.
  void join();
  // Lets each have its answer and ends all, the server being there.
  void stop();

  // Ids whose filing was answered; after join().
  const std::vector<std::string>& answered() const { return answered_; }
  // Answers that were neither 201 nor a lost connection: there should be none.
  const std::vector<std::string>& odd() const { return odd_; }

 private:
  void run();

  std::string address_;
  SignedIn who_;
  base::UuidSource& ids_;
  std::atomic<int> count_ = 0;
  std::atomic<bool> stopped_ = false;
  std::mutex mutex_;
  std::vector<std::string> answered_;
  std::vector<std::string> odd_;
  std::vector<std::thread> threads_;
};

}  // namespace qinqing::storm
