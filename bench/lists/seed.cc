// A year of a city's filings, for bench/run lists.
//
//   lists_bench seed URL N
//
// URL is a database that holds the demonstration. Its filings are the patterns: each of the N new
// ones is one of them with a filer, a unit, a firm, an occasion and days of its own, so that every
// state, deadline and history is there as the program made it. Everything is written by units of
// work, with events. The draws are the same every time.
#include <charconv>
#include <iostream>
#include <random>

#include "app/house.h"
#include "casework/rows.h"
#include "contact/filings/model.h"
#include "contact/filings/row.h"
#include "identity/model.h"
#include "identity/pinyin.h"

namespace qinqing::bench {
namespace {

constexpr int kUnits = 400;
constexpr int kPeople = 8'000;
constexpr int kFirms = 10'000;
constexpr int kTogether = 500;  // filings in one unit of work
constexpr int kDays = 365;

using Words = std::vector<std::string>;
const Words kSurnames{"王", "李", "张", "陈", "杨", "黄", "周", "徐", "孙", "胡", "朱", "林",
                      "何", "郭", "马", "罗", "梁", "宋", "郑", "谢", "韩", "唐", "冯", "于"};
const Words kGiven{"伟", "芳", "敏", "静", "强", "磊", "军", "洋", "勇", "艳", "杰", "涛",
                   "明", "超", "霞", "平", "刚", "桂", "英", "华", "玉", "建", "国", "文"};
const Words kPlaces{"宁波", "海曙", "甬江", "四明", "天一", "月湖", "鼓楼", "东钱", "镇海", "北仑"};
const Words kTrades{"机械", "食品", "纺织", "电子", "化工", "物流", "文具", "模具", "汽配", "软件"};
const Words kOccasions{"产供销对接会", "走访看生产线",   "年中座谈会", "新厂房启用仪式",
                       "展销会开幕",   "政策宣讲会",     "用工对接会", "安全生产检查",
                       "融资对接会",   "知识产权培训会", "招商推介会", "项目现场会"};

// One filing of the demonstration with all that hangs on it.
struct Pattern {
  contact::Filing filing;
  contact::FilingAccount account;
  contact::FilingRow row;
  casework::CaseFile file;
  std::vector<casework::CaseParty> parties;
  std::vector<casework::CaseStep> steps;
  std::vector<casework::CaseDeadline> deadlines;
  std::vector<casework::CaseCertificate> certificates;
};

struct Someone {
  identity::Person person;
  identity::Post post;
};

class Seed {
 public:
  Seed(store::Database& database, base::Date today) : database_(database), today_(today) {}

