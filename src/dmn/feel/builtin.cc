#include "dmn/feel/builtin.h"

#include <algorithm>
#include <map>

namespace qinqing::dmn::feel {
namespace {

struct Formal {
  std::string name;
  TypeRef type;  // nullptr: any
  bool optional = false;
  bool nullable = false;
  bool variadic = false;
};

std::string_view trimmed(std::string_view text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  return text;
}

bool take_suffix(std::string_view& text, std::string_view suffix) {
  if (!text.ends_with(suffix)) return false;
  text.remove_suffix(suffix.size());
  return true;
}

Formal read_formal(std::string_view text) {
  Formal out;
  const std::size_t colon = text.find(':');
  out.name = trimmed(text.substr(0, colon));
  std::string_view type = trimmed(text.substr(colon + 1));
  out.variadic = take_suffix(type, "...");
  out.nullable = take_suffix(type, "!");
  out.optional = take_suffix(type, "?");
  TypeRef known = type_named(type);
  if (known && known->kind != Type::Kind::any) out.type = std::move(known);
  return out;
}

struct Form {
  std::vector<Formal> formals;
  Body body;

  bool variadic() const { return formals.size() == 1 && formals[0].variadic; }
  std::size_t required() const {
    return static_cast<std::size_t>(
        std::ranges::count_if(formals, [](const Formal& formal) { return !formal.optional; }));
  }
};

Form read_form(const Signature& signature) {
  Form out{{}, signature.body};
  std::string_view rest = signature.parameters;
  while (!rest.empty()) {
    const std::size_t comma = rest.find(',');
    out.formals.push_back(read_formal(rest.substr(0, comma)));
    if (comma == std::string_view::npos) break;
    rest.remove_prefix(comma + 1);
  }
  return out;
}

enum class Fit : std::uint8_t { no, null, yes };

class BuiltinFunction final : public Function {
 public:
  explicit BuiltinFunction(const Builtin& builtin) : name_(builtin.name) {
    for (const Signature& signature : builtin.signatures) forms_.push_back(read_form(signature));
  }

  Value call(Evaluator& evaluator, std::span<Value> arguments,
             std::span<const std::string> names) const override {
    bool null = false;
    for (const Form& form : forms_) {
      std::vector<Value> bound;
      const Fit fit = bind(form, arguments, names, bound);
      if (fit == Fit::yes) return form.body(evaluator, bound);
      null = null || fit == Fit::null;
    }
    return evaluator.warn(name_ + (null ? " 的参数是 null" : " 没有这样的参数"));
  }

  TypeRef type() const override {
    Type out;
    out.kind = Type::Kind::function;
    for (const Formal& formal : forms_.front().formals)
      out.members.emplace_back(formal.name,
                               formal.type ? formal.type : simple_type(Type::Kind::any));
    out.element = simple_type(Type::Kind::any);
    return std::make_shared<const Type>(std::move(out));
  }

  std::optional<std::size_t> arity() const override {
    if (forms_.size() != 1 || forms_[0].variadic()) return std::nullopt;
    return forms_[0].formals.size();
  }

 private:
  static Fit bind(const Form& form, std::span<Value> arguments, std::span<const std::string> names,
                  std::vector<Value>& bound) {
    if (form.variadic() && names.empty()) return bind_variadic(form, arguments, bound);
    if (arguments.size() > form.formals.size() || arguments.size() < form.required())
      return Fit::no;
    bound.resize(form.formals.size());
    std::vector<bool> given(form.formals.size());
    for (std::size_t i = 0; i < arguments.size(); ++i) {
      std::size_t at = i;
      if (!names.empty()) {
        const auto found = std::ranges::find(form.formals, names[i], &Formal::name);
        if (found == form.formals.end()) return Fit::no;
        at = static_cast<std::size_t>(found - form.formals.begin());
      }
      bound[at] = arguments[i];
      given[at] = true;
    }
    bool null = false;
    for (std::size_t i = 0; i < bound.size(); ++i) {
      const Formal& formal = form.formals[i];
      if (!given[i] && !formal.optional) return Fit::no;
      if (bound[i].is_null()) {
        null = null || (given[i] && !formal.nullable);
        continue;
      }
      if (!formal.type) continue;
      auto brought = coerced(bound[i], *formal.type);
      if (!brought) return Fit::no;
      bound[i] = *std::move(brought);
    }
    return null ? Fit::null : Fit::yes;
  }

  static Fit bind_variadic(const Form& form, std::span<Value> arguments,
                           std::vector<Value>& bound) {
    if (arguments.empty()) return Fit::no;
    if (arguments.size() == 1 && arguments[0].is(Value::Kind::list) &&
        !(form.formals[0].type && form.formals[0].type->kind == Type::Kind::list))
      bound = {arguments[0]};
    else
      bound = {Value(List(arguments.begin(), arguments.end()))};
    return Fit::yes;
  }

  std::string name_;
  std::vector<Form> forms_;
};

using Table = std::map<std::string, std::shared_ptr<const Function>, std::less<>>;

const Table& table() {
  static const Table functions = [] {
    Table out;
    for (const auto& family : {string_functions(), text_pattern_functions(), number_functions(),
                               list_functions(), aggregate_functions(), temporal_functions(),
                               conversion_functions(), context_functions(), range_functions()})
      for (const Builtin& builtin : family)
        out.emplace(builtin.name, std::make_shared<const BuiltinFunction>(builtin));
    return out;
  }();
  return functions;
}

}  // namespace

const std::shared_ptr<const Function>* builtin_named(std::string_view name) {
  const auto found = table().find(name);
  return found == table().end() ? nullptr : &found->second;
}

std::span<const std::string_view> builtin_names() {
  static const std::vector<std::string_view> names = [] {
    std::vector<std::string_view> out;
    for (const auto& entry : table()) out.push_back(entry.first);
    return out;
  }();
  return names;
}

}  // namespace qinqing::dmn::feel
