// The pages of those who work in tables: what `npm run build` in web/staff made, put into the
// program, under /staff/.
#pragma once

#include "http/router.h"

namespace qinqing::app {

// Every address below /staff that names no file is the application's own: it gets the one page.
void add_staff(http::Router& router);

}  // namespace qinqing::app
