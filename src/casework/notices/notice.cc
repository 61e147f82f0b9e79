#include "casework/notices/notice.h"

#include <algorithm>
#include <map>
#include <set>

#include "base/clock.h"
#include "identity/directory.h"

namespace qinqing::casework {
namespace {

using identity::Caller;

// Says what changed to whom it concerns.
class Telling {
 public:
  Telling(store::Unit& unit, const identity::Places& places, const Docket& before,
          const Docket& now, const Caller& by)
      : unit_(unit), directory_(unit.sql(), places), before_(before), now_(now), by_(by) {}

  void run() {
    for (const CaseDeadline& row : now_.deadlines) look_at(row);
    const bool opened = before_.file.version == 0;
    if (!opened && before_.file.state != now_.file.state) tell_parties();
    for (const auto& [person, told] : told_) keep(person, told);
  }

 private:
  struct Told {
    NoticeReason why;
    std::string text;
  };

  const CaseDeadline* as_it_was(const CaseDeadline& row) const {
    const auto found = std::ranges::find_if(before_.deadlines, [&](const CaseDeadline& each) {
      return each.name == row.name && each.round == row.round;
    });
    return found == before_.deadlines.end() ? nullptr : &*found;
  }

  void look_at(const CaseDeadline& row) {
    if (row.ended_on) return;
    const CaseDeadline* was = as_it_was(row);
    const std::string what = row.label + "，最晚 " + row.due.to_chinese_full();
    if (was == nullptr || came_to_the_unit(row))
      tell(row, NoticeReason::owed, "要您办：" + what);
    else if (was->state != DeadlineState::late && row.state == DeadlineState::late)
      tell(row, NoticeReason::late, "已经过期：" + what);
    else if (!was->warned_on && row.warned_on)
      tell(row, NoticeReason::warning, "快到期了：" + what);
    else if (was->due != row.due && row.state != DeadlineState::paused)
      tell(row, NoticeReason::moved,
           "期限改了，原来是 " + was->due.to_chinese_full() + "：" + what);
  }

  // The case is another unit's now, and its post-holders owe what those before them did.
  bool came_to_the_unit(const CaseDeadline& row) const {
    return before_.file.version != 0 && before_.file.unit != now_.file.unit &&
           std::ranges::find(now_.parties, row.owed_by, &CaseParty::role) == now_.parties.end();
  }

  void tell(const CaseDeadline& row, NoticeReason why, const std::string& text) {
    for (const std::string& person : owers(row)) add(person, {why, text});
  }

  // The parties in that role; where there are none, who holds such a post in the case's unit.
  std::set<std::string> owers(const CaseDeadline& row) const {
    std::set<std::string> found;
    bool of_parties = false;
    for (const CaseParty& party : now_.parties) {
      if (party.role != row.owed_by) continue;
      of_parties = true;
      const bool done = row.each_party && party.state == PartyState::confirmed;
      if (party.state != PartyState::left && !done) found.insert(party.person);
    }
    if (of_parties) return found;
    for (const identity::Post& post : directory_.posts_in(now_.file.unit, by_.today))
      if (identity::name_of(post.role) == row.owed_by) found.insert(post.person);
    return found;
  }

  void tell_parties() {
    const State* state = now_.procedure().state(now_.file.state);
    for (const CaseParty& party : now_.parties)
      if (party.state != PartyState::left)
        add(party.person,
            {NoticeReason::progress, "现在是“" + (state ? state->label : now_.file.state) + "”"});
  }

  // Nobody is told what they did themselves.
  void add(const std::string& person, Told told) {
    if (person.empty() || person == by_.person) return;
    const auto [at, fresh] = told_.try_emplace(person, told);
    if (!fresh && told.why < at->second.why) at->second = std::move(told);
  }

  void keep(const std::string& person, const Told& told) {
    const std::string which =
        now_.file.number ? *now_.file.number : "一件" + now_.procedure().title;
    Notice notice{.id = unit_.new_id(),
                  .person = person,
                  .case_id = now_.file.id,
                  .procedure = now_.file.procedure,
                  .why = told.why,
                  .text = which + " " + told.text,
                  .at = base::instant_text(by_.now)};
    unit_.insert(notice);
  }

  store::Unit& unit_;
  identity::Directory directory_;
  const Docket& before_;
  const Docket& now_;
  const Caller& by_;
  std::map<std::string, Told> told_;
};

}  // namespace

void keep_notices(Registry& registry, const identity::Places& places) {
  registry.follow(
      "", [&places](store::Unit& unit, const Docket& before, const Docket& now, const Caller& by) {
        Telling(unit, places, before, now, by).run();
      });
}

}  // namespace qinqing::casework
