#include "norms/situation.h"

#include <algorithm>
#include <optional>

#include "norms/check_body.h"
#include "norms/pack_parts.h"

namespace qinqing::norms {
namespace {

base::Fault fault(std::string_view code, std::string_view pointer, std::string what,
                  std::string right = "") {
  return {.code = std::string(code),
          .pointer = std::string(pointer),
          .what = std::move(what),
          .right = std::move(right),
          .file = "",
          .line = 0};
}

// Money as people write it: up to 13 digits of yuan and at most two of jiao and fen.
bool is_money(std::string_view text) {
  const auto point = text.find('.');
  const std::string_view yuan = text.substr(0, point);
  const std::string_view cents = point == std::string_view::npos ? "" : text.substr(point + 1);
  const auto digits = [](std::string_view part) {
    return std::ranges::all_of(part, [](char c) { return c >= '0' && c <= '9'; });
  };
  if (point != std::string_view::npos && cents.empty()) return false;
  return !yuan.empty() && yuan.size() <= 13 && cents.size() <= 2 && digits(yuan) && digits(cents);
}

// "80" and "80.0" are the money "80.00": equal situations give equal receipts.
base::Decimal to_money(std::string_view text) {
  std::string whole(text);
  const auto point = whole.find('.');
  if (point == std::string::npos)
    whole += ".00";
  else if (whole.size() - point == 2)
    whole += '0';
  return *base::Decimal::parse(whole);
}

std::optional<std::string_view> text_of(const boost::json::value& value) {
  if (const auto* string = value.if_string()) return std::string_view(*string);
  return std::nullopt;
}

base::Result<dmn::Value> read_choice(const Fact& fact, const boost::json::value& value,
                                     std::string_view pointer) {
  std::string right;
  for (const Choice& choice : fact.choices)
    right += (right.empty() ? "" : "、") + ("\"" + choice.id + "\"（" + choice.label + "）");
  const auto text = text_of(value);
  if (!text) return fault("type", pointer, "“" + fact.label + "”要从选项里选一个", right);
  if (!fact.find_choice(*text))
    return fault("value", pointer, "“" + fact.label + "”没有这个选项", right);
  return dmn::Value::string(std::string(*text));
}

base::Result<dmn::Value> read_boolean(const Fact& fact, const boost::json::value& value,
                                      base::Scalars scalars, std::string_view pointer) {
  if (const auto* flag = value.if_bool()) return dmn::Value::boolean(*flag);
  const auto text = text_of(value);
  if (scalars == base::Scalars::text && text && (*text == "true" || *text == "false"))
    return dmn::Value::boolean(*text == "true");
  return fault("type", pointer, "“" + fact.label + "”要回答是或否", "true 或 false");
}

base::Result<dmn::Value> read_money(const Fact& fact, const boost::json::value& value,
                                    std::string_view pointer) {
  const auto text = text_of(value);
  if (!text)
    return fault("type", pointer, "“" + fact.label + "”的金额要写成带引号的小数",
                 "例如 \"1200.00\"");
  if (!is_money(*text))
    return fault("value", pointer, "“" + fact.label + "”不是金额",
                 "不带正负号和逗号，最多两位小数，例如 \"1200.00\"");
  return dmn::Value::number(to_money(*text));
}

base::Result<dmn::Value> read_decimal(const Fact& fact, const boost::json::value& value,
                                      std::string_view pointer) {
  const auto text = text_of(value);
  const auto number = text ? base::Decimal::parse(*text) : std::nullopt;
  if (!number)
    return fault(text ? "value" : "type", pointer, "“" + fact.label + "”要写成带引号的小数",
                 "例如 \"12.5\"");
  return dmn::Value::number(*number);
}

base::Result<dmn::Value> read_count(const Fact& fact, const boost::json::value& value,
                                    base::Scalars scalars, std::string_view pointer) {
  std::optional<std::int64_t> count;
  if (const auto* whole = value.if_int64()) count = *whole;
  const auto text = text_of(value);
  if (scalars == base::Scalars::text && text && !text->empty() && text->size() <= 9 &&
      std::ranges::all_of(*text, [](char c) { return c >= '0' && c <= '9'; }))
    count = std::stoll(std::string(*text));
  if (!count || *count < 0 || *count > 999'999'999)
    return fault(count ? "value" : "type", pointer, "“" + fact.label + "”要写成不小于 0 的整数",
                 "例如 2，不带引号");
  return dmn::Value::number(base::Decimal(*count));
}

base::Result<dmn::Value> read_date(const Fact& fact, const boost::json::value& value,
                                   std::string_view pointer) {
  const auto text = text_of(value);
  const auto date = text ? base::Date::parse(*text) : std::nullopt;
  if (!date)
    return fault(text ? "value" : "type", pointer, "“" + fact.label + "”要写成真实存在的日期",
                 "例如 \"2026-11-27\"");
  return dmn::Value::date(*date);
}

// Reads one whole ask; keeps what the single steps share.
class SituationReader {
 public:
  SituationReader(const Pack& pack, base::Scalars scalars, std::string_view pointer)
      : pack_(pack), scalars_(scalars), pointer_(pointer) {}

