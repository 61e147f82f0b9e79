// The packs that the tests of this folder are about, each loaded once.
#pragma once

#include <boost/json/value.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "base/calendar.h"
#include "norms/cases.h"
#include "norms/judge.h"
#include "norms/pack.h"

namespace qinqing::norms::testing {

struct TestPack {
  PackFiles files;
  Pack pack;
  std::vector<Case> cases;
};

const base::Calendar& calendar();
const TestPack& sample();  // the two topics of docs/policy-pack.md
const TestPack& jinan();   // a second city
const TestPack& ningbo();

// Loads changed files; fails the test and gives an empty pack where they do not load.
TestPack reload(const PackFiles& files);

boost::json::value json(std::string_view text);

// A situation of that pack; fails the test where it is none.
Situation situation(const Pack& pack, std::string_view json_text);

// The judgement; fails the test where facts are missing.
Judgement judged(const Pack& pack, const Situation& situation);

}  // namespace qinqing::norms::testing
