#include "norms/norms.h"

#include <algorithm>
#include <atomic>
#include <unordered_map>

#include "base/canonical.h"
#include "base/json.h"

namespace qinqing::norms {
namespace {

base::Result<ServedPack> load_served(const std::filesystem::path& folder) {
  const auto files = read_pack_files(folder);
  if (!files) return files.faults();
  PackReader reader;
  auto pack = reader.read(*files);
  if (!pack) return pack.faults();
  ServedPack served;
  served.pack = std::move(pack).value();
  auto cases = read_cases(served.pack, *files);
  if (!cases) return cases.faults();
  served.cases = std::move(cases).value();
  served.files = *files;
  auto adoptions = load_adoptions(
      std::filesystem::absolute(folder).lexically_normal().parent_path() / "adoption.yaml");
  if (!adoptions) return adoptions.faults();
  served.adoptions = std::move(adoptions).value();
  return served;
}

// What a check says under a key, for the reader that cannot know its pack yet.
std::string_view text_under(const boost::json::object& object, std::string_view key) {
  const auto* text = object.if_contains(key);
  return text && text->is_string() ? std::string_view(text->get_string()) : "";
}
std::string_view text_under(const boost::json::value& value, std::string_view key) {
  return value.is_object() ? text_under(value.get_object(), key) : "";
}

}  // namespace

base::Result<Norms> Norms::load(const std::vector<std::filesystem::path>& packs,
                                const std::filesystem::path& calendar, const base::Clock& clock) {
  static std::atomic<std::uint64_t> loadings{0};
  Norms norms;
  norms.id_ = ++loadings;
  norms.clock_ = &clock;
  base::Faults faults;
  auto days = base::Calendar::load(calendar);
  if (!days)
    faults.append(days.faults());
  else
    norms.calendars_ = std::make_shared<base::Calendars>(
        std::make_shared<const base::Calendar>(std::move(days).value()));
  for (const auto& folder : packs) {
    auto served = load_served(folder.lexically_normal().has_filename()
                                  ? folder.lexically_normal()
                                  : folder.lexically_normal().parent_path());
    if (!served) {
      faults.append(served.faults());
      continue;
    }
    if (norms.on(served->pack.id, served->pack.from))
      faults.add("duplicate_id", "", "两个清单包的编号都是 " + served->pack.id);
    norms.packs_.push_back(std::make_unique<ServedPack>(std::move(served).value()));
  }
  if (packs.empty()) faults.add("missing", "", "没有指定清单包", "--policy DIR");
  if (!faults.empty()) return faults;
  return norms;
}

const ServedPack* Norms::on(std::string_view pack_id, base::Date day) const {
  for (const auto& served : packs_) {
    if (!pack_id.empty() && served->pack.id != pack_id) continue;
    const ServedPack* adopted = adopted_->on(served->pack.id, day);
    return adopted ? adopted : served.get();
  }
  return nullptr;
}

const ServedPack* Norms::of_hash(std::string_view pack_id, std::string_view hash) const {
  if (const ServedPack* adopted = adopted_->of_hash(pack_id, hash)) return adopted;
  for (const auto& served : packs_)
    if (served->pack.id == pack_id && served->pack.hash == hash) return served.get();
  return nullptr;
}

namespace {

// The judges of one thread. A judge is scratch memory and belongs to one thread; the tables are
// compiled once, in the pack.
struct Mine {
  std::uint64_t owner = 0;
  std::shared_ptr<const base::Calendar> calendar;
  std::unordered_map<const ServedPack*, Judge> judges;

