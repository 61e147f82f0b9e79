// The pages of the calendar, whole without scripts.
//
//   GET  /workdays           counts working days for anyone and shows every day of the count; quiet
//   GET  /calendar           the administrator's: every year with its notice; a form for the next
//   POST /calendar/preview   what the days typed there would change, nothing is published
//   POST /calendar           publishes what was previewed and confirmed
#pragma once

#include "casework/calendar/publishing.h"
#include "http/templates.h"
#include "identity/guard.h"
#include "identity/pages.h"

namespace qinqing::casework {

// All must outlive the guard's router. `open` frames the page that anyone sees, `frame` the pages
// of those who have signed in.
void add_calendar_pages(const identity::Guard& guard, Publishing& publishing,
                        const http::Templates& templates, const identity::Frame& open,
                        const identity::Frame& frame);

}  // namespace qinqing::casework
