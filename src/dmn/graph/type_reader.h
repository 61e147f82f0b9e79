// Item definitions (DMN 1.5 §7.3.3) as FEEL types.
//
// Thread-safety: belongs to the loader.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/fault.h"
#include "dmn/feel/compiler.h"
#include "dmn/xml_tree.h"

namespace qinqing::dmn::graph {

class TypeReader {
 public:
  // Adds the types of the model to the dictionary, which may hold imported ones already.
  TypeReader(const XmlTree& tree, feel::Dictionary& dictionary, base::Faults& problems)
      : tree_(tree), dictionary_(dictionary), problems_(problems) {}
  void read_all();

  // What a typeRef means; nullptr for none, for Any, and, with a problem, for an unknown one.
  feel::TypeRef resolve(std::string_view type_ref, const XmlTree::Element& where);

 private:
  feel::TypeRef read(const XmlTree::Element& definition);
  feel::TypeRef base_of(const XmlTree::Element& definition);
  feel::TypeRef function_of(const XmlTree::Element& item);
  feel::TypeRef constrained(feel::TypeRef type, const XmlTree::Element& definition,
                            const char* child);
  const XmlTree& tree_;
  feel::Dictionary& dictionary_;
  base::Faults& problems_;
  std::map<std::string, const XmlTree::Element*, std::less<>> definitions_;
  std::vector<std::string> open_;  // being read, to find those that contain themselves
};

// "feel:string" and "string" are one type.
std::string_view without_prefix(std::string_view type_ref);
// A problem with its place.
base::Fault problem_at(const XmlTree& tree, const XmlTree::Element& element, std::string what);

}  // namespace qinqing::dmn::graph
