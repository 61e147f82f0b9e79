#include "app/context.h"

#include <array>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <system_error>

namespace qinqing::app {
namespace {

base::Fault input_fault(std::string code, std::string file, std::string what) {
  return {.code = std::move(code),
          .pointer = "",
          .what = std::move(what),
          .right = "",
          .file = std::move(file),
          .line = 0};
}

base::Result<std::string> drain(std::istream& in, const std::string& name, std::size_t bytes_max) {
  std::string text;
  std::array<char, 65536> buffer{};
  while (in.read(buffer.data(), buffer.size()) || in.gcount() > 0) {
    text.append(buffer.data(), static_cast<std::size_t>(in.gcount()));
    if (text.size() > bytes_max)
      return input_fault("too_large", name,
                         "输入太大，最多 " + std::to_string(bytes_max / 1024) + " KB");
  }
  return text;
}

}  // namespace

std::filesystem::path policy_root() {
  namespace fs = std::filesystem;
  std::error_code error;
  if (fs::is_directory("policy/ningbo", error)) return "policy";
  const fs::path program = fs::read_symlink("/proc/self/exe", error);
  // build/<preset>/qinqing
  return program.parent_path().parent_path().parent_path() / "policy";
}

std::vector<std::filesystem::path> Context::packs() const {
  return policies.empty() ? std::vector{policy_root() / "ningbo"} : policies;
}

std::filesystem::path Context::calendar_folder() const {
  return calendar.empty() ? policy_root() / "calendar" : calendar;
}

int refuse(const base::Faults& faults) {
  std::cerr << faults.to_string();
  if (!faults.to_string().ends_with('\n')) std::cerr << '\n';
  return kBadInput;
}

base::Result<std::string> read_input(const std::string& path, std::size_t bytes_max) {
  if (path == "-") return drain(std::cin, "标准输入", bytes_max);
  std::error_code error;
  if (!std::filesystem::is_regular_file(path, error))
    return input_fault("unreadable", path, "没有这个文件");
  std::ifstream in(path, std::ios::binary);
  if (!in) return input_fault("unreadable", path, "打不开这个文件");
  return drain(in, path, bytes_max);
}

}  // namespace qinqing::app
