#include "norms/adoption/editions.h"

#include <algorithm>

#include "base/yaml.h"
#include "casework/notices/notice.h"
#include "identity/directory.h"
#include "identity/refused.h"
#include "norms/cases.h"
#include "store/failure.h"

namespace qinqing::norms {
namespace {

using identity::Caller;

constexpr std::size_t kFilesMax = 2'000;
constexpr std::size_t kBytesMax = std::size_t{8} << 20U;

base::Faults refused(std::string_view code, std::string_view pointer, std::string_view what,
                     std::string_view right = "") {
  base::Faults faults;
  faults.add(code, pointer, what, right);
  return faults;
}

// A path below the pack's folder that can be written to a folder again.
bool is_path(std::string_view path) {
  if (path.empty() || path.size() > 200) return false;
  while (true) {
    const auto slash = path.find('/');
    const std::string_view part = path.substr(0, slash);
    // Names with a leading dot are left out of a pack; "." and ".." among them.
    if (part.empty() || part.front() == '.') return false;
    if (part.find('\\') != std::string_view::npos || part.find('\0') != std::string_view::npos)
      return false;
    if (slash == std::string_view::npos) return true;
    path.remove_prefix(slash + 1);
  }
}

std::string text_at(const boost::json::value& tree, std::string_view key) {
  const auto* object = tree.if_object();
  const auto* value = object ? object->if_contains(key) : nullptr;
  return value && value->is_string() ? std::string(value->get_string()) : "";
}

std::string action_of(std::string_view act) {
  if (act == "review" || act == "return") return "edition.review";
  if (act == "adopt") return "edition.adopt";
  return "edition.act";
}

identity::Target target_in(std::vector<std::string> places) {
  identity::Target target;
  target.places = std::move(places);
  return target;
}

store::Event event_of(const Caller& caller, std::string kind, const PackEdition& edition) {
  return {.kind = std::move(kind),
          .account = caller.account,
          .post = caller.post,
          .place = edition.place,
          .subject = edition.id,
          .basis = edition.hash};
}

// From what is in force to what is about to be adopted. Before the unit of work, since it takes
// long.
struct ComingChange {
  Pack after;
  const ServedPack* before = nullptr;
  PackDiff diff;
};
std::optional<ComingChange> coming_change(const Norms& norms, const std::string& pack,
                                          const PackFiles& files, base::Date from) {
  PackReader reader;
  auto after = reader.read(files);
  const ServedPack* before = norms.on(pack, from);
  if (!after || before == nullptr) return std::nullopt;
  auto diff = diff_packs(before->pack, *after, *norms.calendar(), from);
  if (!diff) return std::nullopt;
  return ComingChange{std::move(after).value(), before, std::move(diff).value()};
}

}  // namespace

// What pack.yaml says, checked against what is served here and where the caller is.
base::Result<PackEdition> Editions::described(const Caller& caller, const PackFiles& files) const {
  std::size_t bytes = 0;
  for (const auto& [path, contents] : files) {
    if (!is_path(path))
      return refused("edition.path", base::pointer_to("/files", path), "文件名不能用",
                     "清单包文件夹里的相对路径，例如 rules/eat.dmn");
    bytes += contents.size();
  }
  if (files.size() > kFilesMax || bytes > kBytesMax)
    return refused("edition.unreadable", "/files", "清单包太大", "最多 2000 个文件、8 MB");
  const auto own = files.find("pack.yaml");
  if (own == files.end())
    return refused("edition.unreadable", "/files", "没有 pack.yaml", "写明 id、title、place");
  const auto tree = base::parse_yaml(own->second, "pack.yaml");
  if (!tree) return tree.faults();
  PackEdition edition;
  edition.pack = text_at(tree->value, "id");
  edition.title = text_at(tree->value, "title");
  edition.place = caller.place;
  edition.hash = pack_hash(files);
  if (edition.pack.empty() || norms_.find(edition.pack) == nullptr)
    return refused("edition.pack", "/files/pack.yaml", "这里没有叫“" + edition.pack + "”的清单包",
                   "id 写这里已有的清单包的编号；新的一份先放进 policy/ 再启动");
  const std::string named = text_at(tree->value, "place");
  const identity::Place* place = places_.find(caller.place);
  if (caller.system) {
    const auto found = std::ranges::find(places_.all(), named, &identity::Place::name);
    place = found == places_.all().end() ? nullptr : &*found;
    if (place) edition.place = place->id;
  }
  if (!place || named != place->name)
    return refused("edition.place", "/files/pack.yaml",
                   "这份清单是“" + named + "”的，您的岗位不在那里", "由清单所在地方的统战部门起草");
  return edition;
}

base::Result<Editions::Created> Editions::create(const Caller& caller, const std::string& id,
                                                 const PackFiles& files,
                                                 const std::string& based_on) {
  if (!caller.system) identity::require(caller, "edition.create", own_place(caller));
  auto wanted = described(caller, files);
  if (!wanted) return wanted.faults();
  return database_.write([&](store::Unit& unit) -> base::Result<Created> {
    if (!based_on.empty() && !unit.sql().find<PackEdition>(based_on))
      return refused("edition.based_on", "/based_on", "没有这一版", "不写，或写已有的一版的编号");
    if (auto there = find(unit.sql(), id)) {
      const bool same =
          there->edition.made_by == caller.person && files_of(unit.sql(), there->edition) == files;
      if (!same) throw store::Exists("pack_edition");
      return Created{std::move(*there), false};
    }
    casework::Opening opening{.id = id,
                              .procedure = kAdoptionProcedure,
                              .place = wanted->place,
                              .unit = caller.organisation,
                              .basis = wanted->hash};
    if (!caller.system)
      opening.parties.push_back({.role = "author",
                                 .person = caller.person,
                                 .post = caller.post,
                                 .organisation = caller.organisation});
    opening.record = [&](casework::Proceeding& proceeding) {
      PackEdition row = *wanted;
      row.id = id;
      row.files = keep_files(proceeding.unit(), files);
      if (!based_on.empty()) row.based_on = based_on;
      row.made_by = caller.person;
      row.made_at = base::instant_text(caller.now);
      proceeding.unit().insert(row);
      return base::Faults();
    };
    const auto opened = casework_.open(unit, opening, caller);
    if (!opened) return opened.faults();
    return Created{std::move(*find(unit.sql(), id)), true};
  });
}

base::Result<EditionRecord> Editions::change(const Caller& caller, const std::string& id,
                                             std::int64_t version, const FileChanges& changes) {
  return database_.write([&](store::Unit& unit) -> base::Result<EditionRecord> {
    EditionRecord record = require(unit.sql(), caller, id, "edition.change");
    if (record.version() != version) throw store::Conflict("pack_edition");
    // Whoever wrote a part of it could otherwise review his own.
    if (!record.docket.is_party(caller))
      return refused("case.role", "", "只有起草人能改这份草稿", "照它另起一版");
    if (record.docket.file.state != record.docket.procedure().start)
      return refused("edition.published", "", "只有草稿可以改", "收回再改，或另起一版");
    PackFiles files = files_of(unit.sql(), record.edition);
    for (const auto& [path, contents] : changes) {
      if (contents)
        files[path] = *contents;
      else
        files.erase(path);
    }
    auto wanted = described(caller, files);
    if (!wanted) return wanted.faults();
    PackEdition& edition = record.edition;
    if (wanted->pack != edition.pack)
      return refused("edition.pack", "/files/pack.yaml", "清单包的编号不能改", edition.pack);
    edition.title = wanted->title;
    edition.hash = wanted->hash;
    unit.event(event_of(caller, "edition.change", edition));
    edition.files = keep_files(unit, files);
    unit.update(edition);
    return record;
  });
}

base::Result<EditionRecord> Editions::act(const Caller& caller, const std::string& id,
                                          std::int64_t version, const std::string& act,
                                          const boost::json::value& fields) {
  // What takes long is done before the unit of work; within it, it is known.
  const auto [edition, files] = database_.read([&](store::Sql& sql) {
    const EditionRecord record = require(sql, caller, id, action_of(act));
    return std::pair(record.edition, files_of(sql, record.edition));
  });
  proving_.prove(edition.files, files, *norms_.calendar());
  auto coming =
      act == "adopt"
          ? coming_change(norms_, edition.pack, files,
                          base::Date::parse(text_at(fields, "adopt_from")).value_or(caller.today))
          : std::optional<ComingChange>();
  auto acted = database_.write([&](store::Unit& unit) -> base::Result<EditionRecord> {
    const EditionRecord record = require(unit.sql(), caller, id, action_of(act));
    if (record.version() != version) throw store::Conflict("pack_edition");
    const auto moved = casework_.act(
        unit, {.case_id = id, .transition = act, .given = fields, .basis = record.edition.hash},
        caller);
    if (!moved) return moved.faults();
    if (coming)
      tell_keepers(unit, find(unit.sql(), id)->edition, coming->after, *coming->before,
                   coming->diff, caller);
    if (act == "adopt")
      for (const PackEdition& other : adopted_editions(unit.sql()))
        if (other.id != id && other.pack == record.edition.pack) {
          const auto told = casework_.advance(unit, other.id, caller.now, record.edition.hash);
          if (!told) return told.faults();
        }
    return std::move(*find(unit.sql(), id));
  });
  if (acted && act == "adopt") {
    base::Faults faults = refresh();
    if (!faults.empty()) return faults;
  }
  return acted;
}

identity::Target Editions::own_place(const Caller& caller) const {
  return target_in(places_.path(caller.place));
}

std::string Editions::name_of(store::Sql& sql, const std::string& person) const {
  return person.empty() ? "" : identity::Directory(sql, places_).name_of(person);
}

std::optional<EditionRecord> Editions::find(store::Sql& sql, const std::string& id) const {
  auto edition = sql.find<PackEdition>(id);
  if (!edition) return std::nullopt;
  auto docket = casework_.find(sql, id);
  if (!docket) return std::nullopt;
  return EditionRecord{std::move(*edition), std::move(*docket)};
}

identity::Target Editions::target_of(const EditionRecord& record) const {
  identity::Target target = target_in(places_.path(record.edition.place));
  target.persons = {record.edition.made_by};
  target.organisation = record.docket.file.unit;
  return target;
}

EditionRecord Editions::require(store::Sql& sql, const Caller& caller, const std::string& id,
                                const std::string& action) const {
  auto record = find(sql, id);
  if (!record) throw identity::Refused(identity::Access::hidden, action);
  identity::require(caller, action, target_of(*record));
  return std::move(*record);
}

EditionRecord Editions::read(const Caller& caller, const std::string& id) {
  return database_.read([&](store::Sql& sql) { return require(sql, caller, id, "edition.read"); });
}

PackFiles Editions::files(const Caller& caller, const std::string& id) {
  return database_.read([&](store::Sql& sql) {
    return files_of(sql, require(sql, caller, id, "edition.read").edition);
  });
}

std::vector<EditionRecord> Editions::list(const Caller& caller) {
  return database_.read([&](store::Sql& sql) {
    std::vector<EditionRecord> records;
    for (const PackEdition& edition : all_editions(sql)) {
      auto record = find(sql, edition.id);
      if (record &&
          identity::may(caller, "edition.list", target_of(*record)) == identity::Access::allowed)
        records.push_back(std::move(*record));
    }
    return records;
  });
}

base::Result<Analysis> Editions::analyse(const Caller& caller, const std::string& id,
                                         base::Date from) {
  const EditionRecord record = read(caller, id);
  const PackFiles made = files(caller, id);
  Analysis analysis;
  const auto calendar = norms_.calendar();
  analysis.proof = proving_.prove(record.edition.files, made, *calendar);
  PackReader reader;
  const auto after = reader.read(made);
  if (!after) return after.faults();
  const ServedPack& before = *norms_.on(record.edition.pack, from);
  auto diff = diff_packs(before.pack, *after, *calendar, from);
  if (!diff) return diff.faults();
  analysis.diff = std::move(diff).value();
  analysis.cases = changed_cases(before, *after, *calendar);
  if (!each_receipt_) return analysis;
  database_.read([&](store::Sql& sql) {
    each_receipt_(sql, record.edition.pack, from, [&](const KeptReceipt& kept) {
      if (auto changed = changed_receipt(kept, before.pack, *after, analysis.diff, *calendar))
        analysis.receipts.push_back(std::move(*changed));
    });
  });
  return analysis;
}

void Editions::tell_keepers(store::Unit& unit, const PackEdition& edition, const Pack& after,
                            const ServedPack& before, const PackDiff& diff, const Caller& by) {
  if (!each_receipt_ || !edition.adopted_from) return;
  std::vector<KeptReceipt> touched;
  const base::Date from = std::max(*edition.adopted_from, by.today);
  const auto calendar = norms_.calendar();
  each_receipt_(unit.sql(), edition.pack, from, [&](const KeptReceipt& kept) {
    if (changed_receipt(kept, before.pack, after, diff, *calendar)) touched.push_back(kept);
  });
  for (const KeptReceipt& kept : touched)
    unit.insert(casework::Notice{.id = unit.new_id(),
                                 .person = kept.person,
                                 .case_id = kept.id,
                                 .procedure = kept.procedure,
                                 .why = casework::NoticeReason::progress,
                                 .text = "清单换了新的一版，自" +
                                         edition.adopted_from->to_chinese_full() +
                                         "起施行；您留下的一次询问，按新的一版答复会变，请再问一次",
                                 .at = base::instant_text(by.now)});
}

base::Faults Editions::refresh() {
  base::Faults faults;
  for (const PackEdition& edition : database_.read(adopted_editions)) {
    if (norms_.adopted().knows(edition.id)) continue;
    const PackFiles files = database_.read([&](store::Sql& sql) { return files_of(sql, edition); });
    auto served = std::make_unique<ServedPack>();
    PackReader reader;
    auto pack = reader.read(files);
    if (!pack) {
      faults.append(pack.faults());
      continue;
    }
    served->pack = std::move(pack).value();
    auto cases = read_cases(served->pack, files);
    if (!cases) {
      faults.append(cases.faults());
      continue;
    }
    served->cases = std::move(cases).value();
    served->files = files;
    served->adoptions = {{.pack_hash = edition.hash,
                          .by = edition.adopted_by.value_or(""),
                          .document = edition.document.value_or(""),
                          .from = *edition.adopted_from,
                          .to = std::nullopt}};
    norms_.adopted().take(edition.id, *edition.adopted_from, std::move(served));
  }
  return faults;
}

}  // namespace qinqing::norms