  void run(int count) {
    read_patterns();
    people();
    for (int done = 0; done < count; done += kTogether) {
      database_.write([&](store::Unit& unit) {
        draw_.seed(static_cast<std::uint32_t>(done));  // the unit may run twice
        for (int i = done; i < std::min(count, done + kTogether); ++i) filing(unit, i);
      });
      if (done % 20'000 == 0) std::cerr << done << " / " << count << '\n';
    }
  }

 private:
  std::size_t below(std::size_t n) {
    return std::uniform_int_distribution<std::size_t>(0, n - 1)(draw_);
  }
  const std::string& one(const Words& words) { return words[below(words.size())]; }

  void read_patterns() {
    database_.read([&](store::Sql& sql) {
      for (auto& filing : sql.select<contact::Filing>("ORDER BY id")) {
        Pattern made;
        made.account = *sql.find<contact::FilingAccount>(filing.id, filing.accounts);
        made.row = *sql.find<contact::FilingRow>(filing.id);
        made.file = *sql.find<casework::CaseFile>(filing.id);
        const std::string& id = filing.id;
        made.parties = sql.select<casework::CaseParty>("WHERE case_id = :id", id);
        made.steps = sql.select<casework::CaseStep>("WHERE case_id = :id", id);
        made.deadlines = sql.select<casework::CaseDeadline>("WHERE case_id = :id", id);
        made.certificates = sql.select<casework::CaseCertificate>("WHERE case_id = :id", id);
        made.filing = std::move(filing);
        patterns_.push_back(std::move(made));
      }
      for (const auto& account : sql.select<identity::Account>("ORDER BY id")) {
        if (account.login != "ganbu" && account.login != "ganbu2") continue;
        Someone known{.person = *sql.find<identity::Person>(account.person), .post = {}};
        known.post = sql.select<identity::Post>("WHERE person = :id", account.person).at(0);
        known_.push_back(std::move(known));
      }
      for (const auto& place : sql.select<identity::Place>("ORDER BY id"))
        if (place.id == "nb-haishu" || place.parent == "nb-haishu") places_.push_back(place.id);
    });
    if (patterns_.empty() || known_.empty() || places_.empty())
      throw std::runtime_error("the database does not hold the demonstration");
  }

  void people() {
    database_.write([&](store::Unit& unit) {
      draw_.seed(1);
      people_.clear();
      firms_.clear();
      unit.event({.kind = "bench.seed"});
      Words units;
      for (int i = 0; i < kUnits; ++i) {
        identity::Organisation made;
        made.id = "bench-unit-" + std::to_string(i);
        made.name = one(kPlaces) + std::to_string(i) + "局";
        made.name_initials = identity::pinyin_initials(made.name);
        made.place = one(places_);
        made.valid_from = base::Date::of(2020, 1, 1).value();
        unit.insert(made);
        units.push_back(made.id);
        unit_places_.push_back(made.place);
      }
      for (int i = 0; i < kPeople; ++i) {
        const std::size_t at = below(units.size());
        Someone made;
        made.person.id = "bench-person-" + std::to_string(i);
        made.person.name = one(kSurnames) + one(kGiven) + one(kGiven);
        made.person.name_initials = identity::pinyin_initials(made.person.name);
        made.post = {.id = "bench-post-" + std::to_string(i),
                     .person = made.person.id,
                     .organisation = units[at],
                     .place = unit_places_[at],
                     .title = "科员",
                     .held_from = base::Date::of(2020, 1, 1).value(),
                     .held_to = std::nullopt};
        unit.insert(made.person);
        unit.insert(made.post);
        people_.push_back(std::move(made));
      }
      for (int i = 0; i < kFirms; ++i)
        firms_.push_back(one(kPlaces) + one(kGiven) + one(kGiven) + one(kTrades) +
                         std::to_string(i) + "有限公司");
    });
  }

  // 1 in 40 is of the demonstration's own office, 1 in 5 of those an account's that can sign in.
  const Someone& filer(int i) {
    if (i % 200 < 5) return known_[static_cast<std::size_t>(i / 200) % known_.size()];
    return people_[below(people_.size())];
  }

  void filing(store::Unit& unit, int i) {
    Pattern made = patterns_[static_cast<std::size_t>(i) % patterns_.size()];
    const Someone& who = filer(i);
    std::string id = std::to_string(i);
    id = "019d0000-0000-7000-8000-" + std::string(12 - id.size(), '0') + id;
    const int back = static_cast<int>(below(kDays));
    const auto moved = [&](base::Date& day) { day = day.add_days(-back); };
    const auto moved_if = [&](std::optional<base::Date>& day) {
      if (day) moved(*day);
    };

    unit.event({.kind = "bench.filing", .place = who.post.place, .subject = id});
    made.file.id = id;
    made.file.unit = i % 40 == 0 ? known_[0].post.organisation : who.post.organisation;
    made.file.place = who.post.place;
    made.file.opened_by = who.person.id;
    made.file.opened_post = who.post.id;
    made.file.opened_at =
        base::Date::parse(made.file.opened_at.substr(0, 10)).value().add_days(-back).to_string() +
        made.file.opened_at.substr(10);
    moved(made.file.state_since);
    if (made.file.number) {
      made.file.series = "bench";
      made.file.number_n = i + 1;
      made.file.number = "甬报〔2026〕" + std::to_string(i + 1) + "号";
    }
    unit.insert(made.file);

    made.filing.id = id;
    made.filing.filer = who.person.id;
    made.filing.unit = made.file.unit;
    made.filing.accounts = 1;
    moved(made.filing.contact_on);
    made.account.filing = id;
    made.account.n = 1;
    made.account.title = one(kOccasions);
    made.account.counterpart = firms_[below(firms_.size())];
    const std::string initials = identity::pinyin_initials(made.account.title) + " " +
                                 identity::pinyin_initials(made.account.counterpart) + " " +
                                 who.person.name_initials;
    made.filing.words = made.account.title + " " + made.account.counterpart + " " +
                        who.person.name + " " + initials;
    unit.insert(made.filing);
    unit.insert(made.account);
    made.row.filing = id;
    made.row.unit = made.file.unit;
    made.row.place = made.file.place;
    // Two levels below the city's; the server sets them right where they are not.
    made.row.place_3 = made.file.place == made.row.place_2 ? "" : made.file.place;
    made.row.filer = who.person.id;
    made.row.contact_on = made.filing.contact_on;
    made.row.opened_at = made.file.opened_at;
    if (made.file.number) made.row.numbered = "2026-" + std::to_string(10'000'000 + i);
    if (const auto due = base::Date::parse(made.row.due))
      made.row.due = due->add_days(-back).to_string();
    made.row.words = made.filing.words;
    unit.put(made.row);
    contact::find_by_words(unit.sql(), made.row, std::nullopt);

    for (auto& row : made.parties) {
      row.case_id = id;
      if (row.seq == 1) row.person = who.person.id, row.post = who.post.id;
      moved_if(row.answered_on);
      unit.insert(row);
    }
    for (auto& row : made.steps) row.case_id = id, unit.insert(row);
    for (auto& row : made.deadlines) {
      row.case_id = id;
      for (auto* day : {&row.anchor_on, &row.due, &row.started_on}) moved(*day);
      for (auto* day : {&row.warn_on, &row.warned_on, &row.paused_on, &row.met_on, &row.ended_on})
        moved_if(*day);
      // As a server that runs every day has left it.
      if (row.warn_on && *row.warn_on <= today_ && !row.warned_on) row.warned_on = row.warn_on;
      if (row.state == casework::DeadlineState::running && row.due < today_)
        row.state = casework::DeadlineState::late;
      unit.insert(row);
    }
    for (auto& row : made.certificates) row.case_id = id, unit.insert(row);
  }

  store::Database& database_;
  base::Date today_;
  std::mt19937 draw_;
  std::vector<Pattern> patterns_;
  std::vector<Someone> known_, people_;
  Words places_, unit_places_, firms_;
};

int run(const std::string& url, int count) {
  base::SystemClock clock;
  base::SystemRandom random;
  auto database = store::Database::open(
      {.url = url, .clock = &clock, .random = &random, .schemas = app::schemas()});
  if (!database) {
    std::cerr << database.faults().to_string() << '\n';
    return 2;
  }
  Seed(**database, base::Clock::day_of(clock.now())).run(count);
  return 0;
}

}  // namespace
}  // namespace qinqing::bench

int main(int argc, char** argv) {
  int count = 0;
  const std::string_view number = argc == 4 ? argv[3] : "";
  std::from_chars(number.data(), number.data() + number.size(), count);
  if (count <= 0 || std::string_view(argv[1]) != "seed") {
    std::cerr << "lists_bench seed URL N\n";
    return 2;
  }
  try {
    return qinqing::bench::run(argv[2], count);
  } catch (const std::exception& error) {
    std::cerr << error.what() << '\n';
    return 1;
  }
}
