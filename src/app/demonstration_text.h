// A demonstration file as it is written.
#pragma once

#include <boost/describe.hpp>
#include <boost/json/value.hpp>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "identity/model.h"

namespace qinqing::app::text {

struct Organisation {
  std::string id, kind, name, place;
  std::optional<std::string> parent, credit_code;
};
BOOST_DESCRIBE_STRUCT(Organisation, (), (id, kind, name, place, parent, credit_code))

struct Person {
  std::string login, name, organisation, role, title;
  std::optional<bool> head;
};
BOOST_DESCRIBE_STRUCT(Person, (), (login, name, organisation, role, title, head))

// Days are counted from today: "-3", "4"; of a contact the day is moved to a working day.
struct Act {
  std::string by, act;
  int on = 0;
  std::optional<boost::json::value> fields;
};
BOOST_DESCRIBE_STRUCT(Act, (), (by, act, on, fields))

struct Filing {
  std::string by, title, counterpart, actor;
  int on = 0;  // when it is told
  int contact_on = 0;
  std::vector<std::string> conducts, attendees;
  std::map<std::string, std::string> facts;
  std::optional<std::string> unit;
  std::optional<bool> kept;  // not submitted
  std::vector<Act> acts;
};
BOOST_DESCRIBE_STRUCT(Filing, (),
                      (by, title, counterpart, actor, on, contact_on, conducts, attendees, facts,
                       unit, kept, acts))

// An answer that holds so many days.
struct Answer {
  std::string verdict, reasons;
  std::optional<std::string> law;
  std::vector<std::string> duties, clauses;
  int days = 0;
};
BOOST_DESCRIBE_STRUCT(Answer, (), (verdict, reasons, law, duties, clauses, days))

struct RulingStep {
  std::string by, act;
  int on = 0;
  std::optional<boost::json::value> fields;
  std::optional<Answer> answer;
};
BOOST_DESCRIBE_STRUCT(RulingStep, (), (by, act, on, fields, answer))

struct Ruling {
  std::string by, place, actor;
  std::optional<std::string> note;
  int on = 0;  // when it is asked
  int contact_on = 0;
  std::vector<std::string> conducts;
  std::map<std::string, std::string> facts;
  std::vector<RulingStep> acts;
};
BOOST_DESCRIBE_STRUCT(Ruling, (), (by, place, actor, note, on, contact_on, conducts, facts, acts))

struct Demonstration {
  std::string password;
  std::vector<Organisation> organisations;
  std::vector<Person> people;
  std::vector<Filing> filings;
  std::vector<Ruling> rulings;
};
BOOST_DESCRIBE_STRUCT(Demonstration, (), (password, organisations, people, filings, rulings))

}  // namespace qinqing::app::text
