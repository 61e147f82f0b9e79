// Telling a filing anew 更正 on a page without scripts: everything that was answered stands in one
// form, is changed there, and is judged again.
//
//   Form form = amend_form(record);                       // what holds now
//   const AmendTold told = read_amend(served, record, *request.form());
//   amend_view(served, record, act, form, faults, today)  // the page of either
//
// Of the form: title, counterpart, unit (the enterprise's side), contact_on, conduct (each once),
// f.FACT and u as in the check, and a.FIELD for the fields of the act.
//
// Thread-safety: pure functions over immutable packs.
#pragma once

#include <boost/json/object.hpp>

#include "base/date.h"
#include "base/fault.h"
#include "contact/filings/filings.h"
#include "http/form.h"
#include "norms/norms.h"

namespace qinqing::contact {

// The current account as the form that would tell it.
http::Form amend_form(const FilingRecord& record);

struct AmendTold {
  Telling telling;
  boost::json::object fields;  // of the act, as text
  // What cannot be read as an answer, by the pointers of Telling ("/check/facts/meal_cost"). What
  // is missing is said by Filings::act, which judges.
  base::Faults faults;
};
// Answers of conducts that are no longer told are left out.
AmendTold read_amend(const norms::ServedPack& served, const FilingRecord& record,
                     const http::Form& form);

// The data of the template "contact/filing_amend" without its frame. `act` is the offer of amending
// as record_json has it. Facts that `faults` ask for are put on the form.
boost::json::object amend_view(const norms::ServedPack& served, const boost::json::object& act,
                               norms::Actor actor, const http::Form& form,
                               const base::Faults& faults);

}  // namespace qinqing::contact
