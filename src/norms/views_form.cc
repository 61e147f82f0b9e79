#include "norms/views_form.h"

#include <algorithm>

namespace qinqing::norms {
namespace {

// Nothing that a form of ours sends is longer; what is cut can never be read as a value.
constexpr std::size_t kValueMax = 64;

std::string cut(std::string_view text) {
  if (text.size() <= kValueMax) return std::string(text);
  std::size_t end = kValueMax;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  return std::string(text.substr(0, end)) + "…";
}

void add_once(std::vector<std::string>& into, std::string_view value) {
  std::string text = cut(value);
  if (!text.empty() && std::ranges::find(into, text) == into.end()) into.push_back(std::move(text));
}

class FormReader {
 public:
  FormReader(const http::Form& form, const ServedPack& served) : form_(form) {
    ask_.served = &served;
    ask_.answers.resize(served.pack.facts.size());
  }

  AskForm read() {
    for (const std::string_view value : form_.all("actor")) add_once(ask_.actors, value);
    take_conducts();
    take_day();
    for (const http::FormField& field : form_.fields()) take_fact(field);
    take_steering();
    say_dropped();
    return std::move(ask_);
  }

 private:
  const Pack& pack() const { return ask_.served->pack; }

  void take_conducts() {
    for (const std::string_view id : form_.all("conduct")) {
      const auto conduct = pack().conduct_index(id);
      if (!conduct)
        ++dropped_;
      else if (std::ranges::find(ask_.conducts, *conduct) == ask_.conducts.end())
        ask_.conducts.push_back(*conduct);
    }
    std::ranges::sort(ask_.conducts);
  }

  // The quick choices and the field for another day are two controls for one answer.
  void take_day() {
    const std::string other(form_.first("other_day").value_or(""));
    bool chosen = false;
    for (const std::string_view day : form_.all("contact_on")) {
      chosen = true;
      add_once(ask_.days, day == "other" ? tidy_date(other) : std::string(day));
    }
    if (!chosen) add_once(ask_.days, tidy_date(other));
  }

  void take_fact(const http::FormField& field) {
    const bool unclear = field.name == "u";
    if (!unclear && !field.name.starts_with("f.")) return;
    const std::string_view id = unclear ? field.value : std::string_view(field.name).substr(2);
    const auto fact = pack().fact_index(id);
    if (!fact) {
      ++dropped_;
      return;
    }
    TypedAnswer& answer = ask_.answers[*fact];
    // A row of radio buttons holds 不清楚 as one of its values; no choice's id is a question mark.
    if (unclear || field.value == "?")
      answer.unclear = true;
    else
      add_once(answer.values, field.value);
  }

  void take_steering() {
    ask_.at = parse_step(pack(), form_.first("at").value_or(""));
    ask_.action = cut(form_.first("action").value_or("next"));
    ask_.returning = form_.first("returning") == "1";
    ask_.asked_on = base::Date::parse(form_.first("asked_on").value_or(""));
    ask_.place = cut(form_.first("place").value_or(""));
  }

  void say_dropped() {
    const auto hash = form_.first("pack_hash");
    if (hash && *hash != pack().hash)
      ask_.notices.emplace_back("您回答期间清单更新过。请把已经回答的再看一遍");
    if (dropped_ > 0)
      ask_.notices.push_back("有 " + std::to_string(dropped_) +
                             " 个回答不在现在的清单里，没有使用");
  }

  const http::Form& form_;
  AskForm ask_;
  int dropped_ = 0;
};

// One step after another, as far as the answers carry.
class Walker {
 public:
  Walker(const Norms& norms, const AskForm& form) : norms_(norms), form_(form) {}

  Walk walk() {
    way_.situation.asked_on = form_.asked_on.value_or(norms_.today());
    way_.situation.place = form_.place;
    way_.situation.facts.resize(pack().facts.size());
    if (take_actor() && take_conducts() && take_day()) take_facts();
    return std::move(way_);
  }

 private:
  const Pack& pack() const { return form_.served->pack; }

  bool open(Step step, std::string fault = "") {
    way_.open = step;
    way_.fault = std::move(fault);
    return false;
  }

  bool take_actor() {
    const Step step{StepKind::actor};
    const Actors& actors = pack().actors;
    if (actors.official != actors.entrepreneur) {
      way_.situation.actor = actors.official ? Actor::official : Actor::entrepreneur;
      return true;
    }
    if (form_.actors.empty()) return open(step);
    const auto actor = parse_actor(form_.actors.front());
    if (form_.actors.size() > 1 || !actor) return open(step, "请选一方：公职人员，还是企业一方");
    way_.situation.actor = *actor;
    way_.done.push_back(step);
    return true;
  }

  bool take_conducts() {
    for (const Index conduct : form_.conducts)
      if (pack().conducts[conduct].actors.has(way_.situation.actor))
        way_.situation.conducts.push_back(conduct);
    const Step step{StepKind::conducts};
    if (way_.situation.conducts.empty()) return open(step);
    way_.done.push_back(step);
    return true;
  }

  bool take_day() {
    const Step step{StepKind::day};
    if (form_.days.empty()) return open(step);
    const auto day = base::Date::parse(form_.days.front());
    if (form_.days.size() > 1) return open(step, "收到了两个不同的日子，请重新选一个");
    if (!day)
      return open(step, "“" + form_.days.front() + "”不是真实的日期。写成年-月-日，比如 " +
                            way_.situation.asked_on.to_string());
    if (!pack().in_force(*day)) return open(step, not_in_force(*day));
    way_.situation.contact_on = *day;
    way_.done.push_back(step);
    return true;
  }

