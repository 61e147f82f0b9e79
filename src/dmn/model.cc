// Loading: document → links → checks → program; and the inputs of a model.
#include <algorithm>
#include <utility>

#include "dmn/checker.h"
#include "dmn/compiler.h"
#include "dmn/dmn.h"
#include "dmn/environment.h"
#include "dmn/linker.h"
#include "dmn/model_impl.h"
#include "dmn/tables.h"
#include "dmn/xml_reader.h"

namespace qinqing::dmn {

namespace {

// In the order of the file.
base::Faults in_file(const base::Faults& faults, const std::string& file) {
  std::vector<std::pair<int, std::size_t>> order;
  for (std::size_t i = 0; i < faults.size(); ++i) order.emplace_back(faults[i].line, i);
  std::ranges::sort(order);
  base::Faults out;
  for (const auto& [line, i] : order) {
    base::Fault fault = faults[i];
    fault.file = file;
    out.add(std::move(fault));
  }
  return out;
}

DecisionInfo shown_decision(const Document& document, const Linked& linked, std::size_t d) {
  const DecisionDocument& decision = document.decisions[d];
  DecisionInfo out{.id = decision.id,
                   .name = decision.name,
                   .description = decision.description,
                   .required_inputs = {},
                   .required_decisions = {}};
  for (const std::uint32_t input : linked.decisions[d].inputs)
    out.required_inputs.push_back(document.inputs[input].name);
  for (const std::uint32_t required : linked.decisions[d].decisions)
    out.required_decisions.push_back(document.decisions[required].name);
  return out;
}

template <class Ref, class Map>
std::optional<Ref> find_in(const Map& map, std::string_view key) {
  const auto found = map.find(key);
  if (found == map.end()) return std::nullopt;
  return Ref{found->second};
}

}  // namespace

Model::Model() : impl_(std::make_unique<Impl>()) {}
Model::Model(Model&&) noexcept = default;
Model& Model::operator=(Model&&) noexcept = default;
Model::~Model() = default;

base::Result<Model> Model::load(std::string_view xml, const LoadOptions& options) {
  base::Result<Document> document = read_document(xml);
  if (!document) return in_file(document.faults(), options.file);
  base::Faults faults;
  Linked linked;
  std::vector<CheckedDecision> checked;
  if (link(*document, options.strict, linked, faults))
    checked = check(*document, linked, options.strict, faults);
  if (!faults.empty()) return in_file(faults, options.file);

  Model model;
  Impl& impl = *model.impl_;
  impl.name = document->name;
  impl.name_space = document->name_space;
  for (const InputData& input : document->inputs) {
    impl.inputs_by_name.emplace(input.name, impl.inputs.size());
    impl.inputs.push_back({.id = input.id, .name = input.name, .type_ref = input.type_ref});
  }
  for (std::uint32_t d = 0; d < document->decisions.size(); ++d) {
    const DecisionDocument& decision = document->decisions[d];
    impl.decisions_by_name.emplace(decision.name, d);
    if (!decision.id.empty()) impl.decisions_by_id.emplace(decision.id, d);
    impl.decisions.push_back(shown_decision(*document, linked, d));
    impl.required_inputs.push_back(linked.decisions[d].inputs);
    const auto* text = std::get_if<TableDocument>(&decision.logic);
    impl.tables.emplace_back();
    if (text != nullptr)
      impl.tables.back() = shown_table(*text, std::get<CheckedTable>(checked[d].logic), linked);
  }
  impl.program = compile(*document, std::move(linked), std::move(checked));
  return model;
}

const std::string& Model::name() const {
  return impl_->name;
}
const std::string& Model::name_space() const {
  return impl_->name_space;
}
std::span<const Input> Model::inputs() const {
  return impl_->inputs;
}
std::span<const DecisionInfo> Model::decisions() const {
  return impl_->decisions;
}

std::optional<InputRef> Model::find_input(std::string_view name) const {
  return find_in<InputRef>(impl_->inputs_by_name, name);
}

std::optional<DecisionRef> Model::find_decision(std::string_view name) const {
  if (const auto found = find_in<DecisionRef>(impl_->decisions_by_name, name)) return found;
  return find_in<DecisionRef>(impl_->decisions_by_id, name);
}

const DecisionInfo& Model::decision(DecisionRef ref) const {
  return impl_->decisions[static_cast<std::size_t>(ref)];
}

const Table* Model::table(DecisionRef ref) const {
  const auto& table = impl_->tables[static_cast<std::size_t>(ref)];
  return table ? &*table : nullptr;
}

Inputs::Inputs(const Model& model)
    : model_(model.impl_.get()), slots_(model.impl_->inputs.size()) {}
Inputs::Inputs(const Inputs&) = default;
Inputs& Inputs::operator=(const Inputs&) = default;
Inputs::Inputs(Inputs&&) noexcept = default;
Inputs& Inputs::operator=(Inputs&&) noexcept = default;
Inputs::~Inputs() = default;

void Inputs::set(InputRef input, Value value) {
  const auto index = static_cast<std::size_t>(input);
  const Program& program = model_->program;
  InputSlot& slot = slots_[index];
  slot.present = true;
  slot.given = std::move(value);
  const TypeId type = program.slot_types[index];
  slot.wrong = false;
  slot.replaced = !program.types.conforms(slot.given, type);
  if (slot.replaced) {
    std::optional<Value> coerced = program.types.coerce(slot.given, type);
    slot.wrong = !coerced;
    slot.instead = coerced ? *std::move(coerced) : Value();
  }
  slot.value_class = program.rulers[index].classify(slot.value());
}

bool Inputs::set(std::string_view name, Value value) {
  const auto input = find_in<InputRef>(model_->inputs_by_name, name);
  if (input) set(*input, std::move(value));
  return input.has_value();
}

void Inputs::remove(InputRef input) {
  slots_[static_cast<std::size_t>(input)] = InputSlot();
}

void Inputs::clear() {
  std::ranges::fill(slots_, InputSlot());
}

bool Inputs::present(InputRef input) const {
  return slots_[static_cast<std::size_t>(input)].present;
}

const Value* Inputs::get(InputRef input) const {
  const InputSlot& slot = slots_[static_cast<std::size_t>(input)];
  return slot.present ? &slot.given : nullptr;
}

}  // namespace qinqing::dmn
