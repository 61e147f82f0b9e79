#include "identity/organisations.h"

#include <utility>

#include "base/identifiers.h"
#include "identity/checks.h"
#include "identity/directory.h"
#include "identity/event.h"
#include "identity/pinyin.h"
#include "identity/queries.h"
#include "identity/refused.h"

namespace qinqing::identity {
namespace {

// How far up a chain of parents or mergers is followed: longer than any there is.
constexpr int kLevelsMax = 64;

// Whether following `next` from `from` comes to `to`.
template <class Next>
bool leads_to(store::Sql& sql, std::optional<std::string> from, const std::string& to, Next next) {
  for (int i = 0; i < kLevelsMax && from; ++i) {
    if (*from == to) return true;
    const auto found = sql.find<Organisation>(*from);
    from = found ? next(*found) : std::nullopt;
  }
  return false;
}

}  // namespace

Organisation Organisations::row(const Caller& caller, std::string id,
                                const OrganisationText& text) const {
  return {.id = std::move(id),
          .version = 0,
          .kind = text.kind,
          .name = text.name,
          .name_initials = search_initials(text.name),
          .parent = text.parent,
          .place = text.place,
          .credit_code = text.credit_code,
          .valid_from = text.valid_from.value_or(caller.today),
          .valid_to = text.valid_to,
          .merged_into = text.merged_into};
}

void Organisations::check(store::Sql& sql, const Organisation& row, base::Faults& faults) const {
  check_name(row.name, "/name", faults);
  if (means_.places.find(row.place) == nullptr)
    faults.add("organisation.place", "/place", "没有这个地方", "用地域列表里的编号");
  if (row.valid_to) check_period(row.valid_from, *row.valid_to, "/valid_to", faults);
  if (row.credit_code) {
    if (auto fault = base::check_credit_code(*row.credit_code)) {
      fault->pointer = "/credit_code";
      faults.add(*std::move(fault));
    } else if (queries::credit_code_taken(sql, *row.credit_code, row.id)) {
      faults.add("organisation.credit_code_taken", "/credit_code", "这个统一社会信用代码已经登记过",
                 "按名称找一找已有的单位");
    }
  }
  check_links(sql, row, faults);
}

void Organisations::check_links(store::Sql& sql, const Organisation& row,
                                base::Faults& faults) const {
  if (row.parent) {
    if (!sql.find<Organisation>(*row.parent))
      faults.add("organisation.parent", "/parent", "没有这个上级单位", "用单位列表里的编号");
    else if (leads_to(sql, row.parent, row.id, [](const Organisation& o) { return o.parent; }))
      faults.add("organisation.parent", "/parent", "上级单位又在这个单位下面", "换一个上级");
  }
  if (row.merged_into) {
    const auto into = sql.find<Organisation>(*row.merged_into);
    if (!into || into->kind != row.kind)
      faults.add("organisation.merged_into", "/merged_into", "并入的单位不存在，或者不是同一类",
                 "用单位列表里的编号");
    else if (leads_to(sql, row.merged_into, row.id,
                      [](const Organisation& o) { return o.merged_into; }))
      faults.add("organisation.merged_into", "/merged_into", "并入的单位又并入了这个单位",
                 "换一个单位");
    if (!row.valid_to)
      faults.add("organisation.merged_into", "/valid_to", "并入别的单位要写到哪一天为止",
                 "例如 2026-11-27");
  }
}

base::Result<Organisation> Organisations::create(const Caller& caller, std::string id,
                                                 const OrganisationText& text) const {
  const Organisation wanted = row(caller, std::move(id), text);
  return means_.database.write([&](store::Unit& unit) -> base::Result<Organisation> {
    const Directory directory(unit.sql(), means_.places);
    const Target target = directory.target({}, wanted.id, wanted.place);
    require(caller, "organisation.create", target);
    base::Faults faults;
    check(unit.sql(), wanted, faults);
    if (!faults.empty()) return faults;
    unit.event(event_of(caller, "organisation.create", wanted.place, wanted.id));
    Organisation made = wanted;
    unit.insert(made);
    return made;
  });
}

base::Result<Organisation> Organisations::change(const Caller& caller, std::string_view id,
                                                 std::int64_t version,
                                                 const OrganisationText& text) const {
  auto changed = means_.database.write([&](store::Unit& unit) -> base::Result<Organisation> {
    const Directory directory(unit.sql(), means_.places);
    const auto kept = directory.organisation(id);
    if (!kept) throw Refused(Access::hidden, "organisation.change");
    require(caller, "organisation.change", directory.target({}, kept->id, kept->place));
    // Nobody moves an organisation to where they have no say.
    require(caller, "organisation.change", directory.target({}, kept->id, text.place));
    Organisation wanted = row(caller, kept->id, text);
    wanted.version = version;
    if (!text.valid_from) wanted.valid_from = kept->valid_from;
    base::Faults faults;
    if (wanted.kind != kept->kind)
      faults.add("organisation.kind", "/kind", "单位的类别不能改", "另外登记一个单位");
    check(unit.sql(), wanted, faults);
    if (!faults.empty()) return faults;
    unit.event(event_of(caller, "organisation.change", wanted.place, wanted.id));
    unit.update(wanted);
    return wanted;
  });
  if (changed && changed->merged_into && merged_) merged_();
  return changed;
}

}  // namespace qinqing::identity
