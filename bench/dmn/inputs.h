// What bench/dmn asks: 10,000 distinct inputs of each model, the same at every run.
#pragma once

#include <array>
#include <boost/json.hpp>
#include <charconv>
#include <random>
#include <set>
#include <string>
#include <vector>

namespace qinqing::bench {

constexpr std::size_t kInputs = 10'000;

template <class Make>
std::vector<boost::json::object> distinct_inputs(Make make) {
  std::mt19937_64 random(1);
  std::set<std::string> seen;
  std::vector<boost::json::object> out;
  while (out.size() < kInputs) {
    boost::json::object input = make(random);
    if (seen.insert(boost::json::serialize(input)).second) out.push_back(std::move(input));
  }
  return out;
}

// Amounts in whole yuan or to the half, which a double holds exactly.
inline std::vector<boost::json::object> table_inputs() {
  return distinct_inputs([](std::mt19937_64& random) {
    static constexpr std::array kKinds = {"banquet", "meal",  "gift", "travel",
                                          "forum",   "visit", "other"};
    static constexpr std::array kRanks = {"section", "division", "bureau", "ministry"};
    boost::json::object input;
    input["kind"] = kKinds[random() % kKinds.size()];
    input["cost"] = random() % 8 == 0 ? 0.0 : static_cast<double>(random() % 800) / 2;
    input["guests"] = random() % 40 + 1;
    input["rank"] = kRanks[random() % kRanks.size()];
    input["approved"] = random() % 2 == 0;
    return input;
  });
}

inline std::vector<boost::json::object> order_inputs() {
  return distinct_inputs([](std::mt19937_64& random) {
    static constexpr std::array kNames = {"tea", "moon cake", "Card", "book", "ticket", "silk"};
    boost::json::array items;
    for (std::size_t i = 3 + random() % 10; i > 0; --i)
      items.push_back({{"name", kNames[random() % kNames.size()]},
                       {"price", static_cast<double>(random() % 1'000) / 4},
                       {"count", random() % 6 + 1}});
    return boost::json::object{{"items", std::move(items)}, {"limit", random() % 300}};
  });
}

inline std::string number_text(const boost::json::value& json) {
  std::array<char, 40> text{};
  const auto end = std::to_chars(text.data(), text.data() + text.size(), json.to_number<double>());
  return {text.data(), end.ptr};
}

}  // namespace qinqing::bench
