// libFuzzer: bytes to the tree of an XML file, which is then walked: parents, attributes, texts and
// paths of all elements.
//
//   build/fuzz/xml_fuzz src/dmn/testdata/corpus -max_len=8192
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "dmn/xml_tree.h"

namespace {

using qinqing::dmn::XmlTree;

std::size_t walk(const XmlTree& tree, const XmlTree::Element& element) {
  std::size_t size = element.text().size() + tree.place(element).pointer.size();
  (void)tree.text_place(element);
  size += element.attribute("id").size() + element.attribute("name").size();
  for (const XmlTree::Element* child : element.children) {
    if (child->parent != &element) __builtin_trap();
    size += walk(tree, *child);
  }
  return size;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto tree = XmlTree::parse({reinterpret_cast<const char*>(data), size});
  if (tree) {
    (void)walk(*tree, tree->root());
  } else if (tree.faults().empty()) {
    __builtin_trap();  // refused without a word
  }
  return 0;
}
