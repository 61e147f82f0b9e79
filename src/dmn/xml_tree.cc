#include "dmn/xml_tree.h"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "dmn/characters.h"

namespace qinqing::dmn {

namespace {

constexpr std::array<std::string_view, 4> kNamespaces = {
    "https://www.omg.org/spec/DMN/20230324/MODEL/",  // 1.5
    "https://www.omg.org/spec/DMN/20211108/MODEL/",  // 1.4
    "https://www.omg.org/spec/DMN/20191111/MODEL/",  // 1.3
    "http://www.omg.org/spec/DMN/20180521/MODEL/",   // 1.2
};
constexpr std::size_t kIdBytesMax = 80;  // a longer id is not shown in a pointer

std::string_view trim(std::string_view text) {
  constexpr std::string_view spaces = " \t\r\n";
  const std::size_t begin = text.find_first_not_of(spaces);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(spaces) - begin + 1);
}

bool is_text(pugi::xml_node node) {
  return node.type() == pugi::node_pcdata || node.type() == pugi::node_cdata;
}

base::Fault document_fault(std::string code, std::string what, std::string right = "",
                           int line = 0) {
  base::Fault fault;
  fault.code = std::move(code);
  fault.what = std::move(what);
  fault.right = std::move(right);
  fault.line = line;
  return fault;
}

// pugixml's own words are English and few; the common mistakes are told in Chinese.
std::string parse_problem(pugi::xml_parse_status status) {
  switch (status) {
    case pugi::status_no_document_element:
      return "文件里没有 XML 元素";
    case pugi::status_end_element_mismatch:
      return "结束标签与开始标签不配对";
    case pugi::status_bad_attribute:
      return "属性写得不对";
    case pugi::status_bad_doctype:
      return "DOCTYPE 写得不对";
    case pugi::status_bad_comment:
      return "注释没有结束";
    case pugi::status_bad_cdata:
      return "CDATA 没有结束";
    case pugi::status_bad_pi:
      return "处理指令写得不对";
    case pugi::status_bad_start_element:
    case pugi::status_bad_end_element:
    case pugi::status_unrecognized_tag:
      return "标签写得不对";
    default:
      return "不是完整的 XML";
  }
}

std::vector<std::size_t> lines_of(std::string_view text) {
  std::vector<std::size_t> begins = {0};
  for (std::size_t at = text.find('\n'); at != std::string_view::npos; at = text.find('\n', at + 1))
    begins.push_back(at + 1);
  return begins;
}

}  // namespace

const XmlTree::Element* XmlTree::Element::child(std::string_view child_name) const {
  const auto found = std::ranges::find(children, child_name, &Element::name);
  return found == children.end() ? nullptr : *found;
}

std::string XmlTree::Element::attribute(const char* attribute_name) const {
  return std::string(trim(node.attribute(attribute_name).value()));
}

bool XmlTree::Element::has_attribute(const char* attribute_name) const {
  return !node.attribute(attribute_name).empty();
}

std::string XmlTree::Element::text() const {
  std::string out;
  for (const pugi::xml_node part : node.children())
    if (is_text(part)) out.append(part.value());
  return std::string(trim(out));
}

// Walks pugixml's tree without recursion, carrying the namespaces in scope.
struct XmlTree::Builder {
  struct Binding {
    std::string_view prefix;
    std::string_view uri;
  };
  struct Open {
    pugi::xml_node next;  // the child to look at next
    Element* element;     // nullptr inside what is skipped
    std::size_t bindings_before;
    std::map<std::string_view, std::size_t> counts;
  };

  XmlTree& tree;
  const XmlLimits& limits;
  std::vector<Binding> bindings = {};
  std::vector<Open> open = {};
  std::size_t elements = 0;
  std::size_t attributes = 0;
  std::string_view model_namespace = {};
  pugi::xml_node last = {};  // that was entered

  std::optional<base::Fault> run();
  std::optional<base::Fault> enter(pugi::xml_node node);
  void leave();
  std::optional<base::Fault> bind(pugi::xml_node node);
  std::optional<base::Fault> check_root(std::string_view name, std::string_view uri);
  std::string_view resolve(std::string_view prefix) const;
};

std::string_view XmlTree::Builder::resolve(std::string_view prefix) const {
  const auto found = std::find_if(bindings.rbegin(), bindings.rend(),
                                  [prefix](const Binding& b) { return b.prefix == prefix; });
  return found == bindings.rend() ? std::string_view{} : found->uri;
}

std::optional<base::Fault> XmlTree::Builder::bind(pugi::xml_node node) {
  std::size_t count = 0;
  for (const pugi::xml_attribute attribute : node.attributes()) {
    ++attributes;
    if (++count > limits.attributes_each_max || attributes > limits.attributes_max)
      return document_fault("too_many", "XML 属性太多");
    const std::string_view name = attribute.name();
    if (name == "xmlns") bindings.push_back({"", attribute.value()});
    if (name.starts_with("xmlns:")) bindings.push_back({name.substr(6), attribute.value()});
  }
  if (bindings.size() > limits.attributes_each_max)
    return document_fault("too_many", "XML 命名空间太多");
  return std::nullopt;
}

