// Reading policy/places: the files as they are written.
#include <algorithm>
#include <optional>
#include <system_error>
#include <utility>

#include "base/reader.h"
#include "base/yaml.h"
#include "identity/pinyin.h"
#include "identity/places.h"
#include "identity/places_check.h"

namespace qinqing::identity {

namespace fs = std::filesystem;

// The shapes of the files. Not in an unnamed namespace: descriptions need linkage.
namespace place_files {

struct SourceText {
  std::string title;
  std::string publisher;
  base::Date edition;
  std::optional<base::Date> published;
  std::optional<std::string> via;
  std::optional<std::string> licence;
};
BOOST_DESCRIBE_STRUCT(SourceText, (), (title, publisher, edition, published, via, licence))

struct PlaceText {
  std::string id;
  std::optional<std::string> parent;
  PlaceKind kind = PlaceKind::community;
  std::string name;
  std::optional<std::string> code;
  std::optional<base::Date> from;
  std::optional<base::Date> to;
};
BOOST_DESCRIBE_STRUCT(PlaceText, (), (id, parent, kind, name, code, from, to))

struct PlacesFile {
  SourceText source;
  std::vector<PlaceText> places;
};
BOOST_DESCRIBE_STRUCT(PlacesFile, (), (source, places))

}  // namespace place_files

namespace {

using place_files::PlacesFile;
using place_files::PlaceText;

Place place_of(PlaceText text) {
  std::string initials = search_initials(text.name);
  return {.id = std::move(text.id),
          .version = 0,
          .parent = std::move(text.parent),
          .kind = text.kind,
          .name = std::move(text.name),
          .name_initials = std::move(initials),
          .code = std::move(text.code),
          .valid_from = text.from,
          .valid_to = text.to};
}

class Loader {
 public:
  base::Result<Places> load(const fs::path& folder) {
    for (const fs::path& path : files_in(folder)) file(path);
    check();
    if (places_.empty() && faults_.empty())
      faults_.add({.code = "place.none",
                   .pointer = "",
                   .what = "文件夹里没有写任何地方",
                   .right = "",
                   .file = folder.string(),
                   .line = 0});
    if (!faults_.empty()) return faults_;
    return Places::of(std::move(places_));
  }

 private:
  // Where a place stands: which document, and its pointer there.
  struct Stand {
    std::size_t document;
    std::string pointer;
  };

  // By name, so that faults come in the same order everywhere.
  std::vector<fs::path> files_in(const fs::path& folder) {
    std::vector<fs::path> paths;
    std::error_code error;
    for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error))
      if (it->path().extension() == ".yaml") paths.push_back(it->path());
    if (error)
      faults_.add({.code = "unreadable",
                   .pointer = "",
                   .what = "文件夹读不了",
                   .right = "",
                   .file = folder.string(),
                   .line = 0});
    std::ranges::sort(paths);
    return paths;
  }

  void file(const fs::path& path) {
    auto document = base::load_yaml(path);
    if (!document) return faults_.append(document.faults());
    base::Faults faults;
    auto text = base::read<PlacesFile>(document->value, "", faults, base::Scalars::text);
    if (!faults.empty()) return faults_.append(document->place(faults));
    for (std::size_t i = 0; i < text.places.size(); ++i) {
      places_.push_back(place_of(std::move(text.places[i])));
      stands_.push_back({documents_.size(), base::pointer_to("/places", i)});
    }
    documents_.push_back(std::move(document).value());
  }

  void check() {
    PlacesCheck(places_, [this](std::size_t index, base::Fault fault) {
      const Stand& stand = stands_[index];
      fault.pointer.insert(0, stand.pointer);
      faults_.append(documents_[stand.document].place(base::Faults(std::move(fault))));
    }).run();
  }

  base::Faults faults_;
  std::vector<base::Document> documents_;
  std::vector<Place> places_;
  std::vector<Stand> stands_;  // of each place
};

}  // namespace

base::Result<Places> Places::load(const fs::path& folder) {
  return Loader().load(folder);
}

}  // namespace qinqing::identity
