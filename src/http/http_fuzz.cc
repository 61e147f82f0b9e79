// What strangers send: the first byte chooses the reader, the rest is what it reads.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "http/accept.h"
#include "http/conditional.h"
#include "http/conversation.h"
#include "http/form.h"
#include "http/markdown.h"
#include "http/target.h"

namespace {

using namespace qinqing::http;  // NOLINT(google-build-using-namespace)

void require(bool condition) {
  if (!condition) std::abort();
}

void read_target(std::string_view text) {
  const auto target = parse_target(text);
  if (!target) return;
  require(target->path.starts_with('/'));
  for (const std::string& segment : target->segments) {
    require(is_text(segment) && segment != ".." && segment.find('/') == std::string::npos);
  }
}

void read_form(std::string_view text) {
  const auto form = parse_urlencoded(text);
  if (!form) return;
  std::string again;
  for (const FormField& field : form->fields()) {
    require(is_text(field.name) && is_text(field.value));
    again += "&" + percent_encode(field.name) + "=" + percent_encode(field.value);
  }
  require(parse_urlencoded(again).ok());
}

void read_multipart(std::string_view text) {
  const std::size_t line = text.find('\n');
  if (line == std::string_view::npos) return;
  const auto form = parse_multipart(text.substr(line + 1), text.substr(0, line));
  if (!form) return;
  for (const FormField& field : form->fields())
    require(is_text(field.name) && is_text(field.value));
}

const Site& site() {
  static const Site the_site = [] {
    Site made;
    const auto echo = [](const Request& request) {
      return Response::text(std::string(request.body) + request.target.path);
    };
    made.router().add(Method::get, "/a", {.action = "a"}, echo);
    made.router().add(Method::post, "/a/{b}", {.action = "b", .body_max = 1000}, echo);
    made.router().add(Method::put, "/{c*}", {.action = "c", .blocking = true}, echo);
    return made;
  }();
  return the_site;
}

// The first byte says in pieces of which size the rest comes.
void converse(std::string_view text) {
  if (text.empty()) return;
  const std::size_t piece = static_cast<unsigned char>(text.front()) + 1;
  text.remove_prefix(1);
  const Limits limits;
  Surroundings around{site(), limits, "", 0, false};
  {
    Conversation conversation(around);
    while (true) {
      const auto next = conversation.next();
      if (next == Conversation::Next::close) break;
      if (next == Conversation::Next::write) {
        require(conversation.out().starts_with("HTTP/1.1 "));
        conversation.sent();
      } else if (next == Conversation::Next::handle) {
        conversation.run_handler();
      } else {
        if (text.empty()) break;
        const auto space = conversation.space();
        require(!space.empty());
        const std::size_t size = std::min({piece, space.size(), text.size()});
        std::ranges::copy(text.substr(0, size), space.begin());
        conversation.received(size);
        text.remove_prefix(size);
      }
    }
    conversation.time_out();
  }
  require(around.bodies_bytes == 0);
}

void read_lists(std::string_view text) {
  require(quality(text, "text/html") <= 1000);
  choose_coding(text, true, true);
  names_etag(text, "\"a\"");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
  switch (data[0] % 6) {
    case 0:
      read_target(text);
      break;
    case 1:
      read_form(text);
      break;
    case 2:
      read_multipart(text);
      break;
    case 3:
      converse(text);
      break;
    case 4:
      markdown_html(text);
      break;
    default:
      read_lists(text);
  }
  return 0;
}
