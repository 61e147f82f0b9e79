// rules/*.dmn: which rows say what, and which facts and parameters a table looks at.
#include <algorithm>

#include "norms/pack_parts.h"

namespace qinqing::norms {
namespace {

// What the faults of one table need to know of where they are.
struct Place {
  const std::string& file;
  base::Faults& faults;
  void fault(std::string_view code, std::string pointer, std::string what, std::string right = "") {
    faults.add({.code = std::string(code),
                .pointer = std::move(pointer),
                .what = std::move(what),
                .right = std::move(right),
                .file = file});
  }
};

std::string trim(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return "";
  return std::string(text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1));
}

// "a, b" → {"a", "b"}
std::vector<std::string> split_ids(std::string_view text) {
  std::vector<std::string> ids;
  while (!text.empty()) {
    const auto comma = text.find(',');
    if (auto id = trim(text.substr(0, comma)); !id.empty()) ids.push_back(std::move(id));
    if (comma == std::string_view::npos) break;
    text.remove_prefix(comma + 1);
  }
  return ids;
}

// The text of a string literal `"…"` (ids only, so without escapes), "" for an empty entry.
std::optional<std::string> string_literal(std::string_view entry) {
  const std::string text = trim(entry);
  if (text.empty() || text == "-") return "";
  if (text.size() < 2 || text.front() != '"' || text.back() != '"') return std::nullopt;
  return trim(std::string_view(text).substr(1, text.size() - 2));
}

std::optional<std::size_t> output_column(const dmn::Table& table, std::string_view name) {
  const auto found = std::ranges::find(table.outputs, name, &dmn::OutputClause::name);
  if (found == table.outputs.end()) return std::nullopt;
  return static_cast<std::size_t>(found - table.outputs.begin());
}

std::string_view dmn_type(FactType type) {
  if (type == FactType::choice) return "string";
  if (type == FactType::boolean) return "boolean";
  return type == FactType::date ? "date" : "number";
}

// The fact or parameter of that name that this conduct's table may use.
Column find_column(const Pack& pack, Index conduct, std::string_view name) {
  Column column;
  column.fact = pack.fact_index(name);
  if (column.fact) {
    const Fact& fact = pack.facts[*column.fact];
    if (fact.conduct && *fact.conduct != conduct) column.fact.reset();
  }
  if (!column.fact) column.parameter = pack.parameter_index(name);
  return column;
}

void take_columns(const dmn::Table& table, Index conduct, Pack& pack, ConductTable& into,
                  Place place) {
  for (const auto& input : table.inputs) {
    const Column column = find_column(pack, conduct, trim(input.expression));
    if (!column.fact && !column.parameter)
      place.fault("unknown_id", input.id, "“" + input.expression + "”不是这个行为可用的事实或参数",
                  nearest(input.expression, ids_of(pack.facts)));
    else if (column.fact && dmn_type(pack.facts[*column.fact].type) != input.type_ref)
      place.fault(
          "type", input.id,
          input.expression + " 的类型应是 " + std::string(dmn_type(pack.facts[*column.fact].type)));
    for (const auto& endpoint : input.endpoints)
      if (!endpoint.literal && !pack.parameter_index(endpoint.name))
        place.fault("unknown_id", input.id, "比较的“" + endpoint.name + "”不是参数",
                    nearest(endpoint.name, ids_of(pack.parameters)));
    into.columns.push_back(column);
  }
}

void take_bindings(const dmn::Model& model, Index conduct, const Pack& pack, ConductTable& into,
                   Place place) {
  const auto inputs = model.inputs();
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    const Column column = find_column(pack, conduct, inputs[i].name);
    if (!column.fact && !column.parameter)
      place.fault("unknown_id", inputs[i].id, "输入“" + inputs[i].name + "”不是事实也不是参数");
    into.bindings.emplace_back(static_cast<dmn::InputRef>(i), column);
  }
}

std::vector<Index> resolve(const std::vector<std::string>& ids, std::string_view what,
                           const std::string& rule_id, const std::vector<std::string_view>& known,
                           Place place) {
  std::vector<Index> found;
  for (const std::string& id : ids) {
    const auto at = std::ranges::find(known, id);
    if (at == known.end())
      place.fault("unknown_id", rule_id, "没有" + std::string(what) + " " + id, nearest(id, known));
    else
      found.push_back(static_cast<Index>(at - known.begin()));
  }
  return found;
}

