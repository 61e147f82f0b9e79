// The pages of rulings, whole without scripts.
//
//   POST /rulings/new             what the lists left open becomes a question
//   POST /rulings/anonymous       … sent without a name: the code that opens the answer
//   GET, POST /rulings/answer     what became of it, by the code
//   POST /rulings                 … sent by name
//   GET  /rulings, /rulings/{ruling}    what was published, and how long answers take
//   GET  /rulings/work            what waits to be ruled on here, or what I asked
//   GET  /rulings/{ruling}/record, POST …/acts    one of them, for those who handle it and its
//   asker
//
// Those of anonymous askers are quiet: they read no session, set no cookie and log nothing.
#pragma once

#include <boost/json/object.hpp>
#include <functional>
#include <string>

#include "base/clock.h"
#include "base/identifiers.h"
#include "http/router.h"
#include "http/templates.h"
#include "identity/guard.h"
#include "norms/rulings/rulings.h"

namespace qinqing::norms {

using RulingFrame = std::function<boost::json::object(std::string title)>;

// All must outlive the router. `ids` and `random` make the ids and codes of new questions.
void add_ruling_pages(const identity::Guard& guard, http::Router& router, Rulings& rulings,
                      const http::Templates& templates, const RulingFrame& open_frame,
                      const RulingFrame& signed_in_frame, base::UuidSource& ids,
                      base::RandomSource& random);

// Those behind a session: /rulings/work, /rulings/{ruling}/record and what is done there.
void add_ruling_record_pages(const identity::Guard& guard, Rulings& rulings,
                             const http::Templates& templates, const RulingFrame& frame);

}  // namespace qinqing::norms
