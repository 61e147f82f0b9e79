#include "casework/procedure_load.h"

#include <algorithm>
#include <map>
#include <system_error>
#include <utility>

#include "base/canonical.h"
#include "base/json.h"
#include "base/reader.h"
#include "base/yaml.h"

namespace qinqing::casework {
namespace {

Version version_of(Procedure procedure) {
  // What was read from UTF-8 with integers has a canonical form.
  std::string text = base::canonical_json(base::write(procedure)).value();
  std::string hash = base::named_hash(text);
  return {std::move(procedure), std::move(text), std::move(hash)};
}

base::Fault fault_in(std::string code, std::string what, const std::string& file) {
  return {.code = std::move(code),
          .pointer = "",
          .what = std::move(what),
          .right = "",
          .file = file,
          .line = 0};
}

base::Result<Version> from_document(const base::Document& document, const Vocabulary& vocabulary) {
  base::Faults faults;
  auto procedure = base::read<Procedure>(document.value, "", faults, base::Scalars::text);
  if (faults.empty()) faults = check_procedure(procedure, vocabulary);
  if (!faults.empty()) return document.place(faults);
  return version_of(std::move(procedure));
}

}  // namespace

base::Result<Version> parse_procedure(std::string_view yaml, const std::string& file,
                                      const Vocabulary& vocabulary) {
  const auto document = base::parse_yaml(yaml, file);
  if (!document) return document.faults();
  return from_document(*document, vocabulary);
}

base::Result<Version> load_procedure(const std::filesystem::path& file,
                                     const Vocabulary& vocabulary) {
  const auto document = base::load_yaml(file);
  if (!document) return document.faults();
  return from_document(*document, vocabulary);
}

base::Result<std::vector<Version>> load_procedures(const std::filesystem::path& folder,
                                                   const Vocabulary& vocabulary) {
  std::error_code error;
  std::vector<std::filesystem::path> files;
  for (std::filesystem::directory_iterator at(folder, error), end; !error && at != end;
       at.increment(error))
    if (at->path().extension() == ".yaml") files.push_back(at->path());
  if (error) return fault_in("unreadable", "没有这个文件夹，或者读不了", folder.string());
  std::ranges::sort(files);

  base::Faults faults;
  std::vector<Version> versions;
  std::map<std::string, std::string> file_of;
  for (const auto& file : files) {
    auto version = load_procedure(file, vocabulary);
    if (!version) {
      faults.append(version.faults());
      continue;
    }
    const auto [first, is_new] = file_of.emplace(version->procedure.id, file.filename().string());
    if (!is_new)
      faults.add(fault_in("duplicate_id",
                          "“" + version->procedure.id + "”在 " + first->second + " 里已经有了",
                          file.string()));
    versions.push_back(std::move(version).value());
  }
  if (!faults.empty()) return faults;
  return versions;
}

base::Result<Version> restore_procedure(std::string_view text) {
  const auto value = base::parse_json(text);
  if (!value) return value.faults();
  base::Faults faults;
  auto procedure = base::read<Procedure>(*value, "", faults);
  if (!faults.empty()) return faults;
  return Version{std::move(procedure), std::string(text), base::named_hash(text)};
}

}  // namespace qinqing::casework
