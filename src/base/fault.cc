#include "base/fault.h"

namespace qinqing::base {

Fault whole_fault(std::string_view code, std::string_view what, std::string_view right) {
  return {.code = std::string(code),
          .pointer = "",
          .what = std::string(what),
          .right = std::string(right),
          .file = "",
          .line = 0};
}

void Faults::add(std::string_view code, std::string_view pointer, std::string_view what,
                 std::string_view right) {
  Fault fault;
  fault.code = code;
  fault.pointer = pointer;
  fault.what = what;
  fault.right = right;
  items_.push_back(std::move(fault));
}

void Faults::append(const Faults& others) {
  // By index: `others` may be this very list.
  const std::size_t count = others.size();
  for (std::size_t i = 0; i < count; ++i) items_.push_back(Fault(others[i]));
}

static std::string line_of(const Fault& fault) {
  std::string out;
  if (!fault.file.empty()) {
    out += fault.file;
    if (fault.line > 0) out += ':' + std::to_string(fault.line);
    out += ": ";
  } else if (fault.line > 0) {
    out += "第 " + std::to_string(fault.line) + " 行: ";
  }
  if (!fault.pointer.empty()) out += fault.pointer + ": ";
  out += fault.what;
  if (!fault.right.empty()) out += "，" + fault.right;
  if (!fault.code.empty()) out += " [" + fault.code + "]";
  return out;
}

std::string Faults::to_string() const {
  std::string out;
  for (const Fault& fault : items_) out += line_of(fault) + '\n';
  return out;
}

std::string pointer_to(std::string_view parent, std::string_view token) {
  std::string out;
  out.reserve(parent.size() + token.size() + 1);
  out += parent;
  out += '/';
  for (const char c : token) {
    if (c == '~')
      out += "~0";
    else if (c == '/')
      out += "~1";
    else
      out += c;
  }
  return out;
}

std::string pointer_to(std::string_view parent, std::size_t index) {
  return std::string(parent) + '/' + std::to_string(index);
}

}  // namespace qinqing::base