  Judge& of(std::uint64_t norms, std::shared_ptr<const base::Calendar> now,
            const ServedPack& served) {
    if (owner != norms || calendar != now) {
      judges.clear();
      owner = norms;
      calendar = std::move(now);
    }
    auto found = judges.find(&served);
    if (found == judges.end()) found = judges.emplace(&served, Judge(served.pack, *calendar)).first;
    return found->second;
  }
};
thread_local Mine mine;

}  // namespace

Judge& Norms::judge_of(const ServedPack& served) const {
  return mine.of(id_, calendar(), served);
}

base::Result<Situation> Norms::read(const boost::json::value& value, base::Scalars scalars,
                                    std::string_view pointer, const ServedPack*& served) const {
  const std::string_view pack = text_under(value, "pack");
  served = on(pack, base::Date::parse(text_under(value, "contact_on")).value_or(today()));
  if (served != nullptr) return read_situation(served->pack, value, today(), scalars, pointer);
  std::string known;
  for (const auto& each : packs_) known += (known.empty() ? "" : "、") + each->pack.id;
  base::Faults faults;
  faults.add("unknown_pack", base::pointer_to(pointer, "pack"),
             "没有叫“" + std::string(pack) + "”的清单包", known);
  return faults;
}

base::Result<Check> Norms::check(const boost::json::value& value, base::Scalars scalars,
                                 std::string_view pointer) const {
  const ServedPack* served = nullptr;
  auto situation = read(value, scalars, pointer, served);
  if (!situation) return situation.faults();
  return check(*served, std::move(situation).value(), pointer);
}

base::Result<Check> Norms::check(const ServedPack& served, const boost::json::value& value,
                                 base::Scalars scalars,
                                 std::shared_ptr<const base::Calendar> calendar,
                                 const std::vector<std::string>& rulings) const {
  auto situation = read_situation(served.pack, value, today(), scalars);
  if (!situation) return situation.faults();
  Judge judge(served.pack, *calendar);
  return check(judge, std::move(calendar), served, std::move(situation).value(), &rulings, "");
}

base::Result<Check> Norms::check(const ServedPack& served, Situation situation,
                                 std::string_view pointer) const {
  auto now = calendar();
  Judge& judge = mine.of(id_, now, served);
  return check(judge, std::move(now), served, std::move(situation), nullptr, pointer);
}

namespace {

// Takes up what speaks to an undetermined situation: of `named` those that a receipt of that day
// may rest on, else what is in force.
Ruled take_rulings(Check& check, const base::Calendar& calendar, const Situation& situation,
                   const std::vector<std::string>* named) {
  const Pack& pack = check.served->pack;
  Precedents::Found found;
  if (named == nullptr) {
    found = check.precedents->for_situation(pack, situation);
  } else {
    for (const std::string& hash : *named)
      if (const Precedent* each = check.precedents->by_hash(hash);
          each != nullptr && each->could_bind(situation.asked_on) &&
          check.precedents->holds_at(*each, situation.place) &&
          equal_where_material(*each, pack, situation))
        found.here.push_back(each);
  }
  check.elsewhere = std::move(found.elsewhere);
  if (found.here.empty()) return {};
  const bool agree = std::ranges::all_of(
      found.here, [&](const Precedent* each) { return same_answer(*each, *found.here.front()); });
  Ruled ruled;
  if (!agree) {
    check.contrary = std::move(found.here);
    for (const Precedent* each : check.contrary) ruled.hashes.push_back(each->hash);
    return ruled;
  }
  const Precedent& latest = *found.here.front();
  auto outcome = decide(latest, pack, situation, calendar, check.judgement.outcome);
  if (!outcome) return {};
  check.ruling = &latest;
  check.judgement = {.outcome = *std::move(outcome), .alternatives = {}};
  return {.hashes = {latest.hash}, .decides = true};
}

}  // namespace

base::Result<Check> Norms::check(Judge& judge, std::shared_ptr<const base::Calendar> calendar,
                                 const ServedPack& served, Situation situation,
                                 const std::vector<std::string>* rulings,
                                 std::string_view pointer) const {
  auto answer = judge.judge(situation);
  if (const auto* missing = std::get_if<MissingFacts>(&answer)) {
    base::Faults faults;
    for (const Index index : missing->facts) {
      const Fact& fact = served.pack.facts[index];
      faults.add("missing_fact", base::pointer_to(base::pointer_to(pointer, "facts"), fact.id),
                 "还要回答：" + fact.question_of(situation.actor),
                 "给出 " + fact.id + "；确实不清楚的写进 unknown");
    }
    return faults;
  }
  Check check;
  check.served = &served;
  check.judgement = std::get<Judgement>(std::move(answer));
  check.precedents = precedents_->current();
  if (!situation.place.empty() && !check.precedents->knows_place(situation.place)) {
    base::Faults faults;
    faults.add("unknown_place", base::pointer_to(pointer, "place"), "没有这个地方",
               "从地方的名单里选");
    return faults;
  }
  Ruled ruled;
  if (check.judgement.outcome.verdict == Verdict::undetermined)
    ruled = take_rulings(check, *calendar, situation, rulings);
  check.receipt = make_receipt(served.pack, *calendar, served.adoptions, situation,
                               check.judgement.outcome, ruled);
  check.situation = std::move(situation);
  check.calendar = std::move(calendar);
  return check;
}

namespace {

// The situation that a receipt is about, in the form that a check takes.
boost::json::object asked_again(const boost::json::object& receipt) {
  boost::json::object ask;
  for (const std::string_view key :
       {"pack", "actor", "asked_on", "contact_on", "conducts", "facts", "unknown", "place"})
    if (const auto* value = receipt.if_contains(key)) ask.emplace(key, *value);
  return ask;
}

std::vector<std::string> rulings_named(const boost::json::object& receipt) {
  std::vector<std::string> hashes;
  const auto* named = receipt.if_contains("rulings");
  if (named != nullptr && named->is_array())
    for (const auto& each : named->get_array())
      if (each.is_string()) hashes.emplace_back(each.get_string());
  return hashes;
}

bool text_is(const boost::json::object& object, std::string_view key, std::string_view text) {
  const auto* value = object.if_contains(key);
  return value && value->is_string() && std::string_view(value->get_string()) == text;
}

}  // namespace

base::Result<ReceiptCheck> check_receipt(const Norms& norms, std::string_view text) {
  auto parsed = base::parse_json(text);
  if (!parsed) return parsed.faults();
  const auto* object = parsed->if_object();
  const base::Fault not_receipt{.code = "not_receipt",
                                .pointer = "",
                                .what = "这不是一份回执",
                                .right = "粘贴下载的回执文件全文",
                                .file = "",
                                .line = 0};
  if (!object) return not_receipt;
  ReceiptCheck check;
  const auto* inner = object->if_contains("receipt");
  check.receipt = inner && inner->is_object() ? inner->get_object() : *object;
  if (!text_is(check.receipt, "format", kReceiptFormat)) return not_receipt;
  const auto bytes = base::canonical_json(check.receipt);
  if (!bytes) return bytes.faults();
  check.hash = base::named_hash(*bytes);
  if (const auto* given = object->if_contains("hash")) {
    check.hash_given = true;
    if (!given->is_string() || std::string_view(given->get_string()) != check.hash) {
      check.finding = ReceiptFinding::altered;
      return check;
    }
  }
  const ServedPack* served =
      norms.of_hash(text_under(check.receipt, "pack"), text_under(check.receipt, "pack_hash"));
  const auto* calendar_hash = check.receipt.if_contains("calendar_hash");
  // The calendar may have changed since; the receipt is judged with the one that it names.
  auto calendar = calendar_hash && calendar_hash->is_string()
                      ? norms.calendars()->find(calendar_hash->get_string())
                      : nullptr;
  if (!served || !calendar) {
    check.finding = ReceiptFinding::unknown_pack;
    return check;
  }
  const auto again = norms.check(*served, asked_again(check.receipt), base::Scalars::typed,
                                 std::move(calendar), rulings_named(check.receipt));
  check.expected = again.ok() ? again->receipt.hash : "";
  check.finding = check.expected == check.hash ? ReceiptFinding::same : ReceiptFinding::differs;
  return check;
}

}  // namespace qinqing::norms
