#include "http/wire.h"

#include <array>
#include <boost/beast/http/status.hpp>
#include <chrono>
#include <cstdint>

namespace qinqing::http {
namespace {

// Copying a body of this size costs less than writing two buffers.
constexpr std::size_t kCopyMax = 16 * 1024;

// On every answer, whatever it is. No page of this house needs more: scripts, styles and images are
// its own files, forms go to itself, nothing is framed, and no script may be inline. The referrer
// is kept within the site and not dropped: see http/origin.h.
constexpr std::string_view kSecurityHeaders =
    "Content-Security-Policy: default-src 'none'; style-src 'self'; script-src 'self'; "
    "img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
    "connect-src 'self'; manifest-src 'self'\r\n"
    "X-Content-Type-Options: nosniff\r\n"
    "Referrer-Policy: same-origin\r\n"
    "Permissions-Policy: camera=(), geolocation=(), microphone=(), payment=(), usb=()\r\n"
    "Cross-Origin-Opener-Policy: same-origin\r\n"
    "Cross-Origin-Resource-Policy: same-origin\r\n";

void append(std::string& out, std::string_view name, std::string_view value) {
  out += name;
  out += ": ";
  out += value;
  out += "\r\n";
}

// RFC 9110 §8.6: these have no body, and a length would be that of another answer.
bool has_length(int status) {
  return status >= 200 && status != 204 && status != 304;
}

}  // namespace

std::string_view append_wire(std::string& out, const Response& response, const Framing& framing) {
  const std::string_view body = response.bytes();
  out += "HTTP/1.1 ";
  out += std::to_string(response.status);
  out += ' ';
  const auto reason =
      boost::beast::http::obsolete_reason(static_cast<boost::beast::http::status>(response.status));
  out.append(reason.data(), reason.size());
  out += "\r\n";
  if (!framing.date.empty()) append(out, "Date", framing.date);
  for (const auto& [name, value] : response.headers) append(out, name, value);
  out += kSecurityHeaders;
  if (has_length(response.status)) append(out, "Content-Length", std::to_string(body.size()));
  if (!framing.keep_alive) {
    out += "Connection: close\r\n";
  } else if (framing.http_1_0) {
    out += "Connection: keep-alive\r\n";
  }
  out += "\r\n";
  if (framing.head_only || !has_length(response.status)) return {};
  if (response.lasting_body.data() != nullptr && body.size() > kCopyMax) return body;
  out += body;
  return {};
}

std::string http_date(std::int64_t unix_seconds) {
  static constexpr std::array<std::string_view, 7> kDays = {"Sun", "Mon", "Tue", "Wed",
                                                            "Thu", "Fri", "Sat"};
  static constexpr std::array<std::string_view, 12> kMonths = {
      "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const std::chrono::sys_seconds instant{std::chrono::seconds(unix_seconds)};
  const auto day = std::chrono::floor<std::chrono::days>(instant);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss time(instant - day);
  const auto two = [](auto number) {
    const std::string digits = std::to_string(number);
    return digits.size() < 2 ? "0" + digits : digits;
  };
  std::string text(kDays[std::chrono::weekday(day).c_encoding()]);
  text += ", " + two(static_cast<unsigned>(date.day())) + ' ';
  text += kMonths[static_cast<unsigned>(date.month()) - 1];
  text += ' ' + std::to_string(static_cast<int>(date.year())) + ' ' + two(time.hours().count()) +
          ':' + two(time.minutes().count()) + ':' + two(time.seconds().count()) + " GMT";
  return text;
}

}  // namespace qinqing::http
