#include "dmn/graph/loader.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "dmn/graph/boxed.h"
#include "dmn/graph/type_reader.h"
#include "dmn/names.h"

namespace qinqing::dmn::graph {
namespace {

using feel::TypeRef;
using feel::Variable;
using Xml = XmlTree::Element;

constexpr std::size_t kImportsMax = 100;

// One model file: its elements by id, what it imports by name.
struct Module {
  XmlTree tree;
  std::string name_space;
  feel::Dictionary dictionary;
  std::map<std::string, Module*> imports;  // by the name that they have here
  std::map<std::string, std::uint32_t, std::less<>> by_id;
  bool types_read = false;
  bool visited = false;
};

std::optional<ModelElement::Kind> kind_of(std::string_view name) {
  if (name == "inputData") return ModelElement::Kind::input;
  if (name == "decision") return ModelElement::Kind::decision;
  if (name == "businessKnowledgeModel") return ModelElement::Kind::knowledge;
  if (name == "decisionService") return ModelElement::Kind::service;
  return std::nullopt;
}

std::string variable_name(const Xml& element) {
  const Xml* variable = element.child("variable");
  std::string name = variable == nullptr ? "" : variable->attribute("name");
  return name.empty() ? element.attribute("name") : name;
}

class Loader {
 public:
  explicit Loader(Graph& graph) : graph_(graph) {}

  base::Result<bool> load(const ModelText& text, std::span<const ModelText> imports) {
    auto own = read_module(text);
    if (!own) return own.faults();
    std::vector<Module*> known;
    for (const ModelText& import : imports) {
      if (modules_.size() > kImportsMax) break;
      auto module = read_module(import);
      if (module)
        known.push_back(*module);
      else
        graph_.problems.append(module.faults());
    }
    graph_.name = (*own)->tree.root().attribute("name");
    graph_.name_space = (*own)->name_space;
    known.push_back(*own);
    reach(**own, known);
    std::vector<Module*> order;
    for (auto& module : modules_)
      if (module->visited) order.push_back(module.get());
    for (Module* module : order) add_elements(*module);
    for (Module* module : order) read_types(*module, 0);
    for (Module* module : order) declare_elements(*module);
    for (Module* module : order) compile_elements(*module);
    return true;
  }

 private:
  base::Result<Module*> read_module(const ModelText& text) {
    auto tree = XmlTree::parse(text.xml);
    if (!tree) {
      base::Faults faults = tree.faults();
      for (base::Fault& fault : faults) fault.file = text.file;
      return faults;
    }
    auto module =
        std::make_unique<Module>(Module{std::move(tree).value(), "", {}, {}, {}, false, false});
    if (module->tree.root().name != "definitions") {
      base::Fault fault;
      fault.code = "not_dmn";
      fault.what = "根元素应为 definitions";
      fault.file = text.file;
      return fault;
    }
    module->name_space = module->tree.root().attribute("namespace");
    modules_.push_back(std::move(module));
    return modules_.back().get();
  }

  void reach(Module& module, const std::vector<Module*>& known) {
    if (std::exchange(module.visited, true)) return;
    for (const Xml* child : module.tree.root().children) {
      if (child->name != "import") continue;
      const std::string wanted = child->attribute("namespace");
      const auto found = std::ranges::find(known, wanted, &Module::name_space);
      const std::string type = child->attribute("importType");
      if (found == known.end()) {
        if (type.find("DMN") != std::string::npos)
          graph_.problems.add(problem_at(module.tree, *child, "找不到引入的模型 " + wanted));
        continue;
      }
      module.imports[child->attribute("name")] = *found;
      reach(**found, known);
    }
  }

  void add_elements(Module& module) {
    for (const Xml* child : module.tree.root().children) {
      const auto kind = kind_of(child->name);
      if (!kind) continue;
      auto element = std::make_unique<Element>();
      element->kind = *kind;
      element->index = static_cast<std::uint32_t>(graph_.elements.size());
      element->name = variable_name(*child);
      if (*kind == ModelElement::Kind::knowledge || *kind == ModelElement::Kind::service)
        element->function = std::make_shared<const ModelFunction>(graph_, element->index);
      if (!child->attribute("id").empty())
        module.by_id.emplace(child->attribute("id"), element->index);
      graph_.descriptions.push_back(
          {*kind, child->attribute("id"), child->attribute("name"), module.name_space, nullptr});
      sources_.push_back(child);
      graph_.elements.push_back(std::move(element));
    }
    note_members(module.tree.root(), module.dictionary);
  }

