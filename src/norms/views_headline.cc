#include "norms/views_headline.h"

#include <algorithm>
#include <set>
#include <utility>

#include "norms/views.h"

namespace qinqing::norms {
namespace {

// More duties than these make no sentence that can be repeated; they stand below it.
constexpr std::size_t kSpokenDuties = 3;
constexpr std::ptrdiff_t kSpokenLabels = 4;
constexpr std::size_t kSpokenWhom = 60;  // bytes: twenty characters

// The first few of many, and how many there are: nobody repeats a list of ten.
std::string some(const std::vector<std::string>& labels, std::string_view of_what) {
  if (std::ssize(labels) <= kSpokenLabels) return join(labels, "、");
  const std::vector<std::string> first(labels.begin(), labels.begin() + kSpokenLabels);
  return join(first, "、") + "等 " + std::to_string(labels.size()) + " " + std::string(of_what);
}

class Headline {
 public:
  explicit Headline(const Check& check)
      : check_(check), pack_(check.served->pack), outcome_(check.judgement.outcome) {}

  std::string say() const {
    switch (outcome_.verdict) {
      case Verdict::permitted:
        return "可以。" + topic(decided()) + "没有另外要做的事" + by_ruling() + "。";
      case Verdict::conditional:
        return conditional();
      case Verdict::prohibited:
        return prohibited();
      case Verdict::undetermined:
        break;
    }
    return undetermined();
  }

 private:
  // "按您说的情形，参加活动、吃饭都": labels are noun phrases as often as verbs, so the sentence is
  // about them and does not run through them; and it speaks of this situation, not of the conduct.
  static std::string topic(const std::vector<std::string>& labels) {
    return "按您说的情形，" + some(labels, "件事") + (labels.size() > 1 ? "都" : "");
  }

  std::vector<std::string> labels_of(Effect effect) const {
    std::vector<std::string> labels;
    for (const ConductResult& result : outcome_.conducts)
      if (result.effect == effect) labels.push_back(pack_.conducts[result.conduct].label);
    return labels;
  }

  // What a permission or a ruling is about: of the lists, what they permit; of a ruling, all of it.
  std::vector<std::string> decided() const {
    if (check_.ruling == nullptr) return labels_of(Effect::permit);
    std::vector<std::string> labels;
    for (const ConductResult& result : outcome_.conducts)
      labels.push_back(pack_.conducts[result.conduct].label);
    return labels;
  }

  std::string by_ruling() const {
    return check_.ruling == nullptr ? ""
                                    : "：同样的情形有研判答复（" + check_.ruling->number + "）";
  }

  std::vector<DutyResult> duties(DutyState state) const {
    std::vector<DutyResult> found;
    for (const DutyResult& duty : outcome_.duties)
      if (duty.state == state) found.push_back(duty);
    std::ranges::sort(found, {}, [&](const DutyResult& duty) {
      return std::pair(pack_.duties[duty.duty].when, duty.duty);
    });
    return found;
  }

  std::string spoken(const std::vector<DutyResult>& list) const {
    return told(list, "；", [&](const DutyResult& duty) {
      return duty_time(pack_, duty, check_.situation) + pack_.duties[duty.duty].does;
    });
  }

  // "但要做两件事：事前…；当天…", or without naming them where they are many.
  std::string to_do(std::string_view lead, const std::vector<DutyResult>& list,
                    bool with_time = true) const {
    std::string text(lead);
    text += count_word(list.size()) + "件事";
    if (list.size() > kSpokenDuties) return text;
    return text + "：" + (with_time ? spoken(list) : spoken_bare(list));
  }

  std::string conditional() const {
    const auto owed = duties(DutyState::owed);
    const auto late = duties(DutyState::late);
    const auto met = duties(DutyState::met);
    if (owed.empty() && late.empty())
      return "可以。该做的" + count_word(met.size()) + "件事都已经做了。";
    std::string text = "可以，但";
    if (!late.empty()) {
      text += "有" + count_word(late.size()) + "件事过了期还没做";
      text += late.size() <= kSpokenDuties ? "：" + spoken(late) : "";
      text += "。请马上补做。";
    }
    if (!owed.empty()) text += to_do(late.empty() ? "要做" : "还要做", owed) + "。";
    if (!met.empty()) text += "另有" + count_word(met.size()) + "件已经做了。";
    return text;
  }

  std::string prohibited() const {
    const auto denied = labels_of(Effect::deny);
    std::string text = "不可以。";
    if (check_.ruling != nullptr && duties(DutyState::missed).empty())
      return text + topic(decided()) + "不行" + by_ruling() + "。";
    if (denied.empty()) return text + without_denial();
    text += topic(denied) + "不行" + reason(Effect::deny) + "。";
    auto left = duties(DutyState::late);
    const auto owed = duties(DutyState::owed);
    left.insert(left.end(), owed.begin(), owed.end());
    if (!left.empty()) text += to_do("已经发生的，要做", left, false) + "。";
    return text;
  }

