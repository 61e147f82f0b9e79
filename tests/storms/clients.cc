#include "storms/clients.h"

#include <stdexcept>

#include "base/json.h"
#include "http/testing/raw_client.h"

namespace qinqing::storm {
namespace {

using http::RawClient;

constexpr std::string_view kFiling =
    R"({"check":{"actor":"official","contact_on":"2099-01-06","conducts":["attend","eat"],"facts":)"
    R"({"relation":"none","approval":"not_yet","event_kind":"trade","event_public":true,)"
    R"("meal_kind":"work_meal","meal_payer":"host","meal_cost":"80.00","meal_settled":false}},)"
    R"("title":"产供销对接会","counterpart":"风暴里的公司","submit":true})";

std::string request(std::string_view method, const std::string& path, const std::string& headers,
                    std::string_view body) {
  std::string text(method);
  text += " " + path + " HTTP/1.1\r\nHost: storm\r\nContent-Type: application/json\r\n" + headers;
  text += "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n";
  return text.append(body);
}

}  // namespace

SignedIn sign_in(const std::string& address, const std::string& login,
                 const std::string& password) {
  RawClient client(address);
  const auto answer =
      client.ask(request("POST", "/api/v1/session", "",
                         R"({"login":")" + login + R"(","password":")" + password + R"("})"));
  if (answer.status != 200 && answer.status != 201)
    throw std::runtime_error("signing in: " + std::to_string(answer.status) + " " + answer.body);
  const std::string cookie(answer.header("Set-Cookie"));
  const auto body = base::parse_json(answer.body);
  return {cookie.substr(0, cookie.find(';')), std::string(body->at("csrf").as_string())};
}

std::string filing_request(const SignedIn& who, const std::string& id) {
  return request("PUT", "/api/v1/filings/" + id,
                 "Cookie: " + who.cookie + "\r\nX-CSRF: " + who.csrf + "\r\nIf-None-Match: *\r\n",
                 kFiling);
}

Clients::Clients(std::string address, SignedIn who, base::UuidSource& ids, int count)
    : address_(std::move(address)), who_(std::move(who)), ids_(ids) {
  threads_.reserve(static_cast<std::size_t>(count));
  for (int i = 0; i < count; ++i) threads_.emplace_back([this] { run(); });
}

Clients::~Clients() {
  join();
}

void Clients::run() {
  std::vector<std::string> mine;
  std::vector<std::string> odd;
  try {
    RawClient client(address_);
    while (!stopped_) {
      const std::string id = ids_.next();
      const auto answer = client.ask(filing_request(who_, id));
      if (answer.status == 0) break;  // the server is gone, as it was meant to be
      if (answer.status == 201) {
        mine.push_back(id);
      } else {
        odd.push_back(std::to_string(answer.status) + " " + answer.body);
      }
      ++count_;
      count_.notify_all();
    }
  } catch (const std::runtime_error&) {
    // Gone before it could be connected to.
  }
  ++count_;
  count_.notify_all();
  const std::lock_guard lock(mutex_);
  answered_.insert(answered_.end(), mine.begin(), mine.end());
  odd_.insert(odd_.end(), odd.begin(), odd.end());
}

void Clients::wait_for(int answered) {
  for (int now = count_; now < answered; now = count_) count_.wait(now);
}

void Clients::stop() {
  stopped_ = true;
  join();
}

void Clients::join() {
  for (auto& thread : threads_)
    if (thread.joinable()) thread.join();
}

}  // namespace qinqing::storm
