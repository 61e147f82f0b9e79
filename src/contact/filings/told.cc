#include "contact/filings/told.h"

#include <algorithm>
#include <stdexcept>

#include "base/json.h"

namespace qinqing::contact {
namespace {

constexpr std::string_view kPrefix = "duty:";

std::optional<base::Date> date_at(const boost::json::object& from, std::string_view key) {
  const auto* value = from.if_contains(key);
  return value != nullptr && value->is_string() ? base::Date::parse(value->get_string())
                                                : std::nullopt;
}

// asked_on, contact_on, or a date among the facts.
std::optional<base::Date> anchor_of(const norms::Duty& duty, const boost::json::object& receipt) {
  if (!duty.anchor_fact) return date_at(receipt, duty.anchor);
  const auto* facts = receipt.if_contains("facts");
  return facts != nullptr && facts->is_object() ? date_at(facts->get_object(), duty.anchor)
                                                : std::nullopt;
}

}  // namespace

boost::json::object receipt_of(std::string_view bytes) {
  auto value = base::parse_json(bytes);
  if (!value || !value->is_object()) throw std::runtime_error("a kept receipt is no JSON object");
  return std::move(value->get_object());
}

const norms::ServedPack* pack_of(const norms::Norms& norms, const boost::json::object& receipt) {
  const auto* id = receipt.if_contains("pack");
  const auto* hash = receipt.if_contains("pack_hash");
  if (id == nullptr || !id->is_string()) return nullptr;
  // What was told under an earlier edition is read with it.
  const norms::ServedPack* made_with = hash != nullptr && hash->is_string()
                                           ? norms.of_hash(id->get_string(), hash->get_string())
                                           : nullptr;
  return made_with != nullptr ? made_with : norms.find(id->get_string());
}

std::vector<DutyAfter> duties_after(const norms::Norms& norms, const boost::json::object& receipt) {
  const norms::ServedPack* served = pack_of(norms, receipt);
  const auto* told = receipt.if_contains("duties");
  std::vector<DutyAfter> found;
  if (served == nullptr || told == nullptr || !told->is_array()) return found;
  for (const auto& item : told->get_array()) {
    const auto& duty = item.as_object();
    if (duty.at("state").as_string() == "met") continue;
    const auto& known = served->pack.duties;
    const auto at =
        std::ranges::find(known, std::string_view(duty.at("id").as_string()), &norms::Duty::id);
    if (at == known.end() || at->when != norms::DutyTime::after) continue;
    const auto anchor = anchor_of(*at, receipt);
    if (anchor) found.push_back({at->id, at->does, *anchor, at->offset});
  }
  return found;
}

std::string deadline_of_duty(std::string_view duty) {
  return std::string(kPrefix).append(duty);
}

std::optional<std::string_view> duty_of_deadline(std::string_view deadline) {
  if (!deadline.starts_with(kPrefix)) return std::nullopt;
  return deadline.substr(kPrefix.size());
}

}  // namespace qinqing::contact