  // No conduct is denied by itself: a duty was missed, or each value of what is not known denies
  // another one.
  std::string without_denial() const {
    const auto missed = duties(DutyState::missed);
    if (missed.empty()) return "您不清楚的事不论是哪种情况，都不行。";
    return "事前该做的" + count_word(missed.size()) + "件事没有做，日子已经过了" +
           (missed.size() <= kSpokenDuties ? "：" + spoken_bare(missed) : "") + "。";
  }

  std::string spoken_bare(const std::vector<DutyResult>& list) const {
    return told(list, "；", [&](const DutyResult& duty) { return pack_.duties[duty.duty].does; });
  }

  // "：宴请，对方正有事要办", where one rule of one conduct decides.
  std::string reason(Effect effect) const {
    const ConductResult* only = nullptr;
    for (const ConductResult& result : outcome_.conducts) {
      if (result.effect != effect) continue;
      if (only) return "";
      only = &result;
    }
    if (!only) return "";
    for (const Index rule : only->matched)
      if (pack_.rules[rule].effect == effect && !pack_.rules[rule].reason.empty())
        return "：" + pack_.rules[rule].reason;
    return "";
  }

  std::string undetermined() const {
    if (!check_.contrary.empty())
      return "还定不下来：同样的情形有两种研判答复。请先问" + whom() + "，答复以前先不要做。";
    const auto unknown = deciding_unknown(check_.judgement);
    if (!unknown.empty()) {
      std::vector<std::string> labels;
      labels.reserve(unknown.size());
      for (const Index fact : unknown) labels.push_back("“" + pack_.facts[fact].label + "”");
      return "还定不下来，要看" + some(labels, "处") + "。弄清楚了再问一次，或者先问" + whom() +
             "。";
    }
    const auto gaps = gap_labels();
    const std::string about = gaps.empty()
                                  ? "这件事要由人来定：" + some(labels_of(Effect::refer), "件事") +
                                        reason_after(Effect::refer)
                                  : "清单没有写到这种情形：" + some(gaps, "件事");
    return about + "。" + ask();
  }

  std::string reason_after(Effect effect) const {
    const std::string text = reason(effect);
    return text.empty() ? "" : "（" + text.substr(std::string_view("：").size()) + "）";
  }

  std::vector<std::string> gap_labels() const {
    std::vector<std::string> labels;
    for (const ConductResult& result : outcome_.conducts)
      if (result.effect == Effect::refer && std::ranges::none_of(result.matched, [&](Index rule) {
            return pack_.rules[rule].effect == Effect::refer;
          }))
        labels.push_back(pack_.conducts[result.conduct].label);
    return labels;
  }

  std::string ask() const {
    const bool past = check_.situation.contact_on < check_.situation.asked_on;
    return "请先问" + whom() + (past ? "，照答复办。" : "，答复以前先不要做。");
  }

  // The office by name where it has a short one; otherwise it stands in full below the sentence.
  std::string whom() const {
    const std::string& whom = pack_.ask.whom;
    const bool several = whom.find("；") != std::string::npos;
    const std::string name = whom.substr(0, whom.find("（"));
    return several || name.empty() || name.size() > kSpokenWhom ? "下面写的单位" : name;
  }

  const Check& check_;
  const Pack& pack_;
  const Outcome& outcome_;
};

}  // namespace

std::string headline(const Check& check) {
  return Headline(check).say();
}

std::vector<std::string> phrases(std::string_view sentence) {
  std::vector<std::string> parts;
  std::string part;
  for (std::size_t at = 0; at < sentence.size();) {
    std::size_t length = 1;
    while (at + length < sentence.size() &&
           (static_cast<unsigned char>(sentence[at + length]) & 0xC0U) == 0x80U)
      ++length;
    const std::string_view character = sentence.substr(at, length);
    part += character;
    at += length;
    if (character == "，" || character == "：" || character == "；" || character == "。") {
      parts.push_back(std::move(part));
      part.clear();
    }
  }
  if (!part.empty()) parts.push_back(std::move(part));
  return parts;
}

std::vector<Index> deciding_unknown(const Judgement& judgement) {
  std::vector<Index> facts;
  const auto& all = judgement.alternatives;
  const bool differ = std::ranges::any_of(all, [&](const Alternative& each) {
    return each.outcome.verdict != all.front().outcome.verdict;
  });
  if (!differ) return facts;
  std::set<Index> assumed;
  for (const Alternative& each : all)
    for (const auto& [fact, value] : each.assumed) assumed.insert(fact);
  facts.assign(assumed.begin(), assumed.end());
  return facts;
}

std::string duty_time(const Pack& pack, const DutyResult& duty, const Situation& situation) {
  if (duty.due == situation.contact_on) return "当天";
  return pack.duties[duty.duty].when == DutyTime::before ? "事前" : "事后";
}

}  // namespace qinqing::norms
