// A record's version as HTTP says it: ETag "3", If-Match "3", If-None-Match * for what must be new.
//
// Thread-safety: pure functions.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "http/request.h"
#include "http/response.h"

namespace qinqing::identity {

// "\"3\""
std::string version_etag(std::int64_t version);
// nullopt for anything else than one strong tag that version_etag gives.
std::optional<std::int64_t> etag_version(std::string_view etag);

// The version that the client saw, or the answer that says what is missing: 428 without If-Match,
// 400 where it is no version of ours.
std::variant<std::int64_t, http::Response> required_version(const http::Request& request);

// nullopt if the request creates by PUT as it should: a UUIDv7 made by the client and
// If-None-Match: *. Otherwise the answer: 400 for the id, 428 for the header.
std::optional<http::Response> refuse_creation(const http::Request& request, std::string_view id);

}  // namespace qinqing::identity
