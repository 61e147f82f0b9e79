// Adoption: the act by which an office makes a pack binding. It lies outside the pack, so that the
// pack's hash names just what was adopted (DESIGN §3.2).
//
// `adoption.yaml` beside the pack folder is a list:
//   - {pack_hash: "sha256:…", by: 某某市委统战部, document: 某统发〔2027〕3号, from: 2027-01-01}
//
// Thread-safety: plain values.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/fault.h"

namespace qinqing::norms {

struct Adoption {
  std::string pack_hash;
  std::string by;
  std::string document;
  base::Date from;
  std::optional<base::Date> to;  // last day
};

// No file: no adoptions.
base::Result<std::vector<Adoption>> load_adoptions(const std::filesystem::path& file);

// The adoption of that pack in force on that day, or nullptr. Of several, the latest `from`.
const Adoption* adopted_on(const std::vector<Adoption>& adoptions, std::string_view pack_hash,
                           base::Date day);

}  // namespace qinqing::norms
