// Objects written as a list of members.
//
// Boost.JSON's own nested braces cost the compiler time that grows exponentially with their depth
// (one file took minutes); a list of these members costs nothing.
//
//   object_of({{"id", clause.id}, {"official", true}, {"basis", std::move(basis)}})
#pragma once

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <initializer_list>
#include <string_view>
#include <utility>

namespace qinqing::norms {

struct Member {
  Member(std::string_view key_in, std::string_view text) : key(key_in), content(text) {}
  Member(std::string_view key_in, const char* text) : key(key_in), content(text) {}
  Member(std::string_view key_in, bool flag) : key(key_in), content(flag) {}
  Member(std::string_view key_in, boost::json::object object)
      : key(key_in), content(std::move(object)) {}
  Member(std::string_view key_in, boost::json::array array)
      : key(key_in), content(std::move(array)) {}
  Member(std::string_view key_in, boost::json::value value)
      : key(key_in), content(std::move(value)) {}

  std::string_view key;
  boost::json::value content;
};

inline boost::json::object object_of(std::initializer_list<Member> members) {
  boost::json::object object;
  object.reserve(members.size());
  for (const Member& member : members) object.emplace(member.key, member.content);
  return object;
}

}  // namespace qinqing::norms
