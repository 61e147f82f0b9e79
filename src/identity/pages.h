// The pages of identity, whole without scripts: sign in, go on, change the password, who I am.
//
// Whoever posted a form before signing in loses nothing: the sign-in page carries what was posted
// in hidden fields, and after signing in answers with one button that posts it on, under the new
// session's word. What was typed never stands in an address.
#pragma once

#include <boost/json/object.hpp>
#include <functional>
#include <string>

#include "http/embedded.h"
#include "http/templates.h"
#include "identity/guard.h"
#include "identity/identity.h"

namespace qinqing::identity {

// The data that the layout needs around a page of that title; given by whoever owns the layout.
using Frame = std::function<boost::json::object(std::string title)>;

// "identity/sign_in" …, for Templates::load.
http::EmbeddedFiles page_templates();

// GuardOptions::ask_to_sign_in. `templates` must outlive it.
std::function<http::Response(const http::Request&)> sign_in_page(const http::Templates& templates,
                                                                 Frame frame);

// Adds GET and POST /sign-in, POST /sign-out, GET and POST /me/password, GET /me, POST /me/email,
// /me/post and /me/sessions. `home` is where one goes after signing in where nothing else was asked
// for. `identity` and `templates` must outlive the guard's router.
void add_pages(const Guard& guard, Identity& identity, const http::Templates& templates,
               Frame frame, std::string home = "/");

}  // namespace qinqing::identity