  // Names of entries, columns and outputs: what stands after a dot or in a filter may be one.
  static void note_members(const Xml& element, feel::Dictionary& dictionary) {
    if (element.name == "contextEntry" && element.child("variable") != nullptr)
      dictionary.add_member(element.child("variable")->attribute("name"));
    if (element.name == "column" || element.name == "output" || element.name == "itemComponent")
      dictionary.add_member(element.attribute("name"));
    for (const Xml* child : element.children) note_members(*child, dictionary);
  }

  void read_types(Module& module, std::size_t depth) {
    if (std::exchange(module.types_read, true) || depth > kImportsMax) return;
    for (const auto& [name, imported] : module.imports) {
      read_types(*imported, depth + 1);
      for (const auto& [type, ref] : imported->dictionary.types)
        module.dictionary.types.emplace(name.empty() ? type : normal_name(name + "." + type), ref);
      for (const auto& member : imported->dictionary.spelled)
        module.dictionary.add_member(member.second);
    }
    TypeReader(module.tree, module.dictionary, graph_.problems).read_all();
  }

  TypeReader types_of(Module& module) { return {module.tree, module.dictionary, graph_.problems}; }

  TypeRef variable_type(Module& module, const Xml& element) {
    const Xml* variable = element.child("variable");
    if (variable == nullptr) return nullptr;
    return types_of(module).resolve(variable->attribute("typeRef"), *variable);
  }

  // The element that a reference names, and the module it stands in.
  std::optional<std::uint32_t> target(Module& module, const std::string& href) {
    const std::size_t hash = href.find('#');
    if (hash == std::string::npos) return std::nullopt;
    const std::string name_space = href.substr(0, hash);
    Module* holder = &module;
    if (!name_space.empty() && name_space != module.name_space) {
      const auto found = std::ranges::find_if(
          modules_, [&](const auto& one) { return one->name_space == name_space; });
      if (found == modules_.end()) return std::nullopt;
      holder = found->get();
    }
    const auto found = holder->by_id.find(href.substr(hash + 1));
    if (found == holder->by_id.end()) return std::nullopt;
    return found->second;
  }

  // Types of all elements are known before any expression is compiled.
  void declare_elements(Module& module) {
    for (const auto& element : graph_.elements) {
      const Xml& source = *sources_[element->index];
      if (&root_of(source) != &module.tree.root()) continue;
      const TypeRef type = variable_type(module, source);
      element->type = type;
      if (element->kind == ModelElement::Kind::knowledge)
        declare_knowledge(module, *element, source);
      graph_.descriptions[element->index].type = element->type;
    }
    for (const auto& element : graph_.elements) {
      const Xml& source = *sources_[element->index];
      if (&root_of(source) == &module.tree.root() && element->kind == ModelElement::Kind::service)
        declare_service(module, *element, source);
    }
  }

  static const Xml& root_of(const Xml& element) {
    const Xml* at = &element;
    while (at->parent != nullptr) at = at->parent;
    return *at;
  }

  // A variable's type may be that of the function or, in old models, of its result.
  static TypeRef result_type(const TypeRef& type) {
    if (type && type->kind == feel::Type::Kind::function)
      return type->element && type->element->kind != feel::Type::Kind::any ? type->element
                                                                           : nullptr;
    return type;
  }

  void declare_knowledge(Module& module, Element& element, const Xml& source) {
    element.type = result_type(element.type);
    const Xml* logic = source.child("encapsulatedLogic");
    if (logic == nullptr) return;
    if (!element.type)
      element.type = result_type(types_of(module).resolve(logic->attribute("typeRef"), *logic));
    for (const Xml* parameter : logic->children)
      if (parameter->name == "formalParameter")
        element.parameters.push_back(
            {parameter->attribute("name"),
             types_of(module).resolve(parameter->attribute("typeRef"), *parameter)});
  }

  // What the type of the service says of a parameter that has no type of its own.
  static TypeRef parameter_type(const TypeRef& function, const Element& given) {
    if (given.type || !function || function->kind != feel::Type::Kind::function) return given.type;
    const TypeRef* said = function->member(given.name);
    return said == nullptr ? nullptr : *said;
  }

  void declare_service(Module& module, Element& element, const Xml& source) {
    const TypeRef function = element.type;
    element.type = result_type(element.type);
    for (const char* role : {"inputData", "inputDecision"})
      for (const Xml* child : source.children) {
        if (child->name != role) continue;
        const auto index = target(module, child->attribute("href"));
        if (!index) continue;
        const Element& given = *graph_.elements[*index];
        element.parameters.push_back({given.name, parameter_type(function, given)});
        element.given.push_back(*index);
      }
    for (const Xml* child : source.children)
      if (child->name == "outputDecision")
        if (const auto index = target(module, child->attribute("href")))
          element.outputs.push_back(*index);
  }

