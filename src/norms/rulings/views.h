// Rulings as the data of templates.
//
// Thread-safety: pure functions.
#pragma once

#include <boost/json/object.hpp>
#include <string>

#include "http/form.h"
#include "norms/rulings/json.h"

namespace qinqing::norms {

// Of the template `norms/ruling_text`: a published ruling, or what a draft would be.
boost::json::object text_view(const Rulings& rulings, const PublishedRulingJson& ruling,
                              const std::string& pack, base::Date today);
// What a draft would read as, published today.
PublishedRulingJson as_published(const Rulings& rulings, const RulingRecord& record,
                                 const RulingAnswer& answer, base::Date today);
// Of the template `norms/ruling_draft`: the current draft, or what was sent with a fault in it.
boost::json::object draft_view(const Rulings& rulings, const RulingRecord& record,
                               const http::Form& sent, base::Date today);
// The answer that such a form holds.
RulingAnswer answer_from(const http::Form& sent);

// "2026年11月27日（星期五）", or the text itself where it is no day.
std::string day_words(const std::string& day);

boost::json::array errors_view(const base::Faults& faults);

}  // namespace qinqing::norms
