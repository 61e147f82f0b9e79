#include "norms/adoption.h"

#include <boost/describe.hpp>

#include "base/reader.h"
#include "base/yaml.h"

namespace qinqing::norms {

BOOST_DESCRIBE_STRUCT(Adoption, (), (pack_hash, by, document, from, to))

base::Result<std::vector<Adoption>> load_adoptions(const std::filesystem::path& file) {
  std::error_code error;
  if (!std::filesystem::exists(file, error)) return std::vector<Adoption>{};
  const auto document = base::load_yaml(file);
  if (!document) return document.faults();
  if (document->value.is_null()) return std::vector<Adoption>{};
  base::Faults faults;
  auto adoptions =
      base::read<std::vector<Adoption>>(document->value, "", faults, base::Scalars::text);
  for (std::size_t i = 0; i < adoptions.size(); ++i)
    if (!adoptions[i].pack_hash.starts_with("sha256:"))
      faults.add("value", base::pointer_to(base::pointer_to("", i), "pack_hash"),
                 "采用要写明清单包的指纹", "qinqing pack show 打印的 sha256:…");
  if (!faults.empty()) return document->place(faults);
  return adoptions;
}

const Adoption* adopted_on(const std::vector<Adoption>& adoptions, std::string_view pack_hash,
                           base::Date day) {
  const Adoption* latest = nullptr;
  for (const Adoption& adoption : adoptions) {
    if (adoption.pack_hash != pack_hash || day < adoption.from) continue;
    if (adoption.to && *adoption.to < day) continue;
    if (!latest || latest->from < adoption.from) latest = &adoption;
  }
  return latest;
}

}  // namespace qinqing::norms
