// From the parts of a pack as written (pack_text.h) to the parts as linked (pack.h). Each function
// takes what earlier ones have filled in and adds its faults; called in this order by PackReader.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/fault.h"
#include "base/yaml.h"
#include "norms/pack.h"

namespace qinqing::norms {

void take_pack(const base::Document& document, Pack& pack, base::Faults& faults);
void take_facts(const base::Document& document, Pack& pack, base::Faults& faults);
void take_parameters(const base::Document& document, Pack& pack, base::Faults& faults);
void take_clause(const base::FrontMatter& file, Pack& pack, base::Faults& faults);
// Requires facts and clauses.
void take_duties(const base::Document& document, Pack& pack, base::Faults& faults);
// Requires all of the above. One conduct's table; `conduct` is its index.
void take_rules(std::shared_ptr<const dmn::Model> model, const std::string& file, Index conduct,
                Pack& pack, base::Faults& faults);

// An id: a letter, then letters, digits, `_`, `-`.
bool is_id(std::string_view text);

// What was meant, for an id that does not exist: "相近的有 meal_kind", or "" if nothing is near.
std::string nearest(std::string_view id, const std::vector<std::string_view>& known);

template <class Items>
std::vector<std::string_view> ids_of(const Items& items) {
  std::vector<std::string_view> ids;
  ids.reserve(items.size());
  for (const auto& item : items) ids.push_back(item.id);
  return ids;
}

}  // namespace qinqing::norms
