// The files of a pack as they are written, before anything is linked: one described struct a file
// or an entry. What each key means is told in docs/policy-pack.md.
#pragma once

#include <boost/describe.hpp>
#include <boost/json/value.hpp>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/decimal.h"

namespace qinqing::norms::text {

struct InForce {
  base::Date from;
  std::optional<base::Date> to;
};
BOOST_DESCRIBE_STRUCT(InForce, (), (from, to))

struct Ask {
  std::string whom;
  std::optional<std::string> how, within, basis;
  std::optional<bool> own;
};
BOOST_DESCRIBE_STRUCT(Ask, (), (whom, how, within, basis, own))

struct Source {
  std::string id, title, kind;
  std::optional<base::Date> from, to;
  std::optional<std::string> publisher, date, url, verified, note;
};
BOOST_DESCRIBE_STRUCT(Source, (), (id, title, kind, from, to, publisher, date, url, verified, note))

struct Pack {
  std::string id, title, issuer, place;
  InForce in_force;
  std::optional<std::string> note;
  Ask ask;
  std::vector<Source> sources;
};
BOOST_DESCRIBE_STRUCT(Pack, (), (id, title, issuer, place, in_force, note, ask, sources))

struct Group {
  std::string id, label;
};
BOOST_DESCRIBE_STRUCT(Group, (), (id, label))

struct Conduct {
  std::string id;
  std::vector<std::string> actors;
  std::string label;
  std::optional<std::string> group, hint;
  std::vector<std::string> keywords, other_side;
};
BOOST_DESCRIBE_STRUCT(Conduct, (), (id, actors, label, group, hint, keywords, other_side))

struct Fact {
  std::string id, of, question;
  std::vector<std::string> actors;
  std::map<std::string, std::string> question_for;
  std::optional<std::string> label, why, hint, unit;
  std::string type;
  std::optional<boost::json::value> choices;
  std::optional<bool> changeable, private_;
  std::optional<std::string> other_side;
};
BOOST_DESCRIBE_STRUCT(Fact, (),
                      (id, of, question, actors, question_for, label, why, hint, unit, type,
                       choices, changeable, private_, other_side))

struct Facts {
  std::vector<std::string> actors;
  std::vector<Group> groups;
  std::vector<Conduct> conducts;
  std::vector<Fact> facts;
};
BOOST_DESCRIBE_STRUCT(Facts, (), (actors, groups, conducts, facts))

struct DatedValue {
  base::Date from;
  base::Decimal value;
};
BOOST_DESCRIBE_STRUCT(DatedValue, (), (from, value))

struct Parameter {
  std::string id, type;
  std::optional<std::string> label, unit, basis;
  std::vector<DatedValue> values;
  std::optional<bool> own;
};
BOOST_DESCRIBE_STRUCT(Parameter, (), (id, type, label, unit, basis, values, own))

struct Duty {
  std::string id;
  std::optional<std::string> when, who, does, to, anchor, offset, until;
  std::optional<boost::json::value> met_by;
  std::vector<std::string> clauses;
};
BOOST_DESCRIBE_STRUCT(Duty, (), (id, when, who, does, to, anchor, offset, until, met_by, clauses))

struct Basis {
  std::optional<std::string> law, list, report, guide, case_;
  std::optional<std::string> source, article, item, verified, note;
  std::optional<base::Date> edition;
};
BOOST_DESCRIBE_STRUCT(Basis, (),
                      (law, list, report, guide, case_, source, article, item, verified, note,
                       edition))

struct Clause {
  std::string id, side, number, status;
  std::optional<std::string> title, replaced_by;
  base::Date from;
  std::optional<base::Date> to;
  std::vector<Basis> basis;
};
BOOST_DESCRIBE_STRUCT(Clause, (), (id, side, number, status, title, replaced_by, from, to, basis))

}  // namespace qinqing::norms::text
