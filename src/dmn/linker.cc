#include "dmn/linker.h"

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <utility>

namespace qinqing::dmn {

namespace {

base::Fault fault_at(const Place& place, std::string_view code, std::string what,
                     std::string right = "") {
  base::Fault fault;
  fault.code = code;
  fault.pointer = place.pointer;
  fault.what = std::move(what);
  fault.right = std::move(right);
  fault.line = place.line;
  return fault;
}

class Linker {
 public:
  Linker(const Document& document, bool strict, Linked& linked, base::Faults& faults)
      : document_(document), strict_(strict), linked_(linked), faults_(faults) {}

  bool run() {
    if (!within_limits()) return false;
    base::Faults unknown_types;
    linked_.types.add(document_.item_definitions, faults_, unknown_types);
    if (strict_) faults_.append(unknown_types);
    add_members();
    add_slots();
    linked_.decisions.resize(document_.decisions.size());
    for (std::size_t d = 0; d < document_.decisions.size(); ++d) require(d);
    order();
    for (std::size_t d = 0; d < document_.decisions.size(); ++d) add_scope(d);
    return resolved_;
  }

 private:
  bool within_limits() {
    const auto check = [this](std::size_t count, std::size_t max, const std::string& what) {
      if (count <= max) return true;
      faults_.add("too_many", "/definitions", what + "太多", "至多 " + std::to_string(max) + " 个");
      return false;
    };
    const bool inputs = check(document_.inputs.size(), kInputsMax, "输入");
    return check(document_.decisions.size(), kDecisionsMax, "决策") && inputs;
  }

  void add_members() {
    linked_.types.add_members(linked_.members);
    for (const DecisionDocument& decision : document_.decisions) {
      const auto* table = std::get_if<TableDocument>(&decision.logic);
      if (table == nullptr) continue;
      for (const TableOutput& output : table->outputs)
        if (is_usable_name(output.name)) linked_.members.add(output.name, 0);
    }
    linked_.members.sort();
  }

  void add_slots() {
    for (const InputData& input : document_.inputs)
      add_slot(input.id, input.name, input.type_ref, input.place);
    for (const DecisionDocument& decision : document_.decisions)
      add_slot(decision.id, decision.name, decision.type_ref, decision.place);
    linked_.names.sort();
  }

  void unresolved(const Place& place, std::string_view code, std::string what,
                  std::string right = "") {
    resolved_ = false;
    faults_.add(fault_at(place, code, std::move(what), std::move(right)));
  }

  void add_slot(const std::string& id, const std::string& name, const std::string& type_ref,
                const Place& place) {
    const auto slot = static_cast<std::uint32_t>(linked_.slot_types.size());
    if (!id.empty() && !slots_by_id_.emplace(id, slot).second)
      unresolved(place, "duplicate", "id “" + id + "” 重复");
    if (!names_.emplace(normal_name(name), slot).second)
      unresolved(place, "duplicate", "名称 “" + name + "” 重复", "输入和决策的名称各不相同");
    linked_.names.add(name, slot);
    linked_.slot_types.push_back(type_of(type_ref, place));
  }

  TypeId type_of(const std::string& type_ref, const Place& place) {
    const auto type = linked_.types.find(type_ref);
    if (strict_ && !type)
      faults_.add(fault_at(place, "type", "类型 “" + type_ref + "” 没有定义",
                           "string、number、boolean、date 或 itemDefinition 的名称"));
    if (strict_ && type && linked_.types.kind(*type) == TypeKind::unsupported)
      faults_.add(fault_at(place, "type", "类型 “" + type_ref + "” 尚不支持",
                           "string、number、boolean、date 或 itemDefinition 的名称"));
    return type.value_or(kAnyType);
  }

  // The slot a requirement names if it is of the wanted kind; a requirement twice counts once.
  void resolve(const Requirement& requirement, bool input, std::vector<std::uint32_t>& out) {
    const auto inputs = static_cast<std::uint32_t>(document_.inputs.size());
    const auto found = slots_by_id_.find(requirement.id);
    if (found == slots_by_id_.end() || (found->second < inputs) != input) {
      unresolved(requirement.place, "reference",
                 "没有 id 为 “" + requirement.id + "” 的" + (input ? "输入" : "决策"));
      return;
    }
    const std::uint32_t index = input ? found->second : found->second - inputs;
    if (std::ranges::find(out, index) == out.end()) out.push_back(index);
  }

  void require(std::size_t d) {
    LinkedDecision& linked = linked_.decisions[d];
    for (const Requirement& requirement : document_.decisions[d].inputs)
      resolve(requirement, true, linked.inputs);
    for (const Requirement& requirement : document_.decisions[d].decisions)
      resolve(requirement, false, linked.decisions);
  }

  // Kahn's algorithm; then what each decision needs, as sets of bits from the bottom up.
  void order() {
    const std::size_t count = linked_.decisions.size();
    std::vector<std::size_t> open(count);
    std::vector<std::vector<std::uint32_t>> users(count);
    std::vector<std::uint32_t> ready;
    for (std::uint32_t d = 0; d < count; ++d) {
      open[d] = linked_.decisions[d].decisions.size();
      if (open[d] == 0) ready.push_back(d);
      for (const std::uint32_t required : linked_.decisions[d].decisions)
        users[required].push_back(d);
    }
    std::vector<std::uint32_t> sorted;
    while (!ready.empty()) {
      const std::uint32_t d = ready.back();
      ready.pop_back();
      sorted.push_back(d);
      for (const std::uint32_t user : users[d])
        if (--open[user] == 0) ready.push_back(user);
    }
    for (std::size_t d = 0; d < count; ++d)
      if (open[d] > 0)
        unresolved(document_.decisions[d].place, "cycle",
                   "决策 “" + document_.decisions[d].name + "” 绕一圈要求它自己");
    if (sorted.size() == count) fill_orders(sorted);
  }

  void fill_orders(const std::vector<std::uint32_t>& sorted) {
    const std::size_t words = (sorted.size() + 63) / 64;
    std::vector<std::vector<std::uint64_t>> needs(sorted.size(), std::vector<std::uint64_t>(words));
    for (const std::uint32_t d : sorted) {
      needs[d][d / 64] |= 1ULL << (d % 64);
      for (const std::uint32_t required : linked_.decisions[d].decisions)
        for (std::size_t w = 0; w < words; ++w) needs[d][w] |= needs[required][w];
      for (const std::uint32_t other : sorted)
        if ((needs[d][other / 64] >> (other % 64) & 1U) != 0)
          linked_.decisions[d].order.push_back(other);
    }
  }

  void add_scope(std::size_t d) {
    LinkedDecision& linked = linked_.decisions[d];
    const auto inputs = static_cast<std::uint32_t>(document_.inputs.size());
    for (const std::uint32_t input : linked.inputs)
      linked.scope.names.add(document_.inputs[input].name, input);
    for (const std::uint32_t required : linked.decisions)
      linked.scope.names.add(document_.decisions[required].variable, inputs + required);
    linked.scope.names.sort();
    linked.scope.members = &linked_.members;
  }

  const Document& document_;
  bool strict_;
  Linked& linked_;
  base::Faults& faults_;
  bool resolved_ = true;
  std::map<std::string, std::uint32_t, std::less<>> slots_by_id_;
  std::map<std::string, std::uint32_t, std::less<>> names_;
};

}  // namespace

bool link(const Document& document, bool strict, Linked& linked, base::Faults& faults) {
  return Linker(document, strict, linked, faults).run();
}

}  // namespace qinqing::dmn