  std::string not_in_force(base::Date day) const {
    std::string text = day.to_chinese_full() + "不能用这份清单判断：它自" +
                       pack().from.to_chinese_full() + "起施行";
    const auto& last = pack().to;
    if (last) text += "，到" + last->to_chinese_full() + "为止";
    return text;
  }

  void take_facts() {
    Judge& judge = norms_.judge_of(*form_.served);
    while (const auto fact = judge.next_question(way_.situation)) {
      const Step step{StepKind::fact, *fact};
      AnswerRead read = read_answer(pack().facts[*fact], form_.answers[*fact]);
      if (read.value.given == Given::absent) {
        open(step, std::move(read.fault));
        return;
      }
      way_.situation.facts[*fact] = std::move(read.value);
      way_.done.push_back(step);
    }
    way_.open = {StepKind::verdict};
  }

  const Norms& norms_;
  const AskForm& form_;
  Walk way_;
};

std::string nothing_said(const AskForm& form, const Step& step) {
  switch (step.kind) {
    case StepKind::actor:
      return "请选一方：公职人员，还是企业一方";
    case StepKind::conducts:
      return "请至少选一件事";
    case StepKind::day:
      return "请选一天，或者填一个日期";
    case StepKind::fact:
      return nothing_typed(form.served->pack.facts[step.fact]);
    case StepKind::verdict:
      break;
  }
  return "";
}

// Where in the way a step stands; its length where it does not.
std::size_t place_of(const std::vector<Step>& way, const std::optional<Step>& step) {
  return static_cast<std::size_t>(
      std::ranges::find_if(way, [&](const Step& each) { return each == step; }) - way.begin());
}

}  // namespace

std::string step_name(const Pack& pack, const Step& step) {
  switch (step.kind) {
    case StepKind::actor:
      return "actor";
    case StepKind::conducts:
      return "conducts";
    case StepKind::day:
      return "day";
    case StepKind::fact:
      return "f." + pack.facts[step.fact].id;
    case StepKind::verdict:
      break;
  }
  return "verdict";
}

std::optional<Step> parse_step(const Pack& pack, std::string_view name) {
  if (name == "actor") return Step{StepKind::actor};
  if (name == "conducts") return Step{StepKind::conducts};
  if (name == "day") return Step{StepKind::day};
  if (name == "verdict") return Step{StepKind::verdict};
  if (!name.starts_with("f.")) return std::nullopt;
  const auto fact = pack.fact_index(name.substr(2));
  if (!fact) return std::nullopt;
  return Step{StepKind::fact, *fact};
}

base::Result<AskForm> read_form(const Norms& norms, const http::Form& form) {
  const std::string_view pack = form.first("pack").value_or("");
  const ServedPack* served = norms.find(pack);
  if (!served) {
    base::Faults faults;
    faults.add("unknown_pack", "/pack", "这里没有叫“" + cut(pack) + "”的清单");
    return faults;
  }
  AskForm asked = FormReader(form, *served).read();
  // On the day that was named another edition may hold.
  const auto day = asked.days.size() == 1 ? base::Date::parse(asked.days.front()) : std::nullopt;
  const ServedPack* of_the_day = day ? norms.on(pack, *day) : served;
  if (of_the_day != served) asked = FormReader(form, *of_the_day).read();
  return asked;
}

Walk walk(const Norms& norms, const AskForm& form) {
  return Walker(norms, form).walk();
}

Shown choose_step(const AskForm& form, const Walk& way) {
  std::vector<Step> whole = way.done;
  whole.push_back(way.open);
  const auto show = [&](std::size_t place) {
    const Step& step = whole[place];
    // After the first open step one goes on to what is open then, past what is answered already;
    // an answered step is left to the one after it.
    const bool open = step == way.open;
    return Shown{step, open ? way.fault : "", open};
  };
  const std::size_t last = whole.size() - 1;
  const std::size_t at = place_of(whole, form.at);
  if (form.action.starts_with("edit:")) {
    const auto wanted = parse_step(form.served->pack, std::string_view(form.action).substr(5));
    const std::size_t place = place_of(whole, wanted);
    if (place >= last) return show(last);
    Shown shown = show(place);
    shown.returning = true;
    return shown;
  }
  if (form.action == "back") return show(at == 0 || at > last ? (at == 0 ? 0 : last) : at - 1);
  // What was just answered is not: it is asked again, and why.
  if (at == last && way.open.kind != StepKind::verdict) {
    Shown shown = show(last);
    if (shown.fault.empty()) shown.fault = nothing_said(form, way.open);
    return shown;
  }
  if (form.returning || at >= last) return show(last);
  return show(at + 1);
}

std::vector<std::pair<std::string, std::string>> hidden_fields(const AskForm& form,
                                                               const Step& shown) {
  const Pack& pack = form.served->pack;
  std::vector<std::pair<std::string, std::string>> fields{{"pack", pack.id},
                                                          {"pack_hash", pack.hash}};
  if (!form.place.empty()) fields.emplace_back("place", form.place);
  if (shown.kind != StepKind::actor)
    for (const std::string& actor : form.actors) fields.emplace_back("actor", actor);
  if (shown.kind != StepKind::conducts)
    for (const Index conduct : form.conducts)
      fields.emplace_back("conduct", pack.conducts[conduct].id);
  if (shown.kind != StepKind::day)
    for (const std::string& day : form.days) fields.emplace_back("contact_on", day);
  for (std::size_t i = 0; i < pack.facts.size(); ++i) {
    if (shown == Step{StepKind::fact, static_cast<Index>(i)}) continue;
    for (const std::string& value : form.answers[i].values)
      fields.emplace_back("f." + pack.facts[i].id, value);
    if (form.answers[i].unclear) fields.emplace_back("u", pack.facts[i].id);
  }
  fields.emplace_back("at", step_name(pack, shown));
  return fields;
}

}  // namespace qinqing::norms
