// Editions of packs as programs use them, for those who draft, review and adopt them.
//
//   GET  /api/v1/editions                      every edition in the caller's reach
//   GET  /api/v1/editions/{edition}            one, with its files
//   PUT  /api/v1/editions/{edition}            a draft; If-None-Match: *
//   PUT  /api/v1/editions/{edition}/files      changes files of a draft; If-Match
//   POST /api/v1/editions/{edition}/acts       a step of the procedure; If-Match
//   GET  /api/v1/editions/{edition}/analysis   what would change, for contacts on ?from= or later
#pragma once

#include "identity/guard.h"
#include "norms/adoption/editions.h"

namespace qinqing::norms {

// `editions` must outlive the guard's router.
void add_edition_api(const identity::Guard& guard, Editions& editions);

}  // namespace qinqing::norms
