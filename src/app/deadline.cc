// qinqing deadline FILE.jsonl: one count a line in, one certificate a line out.
#include <iostream>
#include <string_view>
#include <vector>

#include "app/commands.h"
#include "base/json.h"
#include "casework/certificate.h"

namespace qinqing::app {
namespace {

constexpr std::size_t kInputMax = 64U << 20U;

bool is_blank(std::string_view line) {
  return line.find_first_not_of(" \t\r") == std::string_view::npos;
}

base::Result<casework::Count> read_line(std::string_view line) {
  const auto value = base::parse_json(line);
  if (!value) return value.faults();
  return casework::read_count(*value);
}

// Faults with the file's line instead of the line within the JSON text.
void add_placed(const base::Faults& found, const std::string& file, int line,
                base::Faults& faults) {
  for (base::Fault fault : found) {
    fault.file = file;
    fault.line = line;
    faults.add(std::move(fault));
  }
}

// Every line is read before any is counted: a file with a fault prints nothing.
base::Result<std::vector<casework::Count>> read_lines(std::string_view text,
                                                      const std::string& file) {
  std::vector<casework::Count> counts;
  base::Faults faults;
  for (int number = 1; !text.empty(); ++number) {
    const std::size_t end = text.find('\n');
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (is_blank(line)) continue;
    auto count = read_line(line);
    if (count)
      counts.push_back(std::move(count).value());
    else
      add_placed(count.faults(), file, number, faults);
  }
  if (!faults.empty()) return faults;
  return counts;
}

int count_file(const Context& context, const std::string& path) {
  const auto text = read_input(path, kInputMax);
  if (!text) return refuse(text.faults());
  const auto calendar = base::Calendar::load(context.calendar_folder());
  if (!calendar) return refuse(calendar.faults());
  const auto counts = read_lines(*text, path == "-" ? "标准输入" : path);
  if (!counts) return refuse(counts.faults());
  for (const casework::Count& count : *counts)
    std::cout << casework::certificate_text(
                     base::count_deadline(count.anchor, count.period, *calendar, count.pauses))
              << '\n';
  return kDone;
}

}  // namespace

void add_deadline(CLI::App& program, Context& context, Run& run) {
  auto* command =
      program.add_subcommand("deadline", "数期限：每行一个 JSON，每行打印一份逐日数给人看的凭证");
  auto path = std::make_shared<std::string>();
  command->add_option("FILE", *path, "JSON Lines 文件；- 为标准输入")->required();
  command->callback(
      [&context, &run, path] { run = [&context, path] { return count_file(context, *path); }; });
}

}  // namespace qinqing::app