  Variable variable_of(const Element& element) const {
    Variable out;
    out.type = element.type;
    if (element.function) {
      out.kind = Variable::Kind::value;
      out.value = feel::Value(std::static_pointer_cast<const feel::Function>(element.function));
      out.type = element.function->type();
      return out;
    }
    out.index = element.index;
    return out;
  }

  // What an element requires is what its expressions may name.
  void declare_requirements(Module& module, const Xml& source, feel::Compiler& compiler) {
    std::map<std::string, std::shared_ptr<feel::Namespace>> imported;
    std::set<std::uint32_t> seen;
    for (const Xml* requirement : source.children) {
      if (requirement->name != "informationRequirement" &&
          requirement->name != "knowledgeRequirement")
        continue;
      for (const Xml* required : requirement->children) {
        const std::string href = required->attribute("href");
        if (href.empty()) continue;
        const auto index = target(module, href);
        if (!index) {
          graph_.problems.add(problem_at(module.tree, *required, "找不到 " + href));
          continue;
        }
        if (seen.insert(*index).second) declare_one(module, *index, imported, compiler);
      }
    }
    for (const auto& [name, names] : imported) compiler.declare_import(name, names);
  }

  void declare_one(Module& module, std::uint32_t index,
                   std::map<std::string, std::shared_ptr<feel::Namespace>>& imported,
                   feel::Compiler& compiler) {
    const Element& element = *graph_.elements[index];
    const std::string& name_space = graph_.descriptions[index].name_space;
    if (name_space == module.name_space) {
      compiler.declare(element.name, variable_of(element));
      return;
    }
    for (const auto& [name, holder] : module.imports) {
      if (holder->name_space != name_space) continue;
      if (name.empty()) {
        compiler.declare(element.name, variable_of(element));
      } else {
        auto& names = imported[name];
        if (!names) names = std::make_shared<feel::Namespace>();
        names->emplace(element.name, variable_of(element));
      }
    }
  }

  void compile_elements(Module& module) {
    for (const auto& element : graph_.elements) {
      const Xml& source = *sources_[element->index];
      if (&root_of(source) != &module.tree.root()) continue;
      if (element->kind == ModelElement::Kind::decision) compile_decision(module, *element, source);
      if (element->kind == ModelElement::Kind::knowledge)
        compile_knowledge(module, *element, source);
    }
  }

  void compile_decision(Module& module, Element& element, const Xml& source) {
    feel::Compiler compiler(element.program, module.dictionary);
    declare_requirements(module, source, compiler);
    TypeReader types = types_of(module);
    BoxedCompiler boxed(module.tree, compiler, types, graph_.problems);
    const Xml* logic = expression_in(source);
    const feel::NodeId node = logic == nullptr ? compiler.constant(feel::Value())
                                               : boxed.compile(*logic, element.name).node;
    compiler.finish(compiler.coerce(node, element.type));
  }

  void compile_knowledge(Module& module, Element& element, const Xml& source) {
    feel::Compiler compiler(element.program, module.dictionary);
    declare_requirements(module, source, compiler);
    // It may always call itself.
    compiler.declare(element.name, variable_of(element));
    for (const feel::Parameter& parameter : element.parameters)
      compiler.declare(parameter.name, parameter.type);
    const Xml* logic = source.child("encapsulatedLogic");
    TypeReader types = types_of(module);
    BoxedCompiler boxed(module.tree, compiler, types, graph_.problems);
    const std::string kind = logic == nullptr ? "" : logic->attribute("kind");
    if (logic == nullptr || expression_in(*logic) == nullptr) {
      compiler.finish(compiler.constant(feel::Value()));
    } else if (!kind.empty() && kind != "FEEL") {
      graph_.problems.add(problem_at(module.tree, *logic, "不支持 " + kind + " 函数"));
      compiler.finish(compiler.failed("不支持 " + kind + " 函数"));
    } else {
      compiler.finish(boxed.compile_inside(*logic).node);
    }
  }

  Graph& graph_;
  std::vector<std::unique_ptr<Module>> modules_;
  std::vector<const Xml*> sources_;  // of graph_.elements
};

}  // namespace

base::Result<std::unique_ptr<Graph>> load_graph(const ModelText& text,
                                                std::span<const ModelText> imports) {
  auto graph = std::make_unique<Graph>();
  const auto loaded = Loader(*graph).load(text, imports);
  if (!loaded) return loaded.faults();
  return graph;
}

}  // namespace qinqing::dmn::graph
