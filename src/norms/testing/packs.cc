#include "norms/testing/packs.h"

#include <gtest/gtest.h>

#include <boost/json/parse.hpp>

namespace qinqing::norms::testing {
namespace {

TestPack load(const std::string& folder) {
  const auto files = read_pack_files(folder);
  if (!files) {
    ADD_FAILURE() << files.faults().to_string();
    return {};
  }
  return reload(*files);
}

}  // namespace

const base::Calendar& calendar() {
  static const base::Calendar kCalendar = [] {
    auto loaded = base::Calendar::load(QINQING_SOURCE_DIR "/policy/calendar");
    if (!loaded) ADD_FAILURE() << loaded.faults().to_string();
    return std::move(loaded).value();
  }();
  return kCalendar;
}

const TestPack& sample() {
  static const TestPack kPack = load(QINQING_TESTDATA "/sample");
  return kPack;
}

const TestPack& jinan() {
  static const TestPack kPack = load(QINQING_TESTDATA "/jinan");
  return kPack;
}

const TestPack& ningbo() {
  static const TestPack kPack = load(QINQING_SOURCE_DIR "/policy/ningbo");
  return kPack;
}

TestPack reload(const PackFiles& files) {
  TestPack loaded{.files = files, .pack = {}, .cases = {}};
  PackReader reader;
  auto pack = reader.read(files);
  if (!pack) {
    ADD_FAILURE() << pack.faults().to_string();
    return loaded;
  }
  loaded.pack = std::move(pack).value();
  auto cases = read_cases(loaded.pack, files);
  if (!cases)
    ADD_FAILURE() << cases.faults().to_string();
  else
    loaded.cases = std::move(cases).value();
  return loaded;
}

boost::json::value json(std::string_view text) {
  return boost::json::parse(text);
}

Situation situation(const Pack& pack, std::string_view json_text) {
  auto read =
      read_situation(pack, json(json_text), *base::Date::parse("2026-11-24"), base::Scalars::typed);
  if (!read) {
    ADD_FAILURE() << read.faults().to_string();
    return {};
  }
  return std::move(read).value();
}

Judgement judged(const Pack& pack, const Situation& situation) {
  Judge judge(pack, calendar());
  auto answer = judge.judge(situation);
  if (std::holds_alternative<MissingFacts>(answer)) {
    ADD_FAILURE() << "缺少事实";
    return {};
  }
  return std::get<Judgement>(std::move(answer));
}

}  // namespace qinqing::norms::testing
