#include "norms/rulings/rulings.h"

#include <algorithm>
#include <map>
#include <utility>

#include "base/canonical.h"
#include "base/reader.h"
#include "identity/refused.h"
#include "norms/rulings/answering.h"
#include "norms/rulings/publishing.h"
#include "norms/rulings/queries.h"
#include "store/failure.h"

namespace qinqing::norms {
namespace {

using identity::Caller;

constexpr std::size_t kNoteMax = 1000;  // characters
// Of anonymous questions that wait in one place: who floods it is told to ask by name.
constexpr std::int64_t kAnonymousMax = 500;
constexpr int kCasesAtOnce = 100;

base::Faults fault(std::string_view code, std::string_view pointer, const std::string& what,
                   std::string_view right = "") {
  base::Faults faults;
  faults.add(code, pointer, what, right);
  return faults;
}

std::string conducts_of(const Pack& pack, const Situation& situation) {
  std::string text = ",";
  for (const Index conduct : situation.conducts) text += pack.conducts[conduct].id + ",";
  return text;
}

// Who asks without a name.
Caller nobody(const base::Clock& clock) {
  Caller caller;
  caller.now = clock.now();
  caller.today = clock.today();
  return caller;
}

}  // namespace

std::string ruling_action(std::string_view transition) {
  if (transition == "draft" || transition == "redraft" || transition == "decline" ||
      transition == "pass_up")
    return "ruling.draft";
  if (transition == "cosign" || transition == "refuse_sign") return "ruling.cosign";
  if (transition == "publish") return "ruling.publish";
  if (transition == "revoke") return "ruling.revoke";
  if (transition == "withdraw") return "ruling.withdraw";
  return "ruling.read";  // whoever may see it; the procedure says who may take the arrow
}

std::optional<RulingRecord> Rulings::find(store::Sql& sql, const std::string& id) const {
  auto ruling = sql.find<Ruling>(id);
  if (!ruling) return std::nullopt;
  auto docket = casework_.find(sql, id);
  if (!docket) return std::nullopt;
  auto draft = ruling->drafts == 0 ? std::nullopt : sql.find<RulingDraft>(id, ruling->drafts);
  return RulingRecord{std::move(*ruling), std::move(draft), std::move(*docket)};
}

RulingRecord Rulings::require(store::Sql& sql, const Caller& caller, const std::string& id,
                              const std::string& action) const {
  auto record = find(sql, id);
  if (!record) throw identity::Refused(identity::Access::hidden, action);
  const identity::Directory directory(sql, places_);
  std::vector<std::string> people;
  if (!record->ruling.asker.empty()) people.push_back(record->ruling.asker);
  const identity::Target target =
      directory.target(std::move(people), record->docket.file.unit, record->docket.file.place);
  if (identity::may(caller, "ruling.read", target) == identity::Access::hidden)
    throw identity::Refused(identity::Access::hidden, action);
  identity::require(caller, action, target);
  return std::move(*record);
}

base::Result<Rulings::Asked> Rulings::open(const Caller& caller, Ruling ruling,
                                           const RulingQuestion& question) {
  const auto check = norms_.check(question.check, base::Scalars::typed, "/check");
  if (!check) return check.faults();
  if (check->judgement.outcome.verdict != Verdict::undetermined)
    return fault("ruling.decided", "/check", "这种情形已经有结论，不用研判", "照结论办");
  const Pack& pack = check->served->pack;
  boost::json::object situation = situation_json(pack, check->situation);
  situation.erase("place");
  situation["pack"] = pack.id;
  ruling.pack = pack.id;
  ruling.actor = to_string(check->situation.actor);
  ruling.conducts = conducts_of(pack, check->situation);
  ruling.receipt_hash = check->receipt.hash;
  ruling.situation = base::canonical_json(situation).value();
  ruling.note = trimmed(question.note.value_or(""));
  ruling.asked_at = base::instant_text(caller.now);
  if (characters(ruling.note) > kNoteMax)
    return fault("too_long", "/note", "补充说明写得太长", "最多 1000 个字");
  if (places_.find(question.place) == nullptr)
    return fault("unknown_place", "/place", "没有这个地方", "从地方的名单里选");

  return database_.write([&](store::Unit& unit) -> base::Result<Asked> {
    if (auto there = find(unit.sql(), ruling.id)) {
      const bool same = there->ruling.receipt_hash == ruling.receipt_hash &&
                        there->ruling.asker == ruling.asker &&
                        there->ruling.code_hash == ruling.code_hash &&
                        there->ruling.note == ruling.note;
      if (!same) throw store::Exists("ruling");
      return Asked{std::move(*there), false};
    }
    Ruling row = ruling;
    const identity::Directory directory(unit.sql(), places_);
    if (question.unit && !question.unit->empty()) {
      const auto concerned = directory.current(*question.unit);
      if (!concerned) return fault("unknown_id", "/unit", "没有这个单位", "从名单里选，或者不填");
      row.unit = concerned->id;
    }
    std::string office;
    for (const std::string& place : places_.path(question.place)) {
      office = ruling_queries::office(unit.sql(), place, identity::Role::coordinator, caller.today);
      row.place = place;
      if (!office.empty()) break;
    }
    if (office.empty())
      return fault("ruling.nobody", "/place", "这个地方还没有登记研判的单位",
                   "请选上一级的地方，或者按页面写的去问");
    if (row.asker.empty() && ruling_queries::anonymous_open(unit.sql(), row.place) >= kAnonymousMax)
      return fault("ruling.full", "", "这个地方等着答复的匿名问题太多了", "请登录后具名来问");
    casework::Opening opening{.id = row.id,
                              .procedure = kRulingProcedure,
                              .place = row.place,
                              .unit = office,
                              .basis = row.receipt_hash};
    if (!row.asker.empty())
      opening.parties.push_back({.role = "asker",
                                 .person = caller.person,
                                 .post = caller.post,
                                 .organisation = caller.organisation});
    opening.record = [&row](casework::Proceeding& proceeding) {
      proceeding.unit().insert(row);
      return base::Faults();
    };
    const auto opened = casework_.open(unit, opening, caller);
    if (!opened) return opened.faults();
    return Asked{std::move(*find(unit.sql(), row.id)), true};
  });
}

base::Result<Rulings::Asked> Rulings::ask(const Caller& caller, const std::string& id,
                                          const RulingQuestion& question) {
  identity::require(caller, "ruling.ask_named",
                    {.persons = {caller.person},
                     .organisation = caller.organisation,
                     .organisation_above = "",
                     .places = {}});
  Ruling ruling;
  ruling.id = id;
  ruling.unit = caller.organisation;
  ruling.asker = caller.person;
  return open(caller, std::move(ruling), question);
}

base::Result<Rulings::Asked> Rulings::ask_anonymously(const std::string& id,
                                                      const RulingQuestion& question,
                                                      std::string_view code) {
  const std::string tidy = tidy_code(code);
  if (tidy.empty())
    return fault("ruling.code", "/code", "编码不对，没有它就看不到答复", "回到上一页重新送出");
  Ruling ruling;
  ruling.id = id;
  ruling.code_hash = base::named_hash(tidy);
  return open(nobody(clock_), std::move(ruling), question);
}

std::optional<RulingRecord> Rulings::by_code(std::string_view code) {
  const std::string tidy = tidy_code(code);
  if (tidy.empty()) return std::nullopt;
  return database_.read([&](store::Sql& sql) -> std::optional<RulingRecord> {
    const auto ruling = ruling_queries::by_code_hash(sql, base::named_hash(tidy));
    return ruling ? find(sql, ruling->id) : std::nullopt;
  });
}

base::Faults Rulings::take_answer(store::Unit& unit, const Caller& caller, RulingRecord& record,
                                  const RulingAnswer& answer) const {
  auto checked = check_answer(norms_, places_, record, answer, caller.today);
  if (!checked) return checked.faults();
  Ruling& ruling = record.ruling;
  unit.event({.kind = "ruling.answer",
              .account = caller.account,
              .post = caller.post,
              .place = record.docket.file.place,
              .subject = ruling.id,
              .basis = ruling.receipt_hash});
  ruling.drafts += 1;
  RulingDraft draft{.ruling = ruling.id,
                    .n = ruling.drafts,
                    .version = 0,
                    .drafted_at = base::instant_text(caller.now),
                    .drafted_by = caller.person,
                    .body = base::canonical_json(base::write(*checked)).value()};
  unit.insert(draft);
  unit.update(ruling);
  return {};
}

base::Result<RulingRecord> Rulings::act(const Caller& caller, const std::string& id,
                                        std::int64_t version, const RulingAct& act,
                                        base::Scalars scalars) {
  auto acted = database_.write([&](store::Unit& unit) -> base::Result<RulingRecord> {
    RulingRecord record = require(unit.sql(), caller, id, ruling_action(act.act));
    if (record.docket.file.version != version) throw store::Conflict("ruling");
    if (act.answer.has_value() != (act.act == "draft"))
      return act.answer ? fault("unknown_key", "/answer", "只有拟答复时才写答复", "act 写 draft")
                        : fault("missing", "/answer", "还没有写答复");
    if (act.answer) {
      base::Faults faults = take_answer(unit, caller, record, *act.answer);
      if (!faults.empty()) return faults;
    }
    const auto moved = casework_.act(unit,
                                     {.case_id = id,
                                      .transition = act.act,
                                      .given = act.fields,
                                      .basis = record.ruling.receipt_hash,
                                      .scalars = scalars},
                                     caller);
    if (!moved) return moved.faults();
    return std::move(*find(unit.sql(), id));
  });
  if (acted && (act.act == "publish" || act.act == "revoke")) refresh();
  return acted;
}

RulingRecord Rulings::read(const Caller& caller, const std::string& id, const std::string& action) {
  return database_.read([&](store::Sql& sql) { return require(sql, caller, id, action); });
}

std::vector<RulingRecord> Rulings::list(const Caller& caller, const RulingQuery& query) {
  const bool mine = query.view == RulingQuery::View::mine;
  identity::require(
      caller, "ruling.list",
      {.persons = mine ? std::vector<std::string>{caller.person} : std::vector<std::string>{},
       .organisation = "",
       .organisation_above = "",
       .places = mine ? std::vector<std::string>{} : places_.path(caller.place)});
  return database_.read([&](store::Sql& sql) {
    std::vector<std::string> places{caller.place};
    for (const identity::Place* below : places_.below(caller.place)) places.push_back(below->id);
    const auto rows =
        mine ? ruling_queries::of_asker(sql, caller.person, query.after, query.limit)
             : ruling_queries::in_places(sql, places, query.open, query.after, query.limit);
    std::vector<RulingRecord> found;
    for (const Ruling& row : rows)
      if (auto record = find(sql, row.id); record && (!query.open || !record->docket.file.ended))
        found.push_back(std::move(*record));
    return found;
  });
}

PublishedPage Rulings::published(const PublishedQuery& query) {
  PublishedPage page;
  page.rulings =
      database_.read([&](store::Sql& sql) { return ruling_queries::published_page(sql, query); });
  if (page.rulings.size() > static_cast<std::size_t>(query.limit)) {
    page.rulings.resize(static_cast<std::size_t>(query.limit));
    page.next = page.rulings.back().published_on + "~" + page.rulings.back().id;
  }
  return page;
}

std::optional<Ruling> Rulings::published(const std::string& id) {
  auto found = database_.read([&](store::Sql& sql) { return sql.find<Ruling>(id); });
  if (!found || found->published_on.empty()) return std::nullopt;
  return found;
}

Practice Rulings::practice() {
  Practice practice;
  std::vector<Ruling> all;
  database_.read([&](store::Sql& sql) {
    all = ruling_queries::all_published(sql);
    practice.waiting = ruling_queries::waiting(sql);
  });
  const std::string today = clock_.today().to_string();
  std::map<std::string, std::int64_t> conducts;
  std::vector<std::int64_t> days;
  for (const Ruling& each : all) {
    ++practice.published;
    if (!each.revoked_on.empty())
      ++practice.revoked;
    else if (today <= each.until)
      ++practice.in_force;
    days.push_back(each.days);
    if (const auto precedent = precedent_of(each))
      for (const std::string& conduct : precedent->conducts) ++conducts[conduct];
  }
  std::ranges::sort(days);
  if (!days.empty()) {
    practice.median_days = days[(days.size() - 1) / 2];
    practice.longest_days = days.back();
  }
  practice.conducts.assign(conducts.begin(), conducts.end());
  std::ranges::sort(practice.conducts, [](const auto& a, const auto& b) {
    return a.second != b.second ? a.second > b.second : a.first < b.first;
  });
  return practice;
}

std::vector<Ruling> Rulings::contrary_to(const Ruling& ruling) {
  const auto precedent = precedent_of(ruling);
  if (!precedent || precedent->revoked_on) return {};
  return database_.read(
      [&](store::Sql& sql) { return contrary(sql, places_, *precedent, clock_.today()); });
}

std::size_t Rulings::raise_late(base::Instant now, const std::stop_token& stop) {
  std::size_t raised = 0;
  std::string after;
  while (!stop.stop_requested()) {
    const auto ids = database_.read(
        [&](store::Sql& sql) { return ruling_queries::late_cases(sql, after, kCasesAtOnce); });
    for (const std::string& id : ids) {
      const bool moved = database_.write([&](store::Unit& unit) {
        const auto before = casework_.find(unit.sql(), id);
        const auto now_is = casework_.advance(unit, id, now, "ruling.late");
        return before && now_is && now_is->file.version != before->file.version;
      });
      if (moved) ++raised;
    }
    if (ids.size() < static_cast<std::size_t>(kCasesAtOnce)) break;
    after = ids.back();
  }
  return raised;
}

void Rulings::refresh() {
  auto above = std::make_shared<Precedents::Above>();
  for (const identity::Place& place : places_.all())
    above->emplace(place.id, places_.path(place.id));
  std::vector<Precedent> all;
  std::vector<Ruling> published;
  database_.read([&](store::Sql& sql) {
    known_ = ruling_queries::published_mark(sql);
    published = ruling_queries::all_published(sql);
  });
  for (const Ruling& each : published)
    if (auto precedent = precedent_of(each)) all.push_back(std::move(*precedent));
  norms_.precedents().use(std::make_shared<const Precedents>(std::move(all), std::move(above)));
}

void Rulings::refresh_if_changed() {
  if (database_.read(ruling_queries::published_mark) != known_) refresh();
}

}  // namespace qinqing::norms
