// Scopes, and which name stands at a place.
#include <algorithm>

#include "dmn/characters.h"
#include "dmn/feel/compiler.h"
#include "dmn/names.h"

namespace qinqing::dmn::feel {
namespace {

bool is_open(const TypeRef& item) {
  return !item || item->kind == Type::Kind::any ||
         (item->kind == Type::Kind::context && item->members.empty());
}

const std::pair<std::string, TypeRef>* member_of(const TypeRef& type, std::string_view normal) {
  if (!type) return nullptr;
  const TypeRef& holder = type->kind == Type::Kind::list && type->element ? type->element : type;
  for (const auto& member : holder->members)
    if (holder->kind == Type::Kind::context && is_same_name(member.first, normal)) return &member;
  return nullptr;
}

constexpr std::string_view kProperties[] = {
    "year",        "month",    "day",   "weekday",        "hour",        "minute", "second",
    "time offset", "timezone", "years", "months",         "days",        "hours",  "minutes",
    "seconds",     "start",    "end",   "start included", "end included"};

}  // namespace

void Compiler::push_scope() {
  scopes_.push_back(bindings_.size());
}

void Compiler::pop_scope() {
  while (bindings_.size() > scopes_.back()) {
    by_name_[normal_name(bindings_.back().spelled)].pop_back();
    bindings_.pop_back();
  }
  scopes_.pop_back();
}

void Compiler::add_binding(Binding binding) {
  by_name_[normal_name(binding.spelled)].push_back(bindings_.size());
  bindings_.push_back(std::move(binding));
}

std::uint32_t Compiler::new_slot() {
  return functions_.back().slots++;
}

std::uint32_t Compiler::declare(std::string_view spelled, TypeRef type) {
  const std::uint32_t slot = new_slot();
  add_binding({Binding::Kind::local,
               std::string(spelled),
               slot,
               static_cast<std::uint32_t>(functions_.size()) - 1,
               {},
               std::move(type),
               nullptr});
  return slot;
}

void Compiler::declare_at(std::string_view spelled, std::uint32_t slot, TypeRef type) {
  add_binding({Binding::Kind::local,
               std::string(spelled),
               slot,
               static_cast<std::uint32_t>(functions_.size()) - 1,
               {},
               std::move(type),
               nullptr});
}

void Compiler::declare(std::string_view spelled, const Variable& variable) {
  const auto kind =
      variable.kind == Variable::Kind::global ? Binding::Kind::global : Binding::Kind::value;
  add_binding(
      {kind, std::string(spelled), variable.index, 0, variable.value, variable.type, nullptr});
}

void Compiler::declare_import(std::string_view spelled, std::shared_ptr<const Namespace> names) {
  add_binding({Binding::Kind::import, std::string(spelled), 0, 0, {}, nullptr, std::move(names)});
}

void Compiler::begin_function(std::string_view self) {
  push_scope();
  functions_.emplace_back();
  if (!self.empty())
    add_binding({Binding::Kind::self,
                 std::string(self),
                 0,
                 static_cast<std::uint32_t>(functions_.size()) - 1,
                 {},
                 nullptr,
                 nullptr});
}

std::uint32_t Compiler::declare_parameter(std::string_view spelled, TypeRef type) {
  functions_.back().parameters.push_back({std::string(spelled), type});
  return declare(spelled, std::move(type));
}

NodeId Compiler::end_function(const Typed& body, TypeRef result) {
  FunctionState state = std::move(functions_.back());
  functions_.pop_back();
  pop_scope();
  program_.lambdas.push_back({std::move(state.parameters), std::move(result), body.type,
                              std::move(state.captures), body.node, state.slots});
  return emit(Op::lambda, static_cast<NodeId>(program_.lambdas.size()) - 1);
}

// Every name that could begin here, in normal form, with its end; shortest first.
std::vector<std::pair<std::string, std::size_t>> Compiler::prefixes(std::size_t limit) const {
  std::vector<std::pair<std::string, std::size_t>> out;
  std::string key;
  for (std::size_t next = at_; next < text_.size() && out.size() < limit;) {
    const std::size_t end = piece_end(text_, next);
    if (!key.empty()) key.push_back(' ');
    key.append(text_.substr(next, end - next));
    out.emplace_back(key, end);
    next = skip_spaces(text_, end);
  }
  return out;
}

const Compiler::Binding* Compiler::find_binding(std::string_view normal) const {
  const auto found = by_name_.find(std::string(normal));
  if (found == by_name_.end() || found->second.empty()) return nullptr;
  return &bindings_[found->second.back()];
}

bool Compiler::item_may_have(const FilterScope& filter, std::string_view normal) const {
  return member_of(filter.item, normal) != nullptr ||
         (is_open(filter.item) &&
          (dictionary_.members.contains(normal) || own_members_.contains(normal)));
}

Compiler::Found Compiler::find_name() const {
  const auto candidates = prefixes();
  for (auto at = candidates.rbegin(); at != candidates.rend(); ++at) {
    const auto& [normal, end] = *at;
    Found found;
    found.end = end;
    found.binding = find_binding(normal);
    found.is_member = std::ranges::any_of(
        filters_, [&](const FilterScope& filter) { return item_may_have(filter, normal); });
    if (found.is_member) found.name = normal;
    if (found.binding != nullptr || found.is_member) return found;
    if (builtin_named(normal) != nullptr) {
      found.is_builtin = true;
      found.name = normal;
      return found;
    }
  }
  return {};
}

std::uint32_t Compiler::capture(std::uint32_t level, Capture::From from, std::uint32_t index,
                                std::uint32_t owner) {
  // Through every function between the owner and this one.
  if (level > owner) {
    index = capture(level - 1, from, index, owner);
    from = Capture::From::capture;
  }
  auto& captures = functions_[level].captures;
  for (std::size_t i = 0; i < captures.size(); ++i)
    if (captures[i].from == from && captures[i].index == index)
      return static_cast<std::uint32_t>(i);
  captures.push_back({from, index});
  return static_cast<std::uint32_t>(captures.size()) - 1;
}

NodeId Compiler::slot_reference(std::uint32_t slot, std::uint32_t level) {
  const auto here = static_cast<std::uint32_t>(functions_.size()) - 1;
  if (level == here) return emit(Op::local, slot);
  return emit(Op::capture, capture(here, Capture::From::local, slot, level + 1));
}

void Compiler::note_reference(const Binding& binding) {
  Reference noted;
  noted.name = binding.spelled;
  switch (binding.kind) {
    case Binding::Kind::global:
      noted.to = Reference::To::element;
      noted.element = binding.index;
      break;
    case Binding::Kind::value:
    case Binding::Kind::self:
      noted.to = Reference::To::function;
      break;
    case Binding::Kind::local:
      break;
    case Binding::Kind::import:
      return;  // the name inside is noted
  }
  const auto same = [&noted](const Reference& other) {
    return other.to == noted.to && other.element == noted.element && other.name == noted.name;
  };
  if (std::ranges::none_of(references_, same)) references_.push_back(std::move(noted));
}

Typed Compiler::reference(const Binding& binding) {
  const auto here = static_cast<std::uint32_t>(functions_.size()) - 1;
  if (binding.spelled == "?") uses_subject_ = true;
  if (binding.spelled == "partial") uses_partial_ = true;
  note_reference(binding);
  switch (binding.kind) {
    case Binding::Kind::local:
      return {slot_reference(binding.index, binding.level), binding.type};
    case Binding::Kind::global:
      if (here == 0) return {emit(Op::global, binding.index), binding.type};
      return {emit(Op::capture, capture(here, Capture::From::global, binding.index, 1)),
              binding.type};
    case Binding::Kind::value:
      return {constant(binding.value), binding.type};
    case Binding::Kind::self:
      return {emit(Op::capture, capture(here, Capture::From::self, 0, binding.level)), nullptr};
    case Binding::Kind::import:
      return imported(binding);
  }
  return {};
}

Typed Compiler::imported(const Binding& binding) {
  expect(".");
  skip();
  const auto candidates = prefixes();
  for (auto at = candidates.rbegin(); at != candidates.rend(); ++at)
    for (const auto& [spelled, variable] : *binding.names) {
      if (!is_same_name(spelled, at->first)) continue;
      at_ = at->second;
      const auto kind =
          variable.kind == Variable::Kind::global ? Binding::Kind::global : Binding::Kind::value;
      return reference({kind, spelled, variable.index, 0, variable.value, variable.type, nullptr});
    }
  fail("引入的模型里没有这个名字，或没有写明需要它");
}

// A name that items of the filters around may have; `otherwise` is the same name outside of them.
Typed Compiler::member_reference(const std::string& normal, const Binding* otherwise) {
  std::vector<std::uint32_t> holders;
  TypeRef type;
  const std::size_t declared =
      otherwise == nullptr ? 0 : static_cast<std::size_t>(otherwise - bindings_.data()) + 1;
  std::string spelled = normal;
  if (const auto found = dictionary_.spelled.find(normal); found != dictionary_.spelled.end())
    spelled = found->second;
  for (auto filter = filters_.rbegin(); filter != filters_.rend(); ++filter) {
    if (filter->bindings < declared) break;  // the variable is nearer
    const auto* member = member_of(filter->item, normal);
    if (member == nullptr && !is_open(filter->item)) continue;
    if (member != nullptr && holders.empty()) type = member->second;
    if (member != nullptr) spelled = member->first;
    holders.push_back(slot_reference(filter->slot, filter->level));
  }
  Typed fallback;
  if (otherwise != nullptr) fallback = reference(*otherwise);
  if (holders.empty()) return fallback;
  const NodeId node = emit(Op::member, name(spelled), list(holders), fallback.node);
  return {node, type ? type : fallback.type};
}

Typed Compiler::resolve(const Found& found) {
  if (found.is_builtin) {
    at_ = found.end;
    return {constant(Value(*builtin_named(found.name))), simple_type(Type::Kind::function)};
  }
  if (found.binding != nullptr && found.binding->kind == Binding::Kind::import) {
    at_ = found.end;
    return reference(*found.binding);
  }
  const std::size_t begin = at_;
  at_ = found.end;
  // A variable that is no function does not hide the built-in function that is called.
  if (found.binding != nullptr && peek("(") && found.binding->type &&
      found.binding->type->kind != Type::Kind::function &&
      found.binding->type->kind != Type::Kind::any) {
    const std::string normal = normal_name(text_.substr(begin, found.end - begin));
    if (const auto* builtin = builtin_named(normal))
      return {constant(Value(*builtin)), simple_type(Type::Kind::function)};
  }
  if (filters_.empty()) return reference(*found.binding);
  const std::string normal = normal_name(text_.substr(begin, found.end - begin));
  return member_reference(normal, found.binding);
}

Typed Compiler::parse_name() {
  skip();
  if (at_ == text_.size()) fail("表达式没有写完");
  if (!is_name_start(character_at(text_, at_).code)) fail("这里看不懂");
  const Found found = find_name();
  if (found.end != 0) return resolve(found);
  const std::size_t end = piece_end(text_, at_);
  const std::string word(text_.substr(at_, end - at_));
  const bool open =
      std::ranges::any_of(filters_, [](const FilterScope& filter) { return is_open(filter.item); });
  if (!open) fail("没有叫 " + word + " 的名字");
  at_ = end;
  return member_reference(word, nullptr);
}

// A name being declared: everything up to a word or a character that ends it.
std::string Compiler::declared_name(std::string_view stop_word, std::string_view stop_characters) {
  skip();
  const std::size_t begin = at_;
  std::size_t end = at_;
  while (at_ < text_.size() && stop_characters.find(text_[at_]) == std::string_view::npos) {
    if (at_ != begin && !stop_word.empty() && peek_word(stop_word)) break;
    if (at_ == text_.size()) break;
    if (stop_characters.find(text_[at_]) != std::string_view::npos) break;
    end = piece_end(text_, at_);
    at_ = skip_spaces(text_, end);
  }
  const std::string_view raw = text_.substr(begin, end - begin);
  if (raw.empty() || !is_usable_name(raw)) fail("这里应为名字");
  std::string out;
  for (std::size_t i = 0; i < raw.size();) {
    const std::size_t next = skip_spaces(raw, i);
    if (next != i) {
      out.push_back(' ');
      i = next;
    } else {
      out.push_back(raw[i++]);
    }
  }
  return out;
}

std::string Compiler::member_name(const TypeRef& holder) {
  skip();
  if (at_ == text_.size() || !is_name_start(character_at(text_, at_).code)) fail("点后面应为名字");
  const auto candidates = prefixes();
  for (auto at = candidates.rbegin(); at != candidates.rend(); ++at)
    if (const auto* member = member_of(holder, at->first)) {
      at_ = at->second;
      return member->first;
    }
  for (auto at = candidates.rbegin(); at != candidates.rend(); ++at) {
    const auto& [normal, end] = *at;
    const bool known = std::ranges::find(kProperties, normal) != std::end(kProperties) ||
                       own_members_.contains(normal) || dictionary_.members.contains(normal);
    if (!known) continue;
    const std::string_view raw = text_.substr(at_, end - at_);
    at_ = end;
    if (const auto found = dictionary_.spelled.find(normal); found != dictionary_.spelled.end())
      return found->second;
    return std::string(raw);
  }
  const std::string_view raw = text_.substr(at_, candidates.front().second - at_);
  at_ = candidates.front().second;
  return std::string(raw);
}

}  // namespace qinqing::dmn::feel
