// The files of testdata/.
#pragma once

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

namespace qinqing::dmn::testing {

inline std::filesystem::path testdata(const std::string& name) {
  return std::filesystem::path(QINQING_TESTDATA) / name;
}

inline std::string read_file(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

inline std::string read_testdata(const std::string& name) {
  return read_file(testdata(name));
}

}  // namespace qinqing::dmn::testing
