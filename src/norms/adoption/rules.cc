#include "norms/adoption/rules.h"

#include <algorithm>
#include <stdexcept>

#include "casework/proceeding.h"
#include "identity/directory.h"
#include "norms/adoption/model.h"

namespace qinqing::norms {
namespace {

using Why = std::optional<std::string>;

PackEdition edition_of(store::Sql& sql, const casework::Docket& docket) {
  auto found = sql.find<PackEdition>(docket.file.id);
  if (!found) throw std::runtime_error("a case of adoption has no edition");
  return std::move(*found);
}

Why proven(const casework::Scene& scene, Proving& proving, const Norms& norms) {
  const PackEdition edition = edition_of(scene.sql, scene.docket);
  const std::string why =
      proving.prove(edition.files, files_of(scene.sql, edition), *norms.calendar()).why_not();
  return why.empty() ? Why() : Why(why);
}

Why superseded(const casework::Scene& scene) {
  const PackEdition edition = edition_of(scene.sql, scene.docket);
  const auto others = adopted_editions(scene.sql);
  const bool later = std::ranges::any_of(others, [&](const PackEdition& other) {
    return other.pack == edition.pack && other.adopted_from > edition.adopted_from;
  });
  return later ? Why() : Why("还没有后来的一版");
}

base::Faults refused(std::string_view code, std::string_view pointer, std::string_view what,
                     std::string_view right = "") {
  base::Faults faults;
  faults.add(code, pointer, what, right);
  return faults;
}

base::Faults adopt(casework::Proceeding& proceeding, const identity::Places& places) {
  store::Sql& sql = proceeding.unit().sql();
  PackEdition edition = edition_of(sql, proceeding.docket());
  const auto from = base::Date::parse(proceeding.given().text("adopt_from"));
  if (!from || *from < proceeding.today())
    return refused("edition.from", "/fields/adopt_from", "施行的日子已经过了",
                   "写今天或以后的日子：过去的接触按当天的清单判，不能改");
  for (const PackEdition& other : adopted_editions(sql))
    if (other.pack == edition.pack && other.adopted_from == from)
      return refused("edition.from", "/fields/adopt_from", "已有一版从这一天起施行",
                     "换一个日子：一天只能有一版开始施行");
  edition.document = proceeding.given().text("document");
  const auto office =
      identity::Directory(sql, places).organisation(proceeding.caller().organisation);
  edition.adopted_by = office ? office->name : "";
  edition.adopted_from = from;
  proceeding.unit().update(edition);
  return {};
}

}  // namespace

void add_adoption_rules(casework::Registry& registry, Proving& proving, const Norms& norms,
                        const identity::Places& places) {
  registry.guard("pack_proven", [&proving, &norms](const casework::Scene& scene) {
    return proven(scene, proving, norms);
  });
  registry.guard("edition_superseded", superseded);
  registry.effect("adopt_edition", [&places](casework::Proceeding& proceeding) {
    return adopt(proceeding, places);
  });
}

}  // namespace qinqing::norms
