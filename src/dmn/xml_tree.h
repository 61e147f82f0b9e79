// XML from strangers, made safe: size, depth and counts limited, UTF-8 only, no DOCTYPE, namespaces
// resolved. What is left is the elements of DMN's own namespace; others (layout, extensions) are
// skipped with all they hold.
//
// Thread-safety: a loaded tree is immutable.
#pragma once

#include <cstddef>
#include <deque>
#include <memory>
#include <optional>
#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "base/fault.h"
#include "dmn/document.h"

namespace qinqing::dmn {

struct XmlLimits {
  std::size_t bytes_max = 4U << 20U;
  std::size_t depth_max = 100;
  std::size_t elements_max = 200'000;
  std::size_t attributes_max = 400'000;
  std::size_t attributes_each_max = 256;
};

class XmlTree {
 public:
  struct Element {
    std::string_view name;  // without prefix
    pugi::xml_node node;
    const Element* parent = nullptr;
    std::size_t position = 1;  // among the parent's elements of that name
    std::size_t siblings = 1;  // how many of that name there are, this one included
    std::vector<Element*> children;

    const Element* child(std::string_view child_name) const;
    // Of an attribute without prefix; "" where there is none. Trimmed.
    std::string attribute(const char* attribute_name) const;
    bool has_attribute(const char* attribute_name) const;
    // All text directly inside, trimmed.
    std::string text() const;
  };

  // Faults: "too_large", "encoding", "doctype", "xml", "too_deep", "too_many", "namespace".
  static base::Result<XmlTree> parse(std::string_view xml, const XmlLimits& limits = {});

  // The <definitions> element.
  const Element& root() const { return elements_.front(); }
  Place place(const Element& element) const;
  // Where the element's text begins.
  Place text_place(const Element& element) const;

 private:
  struct Builder;
  XmlTree() = default;
  int line_of(std::ptrdiff_t offset) const;

  std::unique_ptr<pugi::xml_document> document_;
  std::deque<Element> elements_;  // pointers stay valid
  std::vector<std::size_t> line_begins_;
};

}  // namespace qinqing::dmn
