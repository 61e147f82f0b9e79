#include "norms/rulings/answering.h"

#include <algorithm>

#include "base/json.h"

namespace qinqing::norms {
namespace {

constexpr std::size_t kReasonsMax = 2000;  // characters
constexpr std::size_t kLawMax = 500;
// An answer that binds for longer is a rule, and belongs into the lists.
constexpr std::int32_t kDaysMax = 3 * 366;

class Checking {
 public:
  Checking(const Norms& norms, const identity::Places& places, const RulingRecord& record,
           RulingAnswer answer, base::Date today)
      : places_(places), record_(record), answer_(std::move(answer)), today_(today) {
    served_ = norms.find(record.ruling.pack);
    if (const auto parsed = base::parse_json(record.ruling.situation);
        parsed && parsed->is_object())
      situation_ = parsed->get_object();
  }

  base::Result<RulingAnswer> run() {
    if (served_ == nullptr || situation_.empty()) {
      add("", "ruling.pack", "这里已经没有问的时候用的清单，或者问的内容已经删去，不能答复");
      return faults_;
    }
    take_verdict();
    take_words();
    take_scope();
    take_until();
    take_material();
    if (!faults_.empty()) return faults_;
    return std::move(answer_);
  }

 private:
  const Pack& pack() const { return served_->pack; }

  void add(std::string_view at, std::string_view code, const std::string& what,
           std::string_view right = "") {
    faults_.add(code, "/answer" + std::string(at), what, right);
  }

  void take_verdict() {
    const auto verdict = parse_verdict(answer_.verdict);
    if (!verdict || *verdict == Verdict::undetermined)
      add("/verdict", "value", "结论要写可以、可以但有要做的事，或者不可以",
          "permitted、conditional 或 prohibited");
    if (verdict == Verdict::conditional && answer_.duties.empty())
      add("/duties", "missing", "可以但有要做的事，还没有选是哪些事", "从清单的义务里选");
    if (verdict != Verdict::conditional && !answer_.duties.empty())
      add("/duties", "value", "只有“可以，有要做的事”才选要做的事", "去掉，或者改结论");
    for (std::size_t i = 0; i < answer_.duties.size(); ++i)
      if (!pack().duty_index(answer_.duties[i]))
        add(base::pointer_to("/duties", i), "unknown_id", "清单里没有这件要做的事");
    for (std::size_t i = 0; i < answer_.clauses.size(); ++i)
      if (!pack().clause_index(answer_.clauses[i]))
        add(base::pointer_to("/clauses", i), "unknown_id", "清单里没有这一条");
    tidy(answer_.duties);
    tidy(answer_.clauses);
  }

  static void tidy(std::vector<std::string>& ids) {
    std::ranges::sort(ids);
    ids.erase(std::ranges::unique(ids).begin(), ids.end());
  }

  void take_words() {
    answer_.reasons = trimmed(answer_.reasons);
    if (answer_.reasons.empty()) add("/reasons", "missing", "还没有写理由");
    if (characters(answer_.reasons) > kReasonsMax)
      add("/reasons", "too_long", "理由写得太长", "最多 2000 个字");
    if (answer_.law) answer_.law = trimmed(*answer_.law);
    if (answer_.law && characters(*answer_.law) > kLawMax)
      add("/law", "too_long", "依据写得太长", "最多 500 个字");
    if (answer_.clauses.empty() && answer_.law.value_or("").empty())
      add("/clauses", "missing", "还没有写依据哪一条", "选清单里的条款，或者写明法律的条文");
  }

  void take_scope() {
    const std::string& own = record_.docket.file.place;
    if (answer_.scope.empty()) answer_.scope = {own};
    for (std::size_t i = 0; i < answer_.scope.size(); ++i)
      if (!places_.within(answer_.scope[i], own))
        add(base::pointer_to("/scope", i), "value", "答复只能管本地和本地以下的地方");
    tidy(answer_.scope);
    if (answer_.actors.empty()) answer_.actors = {record_.ruling.actor};
    for (std::size_t i = 0; i < answer_.actors.size(); ++i) {
      const auto actor = parse_actor(answer_.actors[i]);
      if (!actor || !all_conducts_of(*actor))
        add(base::pointer_to("/actors", i), "value", "这一方做不了问的这些事",
            "official 或 entrepreneur");
    }
    tidy(answer_.actors);
  }

  bool all_conducts_of(Actor actor) const {
    return std::ranges::all_of(situation_.at("conducts").as_array(), [&](const auto& id) {
      const auto conduct = pack().conduct_index(id.as_string());
      return conduct && pack().conducts[*conduct].actors.has(actor);
    });
  }

  void take_until() {
    if (answer_.until < today_)
      add("/until", "value", "有效期不能早于今天", "写以后的一天");
    else if (today_.add_days(kDaysMax) < answer_.until)
      add("/until", "value", "有效期最长三年", "更长的应当写进清单");
  }

  bool told(std::string_view id) const {
    if (situation_.at("facts").as_object().contains(id)) return true;
    return std::ranges::any_of(situation_.at("unknown").as_array(),
                               [&](const auto& each) { return each.as_string() == id; });
  }

  void take_material() {
    if (!answer_.material) {
      answer_.material.emplace();
      for (const Fact& fact : pack().facts)
        if (fact.type != FactType::date && told(fact.id)) answer_.material->push_back(fact.id);
    }
    for (std::size_t i = 0; i < answer_.material->size(); ++i)
      if (!told((*answer_.material)[i]))
        add(base::pointer_to("/material", i), "value", "问的人没有说到这个事实",
            "只能从说到的里面选");
    tidy(*answer_.material);
  }

  const identity::Places& places_;
  const RulingRecord& record_;
  RulingAnswer answer_;
  const base::Date today_;
  const ServedPack* served_ = nullptr;
  boost::json::object situation_;
  base::Faults faults_;
};

}  // namespace

base::Result<RulingAnswer> check_answer(const Norms& norms, const identity::Places& places,
                                        const RulingRecord& record, const RulingAnswer& answer,
                                        base::Date today) {
  return Checking(norms, places, record, answer, today).run();
}

std::size_t characters(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count_if(
      text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

std::string trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t\r\n");
  if (begin == std::string_view::npos) return "";
  return std::string(text.substr(begin, text.find_last_not_of(" \t\r\n") - begin + 1));
}

}  // namespace qinqing::norms
