#include "norms/views_start.h"

#include <algorithm>
#include <boost/json/array.hpp>
#include <set>

#include "http/form.h"
#include "norms/views.h"

namespace qinqing::norms {
namespace {

using boost::json::array;
using boost::json::object;

constexpr std::size_t kCommon = 5;

// The first conduct of each group, since the pack's authors put the commonest first; where the
// groups are few, the next ones too.
std::vector<Index> common_conducts(const Pack& pack, Actor actor) {
  std::vector<Index> common;
  std::vector<Index> others;
  std::set<std::string> groups;
  for (std::size_t i = 0; i < pack.conducts.size(); ++i) {
    const Conduct& conduct = pack.conducts[i];
    if (!conduct.actors.has(actor)) continue;
    const bool first = groups.insert(conduct.group).second;
    (first ? common : others).push_back(static_cast<Index>(i));
  }
  for (std::size_t i = 0; i < others.size() && common.size() < kCommon; ++i)
    common.push_back(others[i]);
  std::ranges::sort(common);
  return common;
}

object way(const Norms& norms, const ServedPack& served, Actor actor) {
  const Pack& pack = served.pack;
  array conducts;
  std::vector<std::string> labels;
  for (const Index index : common_conducts(pack, actor)) {
    conducts.push_back({{"id", pack.conducts[index].id}, {"label", pack.conducts[index].label}});
    if (labels.size() < 3) labels.push_back(pack.conducts[index].label);
  }
  std::string query = pack_query(norms, served);
  query += (query.empty() ? "?actor=" : "&actor=") + std::string(to_string(actor));
  return {{"actor", to_string(actor)},
          {"heading", actor == Actor::official ? "我是公职人员" : "我是企业一方"},
          {"who", actor_words(actor)},
          {"examples", join(labels, "、") + "……"},
          {"href", "/check" + query},
          {"conducts", std::move(conducts)}};
}

array places(const Norms& norms, const ServedPack& served) {
  array rows;
  const auto same_place = [&](const ServedPack& pack) {
    return std::ranges::count_if(norms.packs(), [&](const auto& each) {
             return each->pack.place == pack.pack.place;
           }) > 1;
  };
  for (const auto& each : norms.packs())
    rows.push_back(
        {{"label", each->pack.place + (same_place(*each) ? "：" + each->pack.title : "")},
         {"href", "/?pack=" + http::percent_encode(each->pack.id)},
         {"current", each->pack.id == served.pack.id}});
  return rows;
}

// A folded line of YAML leaves a space where Chinese text has none.
std::string unfolded(std::string text) {
  for (const std::string_view mark : {"。", "，", "；", "：", "、"}) {
    const std::string with_space = std::string(mark) + " ";
    for (std::size_t at = 0; (at = text.find(with_space, at)) != std::string::npos;)
      text.erase(at + mark.size(), 1);
  }
  return text;
}

object pack_row(const ServedPack& served, base::Date today) {
  const Pack& pack = served.pack;
  const auto count = [&](Status status) {
    return std::to_string(std::ranges::count(pack.clauses, status, &Clause::status));
  };
  const Adoption* adoption = adopted_on(served.adoptions, pack.hash, today);
  return {{"label", pack.title},
          {"issuer", pack.issuer},
          {"note", unfolded(pack.note)},
          {"adopted", adoption ? adoption->by + "采用（" + adoption->document + "）" : ""},
          {"hash", pack.hash},
          {"official", count(Status::official)},
          {"reported", count(Status::reported)},
          {"drafted", count(Status::drafted)},
          {"clauses", std::to_string(pack.clauses.size())},
          {"rules", std::to_string(pack.rules.size())},
          {"cases", std::to_string(served.cases.size())}};
}

object calendar_row(const base::Calendar& calendar) {
  return {{"last", std::to_string(calendar.last_published_year())}, {"hash", calendar.hash()}};
}

}  // namespace

object start_view(const Norms& norms, const ServedPack& served) {
  object page = frame(norms, served, "能不能，先问一问", Section::check);
  array ways;
  for (const Actor actor : {Actor::official, Actor::entrepreneur})
    if (!common_conducts(served.pack, actor).empty()) ways.push_back(way(norms, served, actor));
  page["ways"] = std::move(ways);
  page["places"] = places(norms, served);
  const std::string query = pack_query(norms, served);
  page["lists_href"] = "/lists" + query;
  page["receipt_href"] = "/receipt" + query;
  page["how_href"] = "/how" + query;
  page["clause_count"] = std::to_string(served.pack.clauses.size());
  return page;
}

object how_view(const Norms& norms, const ServedPack& served) {
  object page = frame(norms, served, "怎么用，留下什么", Section::how);
  array packs;
  for (const auto& each : norms.packs())
    packs.push_back(pack_row(*norms.find(each->pack.id), norms.today()));
  page["packs"] = std::move(packs);
  page["calendar"] = calendar_row(*norms.calendar());
  const Ask& ask = served.pack.ask;
  page["ask_whom"] = ask.whom;
  page["receipt_href"] = "/receipt" + pack_query(norms, served);
  return page;
}

object problem_view(const Norms& norms, const ServedPack& served, const http::Problem& problem) {
  object page = frame(norms, served, std::string(http::title_of(problem.status)), Section::none);
  array errors;
  for (const base::Fault& fault : problem.errors)
    errors.emplace_back(fault.what + (fault.right.empty() ? "" : "，" + fault.right));
  page["status"] = std::to_string(problem.status);
  page["heading"] = http::title_of(problem.status);
  page["detail"] = problem.detail;
  page["has_errors"] = !errors.empty();
  page["errors"] = std::move(errors);
  return page;
}

}  // namespace qinqing::norms