  base::Result<Situation> read(const boost::json::value& value, base::Date today) {
    const auto ask = base::read<CheckBody>(value, pointer_, faults_, scalars_);
    if (!value.is_object()) return faults_;
    situation_.facts.resize(pack_.facts.size());
    situation_.asked_on = ask.asked_on.value_or(today);
    situation_.contact_on = ask.contact_on;
    situation_.place = ask.place.value_or("");
    if (faulty("contact_on") == 0) take_day();
    if (faulty("actor") == 0) take_actor(ask.actor);
    if (faulty("conducts") == 0) take_conducts(ask.conducts);
    if (ask.facts) take_facts(*ask.facts);
    take_unknown(ask.unknown);
    if (!faults_.empty()) return faults_;
    return std::move(situation_);
  }

 private:
  std::string at(std::string_view key) const { return base::pointer_to(pointer_, key); }

  // Faults that reading the frame has found at that key: what it holds then means nothing.
  std::size_t faulty(std::string_view key) const {
    const std::string place = at(key);
    return static_cast<std::size_t>(std::ranges::count_if(
        faults_, [&](const base::Fault& f) { return f.pointer.starts_with(place); }));
  }

  void take_day() {
    if (pack_.in_force(situation_.contact_on)) return;
    faults_.add("not_in_force", at("contact_on"),
                situation_.contact_on.to_chinese_full() + "这份清单没有施行，不能用它判断",
                pack_.to ? "施行期是 " + pack_.from.to_string() + " 到 " + pack_.to->to_string()
                         : "自 " + pack_.from.to_string() + " 起施行");
  }

  void take_actor(std::string_view text) {
    const auto actor = parse_actor(text);
    if (!actor || !pack_.actors.has(*actor)) {
      faults_.add("value", at("actor"), "要写明是谁做：公职人员还是企业一方",
                  "official 或 entrepreneur");
      return;
    }
    situation_.actor = *actor;
    actor_known_ = true;
  }

  void take_conducts(const std::vector<std::string>& ids) {
    if (ids.empty()) faults_.add("missing", at("conducts"), "至少要选一件要做的事");
    for (std::size_t i = 0; i < ids.size(); ++i) {
      const std::string place = base::pointer_to(at("conducts"), i);
      const auto conduct = pack_.conduct_index(ids[i]);
      if (!conduct)
        faults_.add("unknown_conduct", place, "清单里没有“" + ids[i] + "”这种行为",
                    nearest(ids[i], ids_of(pack_.conducts)));
      else if (situation_.has_conduct(*conduct))
        faults_.add("duplicate", place, "“" + pack_.conducts[*conduct].label + "”写了两次");
      else if (actor_known_ && !pack_.conducts[*conduct].actors.has(situation_.actor))
        faults_.add("wrong_actor", place,
                    "“" + pack_.conducts[*conduct].label + "”不是这一方做的事");
      else
        situation_.conducts.push_back(*conduct);
    }
    std::ranges::sort(situation_.conducts);
    conducts_known_ = true;
  }

  // The fact's index if it may be given in this situation.
  std::optional<Index> usable_fact(std::string_view id, std::string_view place) {
    const auto index = pack_.fact_index(id);
    if (!index) {
      faults_.add("unknown_fact", place, "清单里没有“" + std::string(id) + "”这个事实",
                  nearest(id, ids_of(pack_.facts)));
      return std::nullopt;
    }
    const Fact& fact = pack_.facts[*index];
    if (fact.conduct && conducts_known_ && faults_.empty() &&
        !situation_.has_conduct(*fact.conduct)) {
      faults_.add(
          "wrong_conduct", place,
          "“" + fact.label + "”属于“" + pack_.conducts[*fact.conduct].label + "”，这里没有这件事",
          "加上行为 " + pack_.conducts[*fact.conduct].id + "，或去掉这个事实");
      return std::nullopt;
    }
    if (actor_known_ && !fact.actors.has(situation_.actor)) {
      faults_.add("wrong_actor", place, "“" + fact.label + "”不问这一方");
      return std::nullopt;
    }
    return index;
  }

  void take_facts(const boost::json::value& facts) {
    if (!facts.is_object()) {
      faults_.add("type", at("facts"), "facts 要写成“事实: 值”的对象");
      return;
    }
    for (const auto& [id, value] : facts.get_object()) {
      const std::string place = base::pointer_to(at("facts"), id);
      const auto index = usable_fact(id, place);
      if (!index) continue;
      auto read = read_fact_value(pack_.facts[*index], value, scalars_, place);
      if (!read.ok())
        faults_.append(read.faults());
      else
        situation_.facts[*index] = {Given::value, std::move(read).value()};
    }
  }

