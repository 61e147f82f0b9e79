#include "norms/views_receipt.h"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include "norms/views.h"
#include "norms/views_headline.h"

namespace qinqing::norms {
namespace {

using boost::json::array;
using boost::json::object;

constexpr std::size_t kRawShown = 80;

// Receipts come from strangers: a member may be missing or of any type.
std::string text_of(const object& from, std::string_view key) {
  const auto* value = from.if_contains(key);
  return value && value->is_string() ? std::string(value->get_string()) : "";
}

std::string raw(const boost::json::value& value) {
  std::string text =
      value.is_string() ? std::string(value.get_string()) : boost::json::serialize(value);
  if (text.size() <= kRawShown) return text;
  std::size_t end = kRawShown;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  return text.substr(0, end) + "…";
}

struct FindingWords {
  std::string_view word;
  std::string_view headline;
  std::string_view proves;
  std::string_view not_proved;
};

FindingWords words_of(ReceiptFinding finding, bool hash_given) {
  switch (finding) {
    case ReceiptFinding::same:
      return {
          "一致", "一致。用同一份清单重判，结论一样。",
          hash_given
              ? "文字和指纹对得上，没有被改过；按里面的情形用同一份清单重判，得到一字不差的结论。"
              : "里面没有带指纹；按里面的情形用同一份清单重判，得到一字不差的结论。",
          "不能证明里面的情形是真的，也不能证明是谁问的、哪天问的。"};
    case ReceiptFinding::altered:
      return {"内容被改过", "内容被改过。文字和指纹对不上。",
              "指纹是按原来的文字算出来的，现在的文字算不出这个指纹，所以有人改过文字或者指纹。",
              "不能证明是谁改的、改了哪一处。请向给您的人要原来的文件。"};
    case ReceiptFinding::unknown_pack:
      return {"用的清单不是现在这份", "用的清单不是现在这份，没有重判。",
              hash_given ? "文字和指纹对得上，没有被改过。它用的是另一份清单或者另一版工作日历。"
                         : "里面没有带指纹。它用的是另一份清单或者另一版工作日历。",
              "这里没有那一份清单，所以不能证明结论是对的。要找留有那份清单的单位核对。"};
    case ReceiptFinding::differs:
      break;
  }
  return {"按清单重判结果不同", "按清单重判结果不同。",
          "里面写的清单就是这里的这一份，但是按它的情形重判，得不到同样的文字。结论不能用。",
          "不能证明差别从哪里来：可能是文字和指纹一起被换过。"};
}

class ReceiptWords {
 public:
  ReceiptWords(const Norms& norms, const object& receipt) : norms_(norms), receipt_(receipt) {
    const std::string id = text_of(receipt, "pack");
    served_ = norms.of_hash(id, text_of(receipt, "pack_hash"));
    if (!served_ && !id.empty()) served_ = norms.find(id);
  }

  array rows() const {
    array out;
    add(out, "结论", verdict());
    add(out, "效力", binding());
    add(out, "谁做", actor());
    add(out, "做什么", conducts());
    add(out, "哪一天", day("contact_on"));
    add_facts(out);
    add(out, "要做的事", duties());
    add(out, "依据", clauses());
    add(out, "问的日子", day("asked_on"));
    add(out, "清单", served_ ? served_->pack.title : text_of(receipt_, "pack"));
    add(out, "清单的指纹", text_of(receipt_, "pack_hash"));
    return out;
  }

 private:
  static void add(array& out, std::string_view label, const std::string& value) {
    if (!value.empty()) out.push_back({{"label", label}, {"value", value}});
  }

  const Pack* pack() const { return served_ ? &served_->pack : nullptr; }

  std::string verdict() const {
    const std::string text = text_of(receipt_, "verdict");
    const auto known = parse_verdict(text);
    return known ? std::string(verdict_word(*known)) : text;
  }

  std::string binding() const {
    const auto* value = receipt_.if_contains("binding");
    if (!value || !value->is_bool()) return "";
    return value->get_bool() ? "有约束力" : "没有约束力，只供参考";
  }

