// The notices of who has signed in: GET /api/v1/notices, POST /api/v1/notices/seen, and the page
// /notices, which works without scripts and marks what it shows as seen.
#pragma once

#include <boost/describe.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "casework/notices/notice.h"
#include "http/templates.h"
#include "identity/guard.h"
#include "identity/pages.h"
#include "store/database.h"

namespace qinqing::casework {

// Where the page of what it is about is; "" where there is none.
std::string path_of_case(const Notice& notice);

// A notice as the API answers it.
struct NoticeJson {
  std::string id;
  std::string at;  // instant
  std::string text;
  NoticeReason why = NoticeReason::owed;
  std::optional<std::string> filing;  // null where it tells of something else
  bool read = false;
  static constexpr std::string_view kTitle = "Notice";
};
BOOST_DESCRIBE_STRUCT(NoticeJson, (), (id, at, text, why, filing, read))

NoticeJson notice_json(const TellingNotice& told);

http::EmbeddedFiles notice_pages();

// All must outlive the guard's router.
void add_notice_routes(const identity::Guard& guard, store::Database& database,
                       const http::Templates& templates, const identity::Frame& frame);

}  // namespace qinqing::casework
