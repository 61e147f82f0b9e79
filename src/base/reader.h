// Descriptions of types drive JSON and YAML in and out: a struct described once by Boost.Describe
// is read with every fault named by its JSON pointer, written, and turned into a JSON Schema.
//
//   struct Ask { std::string whom; std::optional<int> within_workdays; };
//   BOOST_DESCRIBE_STRUCT(Ask, (), (whom, within_workdays))
//
//   Faults faults;
//   Ask ask = read<Ask>(value, "", faults, Scalars::text);   // YAML: scalars are text
//   boost::json::value json = write(ask);
//   boost::json::value schema = json_schema<Ask>();
//
// Read: `std::optional<T>` may be absent, `std::vector<T>` and `std::map<std::string, T>` may be
// absent and are then empty, everything else must be present ("missing"). Unknown keys are refused
// ("unknown_key", with the nearest known key as `right`). null is refused for everything but
// optional. Members may be: bool, int, std::int64_t, std::string, base::Date ("YYYY-MM-DD"),
// base::Decimal (a string in JSON), described enums (by their names), described structs,
// optional/vector/map<string,…> of those, and boost::json::value (taken as it is).
// A member whose name is a C++ word ends with `_`, which its key does not (`class_` → "class").
//
// Cost: the work is in a type-erased table walk (reader.cc); a described struct adds one constexpr
// table, not code for each member.
// Thread-safety: pure functions.
#pragma once
// (implementation follows: src/base/reader.h is completed with reader.cc)
