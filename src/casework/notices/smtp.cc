#include "casework/notices/smtp.h"

#include <curl/curl.h>
#include <openssl/evp.h>

#include <algorithm>
#include <cstring>
#include <memory>

#include "identity/checks.h"

namespace qinqing::casework {
namespace {

constexpr long kSeconds = 30;  // for one letter
constexpr std::size_t kLine = 76;

std::string base64(std::string_view bytes) {
  std::string out(4 * ((bytes.size() + 2) / 3) + 1, '\0');
  const int length = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(out.data()),
                                     reinterpret_cast<const unsigned char*>(bytes.data()),
                                     static_cast<int>(bytes.size()));
  out.resize(static_cast<std::size_t>(length));
  return out;
}

// RFC 5322 3.3, in UTC whatever the machine's zone and language.
std::string date_header(base::Instant now) {
  static constexpr const char* kDays[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  static constexpr const char* kMonths[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                            "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  constexpr int kThursday = 4;  // 1970-01-01
  const std::string text = base::instant_text(now);
  const base::Date day = base::Date::parse(text.substr(0, 10)).value();
  return std::string(kDays[(day.day_number() + kThursday) % 7]) + ", " + std::to_string(day.day()) +
         ' ' + kMonths[day.month() - 1] + ' ' + std::to_string(day.year()) + ' ' +
         text.substr(11, 8) + " +0000";
}

struct Reading {
  const std::string& message;
  std::size_t at = 0;
};

std::size_t read_on(char* into, std::size_t size, std::size_t count, void* from) {
  auto& reading = *static_cast<Reading*>(from);
  const std::size_t length = std::min(size * count, reading.message.size() - reading.at);
  std::memcpy(into, reading.message.data() + reading.at, length);
  reading.at += length;
  return length;
}

bool deliver(const SmtpOptions& options, const std::string& to, const std::string& subject,
             const std::string& text) {
  const std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> curl(curl_easy_init(),
                                                                 &curl_easy_cleanup);
  const std::string address = "<" + to + ">";
  const std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)> to_list(
      curl_slist_append(nullptr, address.c_str()), &curl_slist_free_all);
  if (!curl || !to_list) return false;
  const std::string message =
      message_of(options.from, to, subject, text, base::SystemClock().now());
  Reading reading{message};
  const bool with_password = options.url.find('@') != std::string::npos;
  CURL* handle = curl.get();
  curl_easy_setopt(handle, CURLOPT_URL, options.url.c_str());
  curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
  curl_easy_setopt(handle, CURLOPT_USE_SSL,
                   static_cast<long>(with_password ? CURLUSESSL_ALL : CURLUSESSL_TRY));
  curl_easy_setopt(handle, CURLOPT_MAIL_FROM, ("<" + options.from + ">").c_str());
  curl_easy_setopt(handle, CURLOPT_MAIL_RCPT, to_list.get());
  curl_easy_setopt(handle, CURLOPT_READFUNCTION, &read_on);
  curl_easy_setopt(handle, CURLOPT_READDATA, &reading);
  curl_easy_setopt(handle, CURLOPT_UPLOAD, 1L);
  curl_easy_setopt(handle, CURLOPT_TIMEOUT, kSeconds);
  curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
  return curl_easy_perform(handle) == CURLE_OK;
}

}  // namespace

std::string message_of(const std::string& from, const std::string& to, const std::string& subject,
                       const std::string& text, base::Instant now) {
  std::string message = "Date: " + date_header(now) + "\r\nFrom: <" + from + ">\r\nTo: <" + to +
                        ">\r\nSubject: =?UTF-8?B?" + base64(subject) +
                        "?=\r\nAuto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\n"
                        "Content-Type: text/plain; charset=utf-8\r\n"
                        "Content-Transfer-Encoding: base64\r\n\r\n";
  const std::string body = base64(text);
  for (std::size_t i = 0; i < body.size(); i += kLine) message += body.substr(i, kLine) + "\r\n";
  return message;
}

base::Result<Deliver> deliver_by_smtp(const SmtpOptions& options) {
  base::Faults faults;
  if (!options.url.starts_with("smtp://") && !options.url.starts_with("smtps://"))
    faults.add("smtp.url", "", "邮件服务器的地址写得不对",
               "例如 smtp://mail.example.gov.cn:25，或 smtps://用户:口令@主机:465");
  identity::check_email(options.from, "", faults);
  if (!faults.empty()) return faults;
  static const CURLcode ready = curl_global_init(CURL_GLOBAL_DEFAULT);
  if (ready != CURLE_OK) {
    faults.add("smtp.curl", "", "libcurl 不能用");
    return faults;
  }
  return Deliver(
      [options](const std::string& to, const std::string& subject, const std::string& text) {
        return deliver(options, to, subject, text);
      });
}

}  // namespace qinqing::casework
