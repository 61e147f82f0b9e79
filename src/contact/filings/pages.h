// The pages of filing for those who do not live in tables, whole without scripts.
//
//   POST /filings/new            what was asked becomes a filing: two lines to write, one tap
//   POST /filings                keeps or submits it; the same form sent twice files once
//   GET  /filings                what I filed
//   GET  /filings/{filing}       one of them: what it is now, what is owed, what may be done
//   POST /filings/{filing}/acts  one step
//   GET, POST /filings/{filing}/amend   everything that was told, to be changed and told anew
//
// The answers of the check travel in the form's body, as they do while asking; the receipt is made
// here again from them.
#pragma once

#include <boost/json/object.hpp>
#include <functional>
#include <string>

#include "base/identifiers.h"
#include "contact/filings/filings.h"
#include "http/embedded.h"
#include "http/templates.h"
#include "identity/guard.h"

namespace qinqing::contact {

using Frame = std::function<boost::json::object(std::string title)>;

// "contact/filing_new" …, for Templates::load.
http::EmbeddedFiles page_templates();

// All must outlive the guard's router. `ids` makes the ids of new filings.
void add_filing_pages(const identity::Guard& guard, Filings& filings,
                      const http::Templates& templates, Frame frame, base::UuidSource& ids);

}  // namespace qinqing::contact
