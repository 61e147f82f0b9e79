// What can be wrong with a list of places. Internal to Places.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/fault.h"
#include "identity/place.h"

namespace qinqing::identity {

class PlacesCheck {
 public:
  // Hears of every fault with the place's index; the fault's pointer is a member ("/code").
  using Tell = std::function<void(std::size_t index, base::Fault fault)>;

  PlacesCheck(const std::vector<Place>& places, Tell tell);
  void run();

 private:
  void index_ids();
  void place(std::size_t index);
  void id(std::size_t index);
  void parent(std::size_t index);
  void code(std::size_t index, const std::string& code);
  void cycles();
  void shared_codes();
  void fault(std::size_t index, std::string_view member, std::string_view code, std::string what,
             std::string right = "");

  const std::vector<Place>& places_;
  Tell tell_;
  std::map<std::string_view, std::size_t> by_id_;
};

}  // namespace qinqing::identity
