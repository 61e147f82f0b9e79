// Reading procedures: from the YAML that people write, and from the canonical text in which a
// version is kept for as long as a case runs by it.
//
// Thread-safety: pure functions.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/fault.h"
#include "casework/procedure.h"
#include "casework/procedure_check.h"

namespace qinqing::casework {

// A procedure with its version.
struct Version {
  Procedure procedure;
  std::string text;  // RFC 8785 JSON: everything the procedure says, without layout and comments
  std::string hash;  // "sha256:" + hex of `text`
};

// From YAML. Faults: those of base/yaml.h, base/reader.h and check_procedure, each with file and
// line.
base::Result<Version> parse_procedure(std::string_view yaml, const std::string& file,
                                      const Vocabulary& vocabulary);
base::Result<Version> load_procedure(const std::filesystem::path& file,
                                     const Vocabulary& vocabulary);

// Every *.yaml of the folder, by file name. Beside the faults of each file: "duplicate_id" where
// two files have one id, "unreadable" where the folder is none. An empty folder is not a fault.
base::Result<std::vector<Version>> load_procedures(const std::filesystem::path& folder,
                                                   const Vocabulary& vocabulary);

// From a kept text. Not checked against a vocabulary: what a case was opened with is what it runs
// by, and a name the program no longer has is refused where it is used.
base::Result<Version> restore_procedure(std::string_view text);

}  // namespace qinqing::casework
