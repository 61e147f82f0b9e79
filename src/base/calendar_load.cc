// Reading policy/calendar: its files, and what can be wrong between them.
#include <algorithm>
#include <charconv>
#include <optional>
#include <system_error>
#include <utility>

#include "base/calendar.h"
#include "base/calendar_text.h"
#include "base/reader.h"
#include "base/yaml.h"

namespace qinqing::base {

namespace fs = std::filesystem;

namespace {

using namespace calendar_text;  // NOLINT(google-build-using-namespace): the shapes of these files

// nullopt where the name is not four digits and ".yaml".
std::optional<int> year_of_name(const fs::path& path) {
  const std::string stem = path.stem().string();
  int year = 0;
  const auto result = std::from_chars(stem.data(), stem.data() + stem.size(), year);
  if (stem.size() != 4 || result.ec != std::errc() || result.ptr != stem.data() + stem.size())
    return std::nullopt;
  return year;
}

class Loader {
 public:
  Result<Calendar> load(const fs::path& folder) {
    for (const fs::path& path : files_in(folder)) file(path);
    for (auto& [number, year] : provisional_)
      if (!published_.contains(number)) published_.emplace(number, std::move(year));
    check_sequence(folder);
    if (!faults_.empty()) return faults_;
    std::vector<Calendar::Year> years;
    years.reserve(published_.size());
    for (auto& [number, year] : published_) years.push_back(std::move(year));
    return Calendar::of(std::move(years));
  }

 private:
  // By name, so that faults come in the same order everywhere.
  std::vector<fs::path> files_in(const fs::path& folder) {
    std::vector<fs::path> paths;
    std::error_code error;
    for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error))
      if (it->path().extension() == ".yaml" || it->path().extension() == ".yml")
        paths.push_back(it->path());
    if (error) fault("unreadable", folder.string(), "文件夹读不了");
    std::sort(paths.begin(), paths.end());
    return paths;
  }

  void file(const fs::path& path) {
    const std::optional<int> year = year_of_name(path);
    const bool named = path.extension() == ".yaml" && (year || path.stem() == "statutory");
    if (!named)
      return fault("file_name", path.string(), "文件名应为四位年份加 .yaml，或 statutory.yaml");
    const Result<Document> document = load_yaml(path);
    if (!document) return faults_.append(document.faults());
    Faults faults;
    if (year)
      published_file(*document, *year, faults);
    else
      statutory_file(*document, faults);
    faults_.append(document->place(faults));
  }

  void published_file(const Document& document, int named_year, Faults& faults) {
    Calendar::Year year = read_calendar_year(document.value, "", Scalars::text, faults);
    if (year.year == 0 && !faults.empty()) return;  // it could not be read at all
    if (year.year != named_year)
      faults.add("year", "/year", "年份与文件名不符", "应为 " + std::to_string(named_year));
    published_[named_year] = std::move(year);
  }

  void statutory_file(const Document& document, Faults& faults) {
    const auto text = read<StatutoryFile>(document.value, "", faults, Scalars::text);
    if (!faults.empty()) return;
    check_notice(notice_of(text.notice), "/notice", faults);
    for (std::size_t i = 0; i < text.years.size(); ++i) {
      const std::string pointer = pointer_to("/years", i);
      Calendar::Year year{.year = text.years[i].year,
                          .provisional = true,
                          .notice = notice_of(text.notice),
                          .further_notices = {},
                          .holidays = holidays_of(text.years[i].holidays),
                          .workdays = {}};
      check_days(year, pointer, faults);
      if (!provisional_.emplace(year.year, std::move(year)).second)
        faults.add("duplicate_year", pointer_to(pointer, "year"), "这一年写了不止一次");
    }
  }

  void check_sequence(const fs::path& folder) {
    if (published_.empty()) {
      // Where files have faults of their own, that is why there are no years.
      if (faults_.empty()) fault("no_years", folder.string(), "文件夹里没有任何年份");
      return;
    }
    int expected = published_.begin()->first;
    for (const auto& [number, year] : published_) {
      for (; expected < number; ++expected)
        fault("gap", folder.string(), "缺少" + std::to_string(expected) + "年",
              "年份应当连续，新建 " + std::to_string(expected) + ".yaml");
      ++expected;
    }
  }

  void fault(std::string code, std::string file, std::string what, std::string right = "") {
    faults_.add(Fault{std::move(code), "", std::move(what), std::move(right), std::move(file), 0});
  }

  Faults faults_;
  std::map<int, Calendar::Year> published_;
  std::map<int, Calendar::Year> provisional_;
};

}  // namespace

Result<Calendar> Calendar::load(const std::filesystem::path& folder) {
  return Loader().load(folder);
}

}  // namespace qinqing::base