struct Columns {
  std::size_t effect;
  std::optional<std::size_t> duties;
  std::size_t clauses;  // annotation column
};

std::optional<Columns> find_columns(const dmn::Table& table, const Pack& pack, Index conduct,
                                    Place place) {
  const std::string& id = pack.conducts[conduct].id;
  const auto effect = output_column(table, "effect");
  if (!effect) place.fault("missing", id, "规则表要有一个叫 effect 的输出列");
  auto note = std::ranges::find(table.annotations, "clauses");
  if (note == table.annotations.end()) {
    place.fault("missing", id, "规则表要有一个叫 clauses 的注释列");
    return std::nullopt;
  }
  if (table.hit_policy != dmn::HitPolicy::collect || table.aggregation != dmn::Aggregation::none)
    place.fault("value", id, "规则表的命中策略要用 COLLECT（C）：每一条相符的规则都算数");
  if (!effect) return std::nullopt;
  return Columns{*effect, output_column(table, "duties"),
                 static_cast<std::size_t>(note - table.annotations.begin())};
}

Rule take_rule(const dmn::RuleText& from, const Columns& columns, const Pack& pack, Place place) {
  Rule rule;
  rule.id = from.id;
  rule.reason = trim(from.description);
  if (!is_id(rule.id)) place.fault("id", rule.id, "每一行规则都要有编号（rule 的 id）");
  if (pack.rule_index(rule.id)) place.fault("duplicate_id", rule.id, "规则编号用了两次");
  const auto effect = string_literal(from.outputs[columns.effect]);
  const auto parsed = parse_effect(effect.value_or(""));
  if (!parsed)
    place.fault("value", rule.id, "effect 看不懂：" + from.outputs[columns.effect],
                "\"deny\"、\"refer\"、\"permit\" 或 \"duty\"");
  rule.effect = parsed.value_or(Effect::refer);
  if (columns.duties) {
    const auto duties = string_literal(from.outputs[*columns.duties]);
    if (!duties) place.fault("value", rule.id, "duties 要写成带引号的义务编号，用逗号隔开");
    rule.duties =
        resolve(split_ids(duties.value_or("")), "义务", rule.id, ids_of(pack.duties), place);
  }
  const std::string clauses =
      columns.clauses < from.annotations.size() ? from.annotations[columns.clauses] : "";
  rule.clauses = resolve(split_ids(clauses), "条款", rule.id, ids_of(pack.clauses), place);
  return rule;
}

// "gaps: reviewed 2026-11-24 by 草拟组: …" anywhere in the decision's description.
void take_review(const std::string& description, ConductTable& into) {
  static constexpr std::string_view kMark = "gaps: reviewed ";
  const auto at = description.find(kMark);
  if (at == std::string::npos) return;
  const std::string_view rest = std::string_view(description).substr(at + kMark.size());
  into.gaps_reviewed = base::Date::parse(rest.substr(0, 10));
  if (const auto by = rest.find(" by "); by != std::string_view::npos)
    into.gaps_reviewed_by = trim(rest.substr(by + 4, rest.find('\n') - by - 4));
}

}  // namespace

void take_rules(std::shared_ptr<const dmn::Model> model, const std::string& file, Index conduct,
                Pack& pack, base::Faults& faults) {
  Place place{file, faults};
  const std::string& id = pack.conducts[conduct].id;
  const auto decision = model->find_decision(id);
  const dmn::Table* table = decision ? model->table(*decision) : nullptr;
  if (!table) return place.fault("missing", id, "文件里没有叫 " + id + " 的决策表");
  ConductTable& into = pack.tables[conduct];
  into.file = file;
  into.model = model;
  into.decision = *decision;
  take_columns(*table, conduct, pack, into, place);
  take_bindings(*model, conduct, pack, into, place);
  take_review(model->decision(*decision).description, into);
  const auto columns = find_columns(*table, pack, conduct, place);
  if (!columns) return;
  for (std::size_t row = 0; row < table->rules.size(); ++row) {
    Rule rule = take_rule(table->rules[row], *columns, pack, place);
    rule.conduct = conduct;
    rule.row = static_cast<Index>(row);
    into.rules.push_back(static_cast<Index>(pack.rules.size()));
    pack.rules.push_back(std::move(rule));
  }
}

}  // namespace qinqing::norms