std::optional<base::Fault> XmlTree::Builder::check_root(std::string_view name,
                                                        std::string_view uri) {
  if (name != "definitions")
    return document_fault("namespace", "根元素不是 definitions", "DMN 文件的根元素是 definitions");
  if (std::ranges::find(kNamespaces, uri) == kNamespaces.end())
    return document_fault(
        "namespace",
        "不是本引擎能读的 DMN 版本（命名空间 " + std::string(uri.substr(0, 200)) + "）",
        "DMN 1.2 至 1.5");
  model_namespace = uri;
  return std::nullopt;
}

std::optional<base::Fault> XmlTree::Builder::enter(pugi::xml_node node) {
  last = node;
  if (++elements > limits.elements_max) return document_fault("too_many", "XML 元素太多");
  if (open.size() >= limits.depth_max) return document_fault("too_deep", "XML 元素嵌套太深");
  const std::size_t bindings_before = bindings.size();
  if (auto fault = bind(node)) return fault;
  std::string_view name = node.name();
  std::string_view prefix;
  if (const std::size_t colon = name.find(':'); colon != std::string_view::npos) {
    prefix = name.substr(0, colon);
    name.remove_prefix(colon + 1);
  }
  const std::string_view uri = resolve(prefix);
  if (open.empty()) {
    if (auto fault = check_root(name, uri)) return fault;
  }
  Element* element = nullptr;
  Element* parent = open.empty() ? nullptr : open.back().element;
  if (uri == model_namespace && (open.empty() || parent != nullptr)) {
    element = &tree.elements_.emplace_back();
    element->name = name;
    element->node = node;
    element->parent = parent;
    if (parent != nullptr) {
      element->position = ++open.back().counts[name];
      parent->children.push_back(element);
    }
  }
  open.push_back({node.first_child(), element, bindings_before, {}});
  return std::nullopt;
}

void XmlTree::Builder::leave() {
  Open& level = open.back();
  if (level.element != nullptr)
    for (Element* child : level.element->children) child->siblings = level.counts[child->name];
  bindings.resize(level.bindings_before);
  open.pop_back();
}

std::optional<base::Fault> XmlTree::Builder::run() {
  if (auto fault = enter(tree.document_->document_element())) return fault;
  while (!open.empty()) {
    const pugi::xml_node node = open.back().next;
    if (!node) {
      leave();
      continue;
    }
    open.back().next = node.next_sibling();
    if (node.type() != pugi::node_element) continue;
    if (auto fault = enter(node)) return fault;
  }
  return std::nullopt;
}

base::Result<XmlTree> XmlTree::parse(std::string_view xml, const XmlLimits& limits) {
  if (xml.size() > limits.bytes_max) return document_fault("too_large", "文件太大", "至多 4 MB");
  if (!is_utf8(xml) || xml.find('\0') != std::string_view::npos)
    return document_fault("encoding", "文件不是 UTF-8 编码", "另存为 UTF-8");
  // Before pugixml builds a node for each: a start and an end tag each, and as many again for
  // comments and the like.
  if (static_cast<std::size_t>(std::ranges::count(xml, '<')) > 4 * limits.elements_max)
    return document_fault("too_many", "XML 元素太多");
  XmlTree tree;
  tree.line_begins_ = lines_of(xml);
  tree.document_ = std::make_unique<pugi::xml_document>();
  const unsigned options = pugi::parse_cdata | pugi::parse_escapes | pugi::parse_eol |
                           pugi::parse_wconv_attribute | pugi::parse_doctype;
  const pugi::xml_parse_result parsed =
      tree.document_->load_buffer(xml.data(), xml.size(), options, pugi::encoding_utf8);
  if (!parsed)
    return document_fault("xml", parse_problem(parsed.status), "", tree.line_of(parsed.offset));
  for (const pugi::xml_node node : tree.document_->children())
    if (node.type() == pugi::node_doctype)
      return document_fault("doctype", "文件里有 DOCTYPE", "删去 DOCTYPE",
                            tree.line_of(node.offset_debug()));
  Builder builder{.tree = tree, .limits = limits};
  if (auto fault = builder.run()) {
    if (fault->line == 0) fault->line = tree.line_of(builder.last.offset_debug());
    return *std::move(fault);
  }
  return tree;
}

int XmlTree::line_of(std::ptrdiff_t offset) const {
  if (offset < 0) return 0;
  const auto after = std::ranges::upper_bound(line_begins_, static_cast<std::size_t>(offset));
  return static_cast<int>(after - line_begins_.begin());
}

Place XmlTree::place(const Element& element) const {
  std::string pointer;
  for (const Element* at = &element; at != nullptr; at = at->parent) {
    std::string step = "/" + std::string(at->name);
    const std::string id = at->attribute("id");
    if (at->parent != nullptr && !id.empty() && id.size() <= kIdBytesMax) {
      step += "[" + id + "]";
    } else if (at->siblings > 1) {
      step += "[" + std::to_string(at->position) + "]";
    }
    pointer.insert(0, step);
  }
  return {.pointer = std::move(pointer), .line = line_of(element.node.offset_debug())};
}

Place XmlTree::text_place(const Element& element) const {
  Place out = place(element);
  for (const pugi::xml_node part : element.node.children()) {
    const std::string_view value = part.value();
    if (!is_text(part) || trim(value).empty()) continue;
    const std::ptrdiff_t blank = trim(value).data() - value.data();
    out.line = line_of(part.offset_debug() + blank);
    break;
  }
  return out;
}

}  // namespace qinqing::dmn