  std::string actor() const {
    const std::string text = text_of(receipt_, "actor");
    const auto known = parse_actor(text);
    return known ? actor_words(*known) : text;
  }

  std::string day(std::string_view key) const {
    const std::string text = text_of(receipt_, key);
    const auto known = base::Date::parse(text);
    return known ? day_text(*known, norms_.today()) : text;
  }

  template <class Word>
  std::string list(std::string_view key, Word word) const {
    const auto* value = receipt_.if_contains(key);
    std::vector<std::string> parts;
    if (value && value->is_array())
      for (const auto& item : value->get_array()) parts.push_back(word(item));
    return join(parts, "、");
  }

  std::string conducts() const {
    return list("conducts", [&](const boost::json::value& item) {
      const auto index = pack() ? pack()->conduct_index(raw(item)) : std::nullopt;
      return index ? pack()->conducts[*index].label : raw(item);
    });
  }

  std::string clauses() const {
    return list("clauses", [&](const boost::json::value& item) {
      const Clause* clause = pack() ? pack()->find_clause(raw(item)) : nullptr;
      return clause ? clause->number : raw(item);
    });
  }

  std::string duties() const {
    return list("duties", [&](const boost::json::value& item) {
      if (!item.is_object()) return raw(item);
      const std::string id = text_of(item.get_object(), "id");
      const auto index = pack() ? pack()->duty_index(id) : std::nullopt;
      const auto due = base::Date::parse(text_of(item.get_object(), "due"));
      return (index ? pack()->duties[*index].does : id) +
             (due ? "（" + day_text(*due, norms_.today()) + "前）" : "");
    });
  }

  void add_facts(array& out) const {
    const auto* facts = receipt_.if_contains("facts");
    if (facts && facts->is_object())
      for (const auto& [id, value] : facts->get_object())
        add(out, fact_label(id), fact_text(id, value));
    const auto* unknown = receipt_.if_contains("unknown");
    if (unknown && unknown->is_array())
      for (const auto& id : unknown->get_array()) add(out, fact_label(raw(id)), "不清楚");
  }

  std::string fact_label(std::string_view id) const {
    const Fact* fact = pack() ? pack()->find_fact(id) : nullptr;
    return fact ? fact->label : std::string(id);
  }

  std::string fact_text(std::string_view id, const boost::json::value& value) const {
    const Fact* fact = pack() ? pack()->find_fact(id) : nullptr;
    if (!fact) return raw(value);
    const auto read = read_fact_value(*fact, value, base::Scalars::typed, "");
    return read.ok() ? fact_value_text(*fact, *read) : raw(value);
  }

  const Norms& norms_;
  const object& receipt_;
  const ServedPack* served_;
};

}  // namespace

object receipt_form_view(const Norms& norms, const ServedPack& served, const std::string& error,
                         const std::string& typed) {
  object page = frame(norms, served, (error.empty() ? "" : "要改一处：") + std::string("核对回执"),
                      Section::receipt);
  page["error"] = error;
  page["typed"] = typed;
  return page;
}

object receipt_result_view(const Norms& norms, const ServedPack& served,
                           const ReceiptCheck& check) {
  const FindingWords words = words_of(check.finding, check.hash_given);
  object page = frame(norms, served, std::string(words.word), Section::receipt);
  const auto parts = phrases(words.headline);
  page["phrases"] = array(parts.begin(), parts.end());
  page["proves"] = words.proves;
  page["not_proved"] = words.not_proved;
  page["good"] = check.finding == ReceiptFinding::same;
  page["unsure"] = check.finding == ReceiptFinding::unknown_pack;
  page["bad"] = !page["good"].as_bool() && !page["unsure"].as_bool();
  page["hash"] = check.hash;
  page["expected"] = check.finding == ReceiptFinding::differs ? check.expected : "";
  page["rows"] = ReceiptWords(norms, check.receipt).rows();
  page["again_href"] = "/receipt" + pack_query(norms, served);
  return page;
}

}  // namespace qinqing::norms