  void take_unknown(const std::vector<std::string>& ids) {
    for (std::size_t i = 0; i < ids.size(); ++i) {
      const std::string place = base::pointer_to(at("unknown"), i);
      const auto index = usable_fact(ids[i], place);
      if (!index) continue;
      FactValue& fact = situation_.facts[*index];
      if (fact.given != Given::absent)
        faults_.add("duplicate", place,
                    "“" + pack_.facts[*index].label + "”既给了值又说不清楚，或说了两次");
      fact.given = Given::unknown;
    }
  }

  const Pack& pack_;
  base::Scalars scalars_;
  std::string pointer_;
  base::Faults faults_;
  Situation situation_;
  bool actor_known_ = false;
  bool conducts_known_ = false;
};

}  // namespace

bool Situation::has_conduct(Index conduct) const {
  return std::ranges::find(conducts, conduct) != conducts.end();
}

base::Result<dmn::Value> read_fact_value(const Fact& fact, const boost::json::value& value,
                                         base::Scalars scalars, std::string_view pointer) {
  if (value.is_null())
    return fault("type", pointer, "“" + fact.label + "”的值不能是空值",
                 "不知道的写进 unknown，没有回答的不要写");
  switch (fact.type) {
    case FactType::choice:
      return read_choice(fact, value, pointer);
    case FactType::boolean:
      return read_boolean(fact, value, scalars, pointer);
    case FactType::money:
      return read_money(fact, value, pointer);
    case FactType::count:
      return read_count(fact, value, scalars, pointer);
    case FactType::decimal:
      return read_decimal(fact, value, pointer);
    case FactType::date:
      return read_date(fact, value, pointer);
  }
  return fault("type", pointer, "事实的类型不明");
}

base::Result<Situation> read_situation(const Pack& pack, const boost::json::value& value,
                                       base::Date today, base::Scalars scalars,
                                       std::string_view pointer) {
  return SituationReader(pack, scalars, pointer).read(value, today);
}

boost::json::value fact_value_json(const Fact& fact, const dmn::Value& value) {
  switch (fact.type) {
    case FactType::choice:
      return boost::json::value(value.as_string());
    case FactType::boolean:
      return value.as_boolean();
    case FactType::count:
      return value.as_number().to_int64().value_or(0);
    case FactType::money:
    case FactType::decimal:
      return boost::json::value(value.as_number().to_string());
    case FactType::date:
      return boost::json::value(value.as_date().to_string());
  }
  return nullptr;
}

namespace {

// 1203.47 → 1,203.47
std::string with_commas(std::string number) {
  auto at = static_cast<std::ptrdiff_t>(std::min(number.find('.'), number.size())) - 3;
  for (; at > 0; at -= 3) number.insert(static_cast<std::size_t>(at), ",");
  return number;
}

}  // namespace

std::string fact_value_text(const Fact& fact, const dmn::Value& value) {
  switch (fact.type) {
    case FactType::choice: {
      const Choice* choice = fact.find_choice(value.as_string());
      return choice ? choice->label : std::string(value.as_string());
    }
    case FactType::boolean:
      return value.as_boolean() ? "是" : "否";
    case FactType::money: {
      // "元/人" is said as ¥80.00/人.
      const auto slash = fact.unit.find('/');
      return "¥" + with_commas(value.as_number().to_string()) +
             (slash == std::string::npos ? "" : fact.unit.substr(slash));
    }
    case FactType::count:
    case FactType::decimal:
      return value.as_number().to_string() + (fact.unit.empty() ? "" : " " + fact.unit);
    case FactType::date: {
      const base::Date date = value.as_date();
      return date.to_chinese_full() + "（" + date.weekday_chinese() + "）";
    }
  }
  return "";
}

boost::json::object situation_json(const Pack& pack, const Situation& situation) {
  boost::json::array conducts;
  for (const Index conduct : situation.conducts) conducts.emplace_back(pack.conducts[conduct].id);
  boost::json::object facts;
  boost::json::array unknown;
  for (std::size_t i = 0; i < pack.facts.size(); ++i) {
    if (situation.facts[i].given == Given::value)
      facts.emplace(pack.facts[i].id, fact_value_json(pack.facts[i], situation.facts[i].value));
    if (situation.facts[i].given == Given::unknown) unknown.emplace_back(pack.facts[i].id);
  }
  boost::json::object out{{"actor", to_string(situation.actor)},
                          {"asked_on", situation.asked_on.to_string()},
                          {"contact_on", situation.contact_on.to_string()},
                          {"conducts", std::move(conducts)},
                          {"facts", std::move(facts)},
                          {"unknown", std::move(unknown)}};
  if (!situation.place.empty()) out["place"] = situation.place;
  return out;
}

}  // namespace qinqing::norms
