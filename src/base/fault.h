// What is wrong with something that came from outside, said so that a person can mend it.
//
// Every reader of this house collects *all* faults of its input and names each by place, by rule
// and by what would be right; none stops at the first. HTTP problems, command-line errors and the
// messages beside a form field are printed from the same faults.
//
//   Faults faults;
//   faults.add("type", "/facts/meal_cost", "应为金额，写成带引号的小数", "例如 \"80.00\"");
//
// Thread-safety: plain values.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace qinqing::base {

struct Fault {
  std::string code;     // stable, for programs: "type", "missing", "unknown_key", "duplicate_key" …
  std::string pointer;  // RFC 6901 JSON pointer into the input; "" is the whole input
  std::string what;     // what is wrong, one Chinese sentence without a full stop
  std::string right;    // what would be right, or "" where `what` says it
  std::string file;     // the file it stands in, or "" for input that is no file
  int line = 0;         // 1-based, 0 where not known

  friend bool operator==(const Fault&, const Fault&) = default;
};

// Of an input as a whole, or of no input at all.
Fault whole_fault(std::string_view code, std::string_view what, std::string_view right = "");

class Faults {
 public:
  Faults() = default;
  explicit Faults(Fault fault) { items_.push_back(std::move(fault)); }

  void add(std::string_view code, std::string_view pointer, std::string_view what,
           std::string_view right = "");
  void add(Fault fault) { items_.push_back(std::move(fault)); }
  void append(const Faults& others);

  bool empty() const { return items_.empty(); }
  std::size_t size() const { return items_.size(); }
  const Fault& operator[](std::size_t i) const { return items_[i]; }
  auto begin() const { return items_.begin(); }
  auto end() const { return items_.end(); }
  auto begin() { return items_.begin(); }
  auto end() { return items_.end(); }

  // One line a fault: `file:line: /pointer: what，right [code]`, each part only where it is known.
  std::string to_string() const;

 private:
  std::vector<Fault> items_;
};

// Appends one reference token to a JSON pointer, escaping `~` and `/` as RFC 6901 §3 asks.
std::string pointer_to(std::string_view parent, std::string_view token);
std::string pointer_to(std::string_view parent, std::size_t index);

// A value, or why there is none. Never both, never neither: a Result without value has ≥ 1 fault.
template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::move(value)) {}              // NOLINT(google-explicit-constructor)
  Result(Faults faults) : state_(std::move(faults)) {}       // NOLINT(google-explicit-constructor)
  Result(Fault fault) : state_(Faults(std::move(fault))) {}  // NOLINT(google-explicit-constructor)

  bool ok() const { return state_.index() == 0; }
  explicit operator bool() const { return ok(); }

  // Requires ok().
  T& value() & { return std::get<0>(state_); }
  const T& value() const& { return std::get<0>(state_); }
  T&& value() && { return std::get<0>(std::move(state_)); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }
  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }

  // Requires !ok().
  const Faults& faults() const { return std::get<1>(state_); }

 private:
  std::variant<T, Faults> state_;
};

}  // namespace qinqing::base
