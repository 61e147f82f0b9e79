#include "contact/filings/pages_attendees.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "contact/filings/people.h"

namespace qinqing::contact {
namespace {

// Names of which one is a part of the other are found together; of one name there are fewer.
constexpr int kFoundMax = 200;

std::vector<std::string> names_of(std::string_view text) {
  static constexpr std::array<std::string_view, 11> kBetween{"、", "，", "；", "。", "　", ",",
                                                             ";",  " ",  "\t", "\r", "\n"};
  std::vector<std::string> names;
  std::string name;
  const auto end_name = [&] {
    if (!name.empty() && std::ranges::find(names, name) == names.end()) names.push_back(name);
    name.clear();
  };
  for (std::size_t at = 0; at < text.size();) {
    const auto* mark = std::ranges::find_if(
        kBetween, [&](std::string_view each) { return text.substr(at).starts_with(each); });
    if (mark != kBetween.end()) {
      end_name();
      at += mark->size();
    } else {
      name += text[at++];
    }
  }
  end_name();
  return names;
}

class Reading {
 public:
  Reading(store::Sql& sql, const identity::Directory& directory, const identity::Caller& caller)
      : sql_(sql), directory_(directory), caller_(caller) {}

  AttendeesTold run(const http::Form& sent) {
    for (const std::string_view id : sent.all("attendee")) tick(std::string(id));
    for (const std::string& name : names_of(sent.first("attendees").value_or(""))) find(name);
    return std::move(told_);
  }

 private:
  bool listed(const std::string& id) const {
    return std::ranges::any_of(told_.rows,
                               [&](const auto& row) { return row.at("id").as_string() == id; });
  }

  void add(const std::string& id, const std::string& label, bool checked) {
    if (id == caller_.person || listed(id)) return;
    told_.rows.push_back(boost::json::object{{"id", id}, {"label", label}, {"checked", checked}});
    if (checked) told_.people.push_back(id);
  }

  // Somebody who has no post any more is refused by name where the filing is taken in.
  void tick(const std::string& id) {
    const auto posts = directory_.posts_of(id, caller_.today);
    const auto unit =
        posts.empty() ? std::nullopt : directory_.organisation(posts.front().organisation);
    add(id,
        directory_.name_of(id) + (unit ? "，" + unit->name : "") +
            (posts.empty() ? "" : posts.front().title),
        true);
  }

  void find(const std::string& name) {
    std::vector<Named> found = people_named(sql_, caller_, name, kFoundMax);
    std::erase_if(found, [&](const Named& each) { return each.name != name; });
    const bool one = found.size() == 1;
    if (found.empty()) {
      told_.typed += (told_.typed.empty() ? "" : "、") + name;
      told_.faults.add("unknown_name", "/attendees", "没有叫“" + name + "”的人，或者今天没有任职",
                       "请写全名");
    } else if (!one && std::ranges::none_of(found, [&](const Named& each) {
                 return std::ranges::find(told_.people, each.id) != told_.people.end();
               })) {
      told_.faults.add("several", "/attendees",
                       "叫“" + name + "”的有 " + std::to_string(found.size()) + " 位",
                       "请在名字下面点选");
    }
    for (const Named& each : found)
      add(each.id, each.name + "，" + each.organisation + each.title, one);
  }

  store::Sql& sql_;
  const identity::Directory& directory_;
  const identity::Caller& caller_;
  AttendeesTold told_;
};

}  // namespace

AttendeesTold read_attendees(store::Sql& sql, const identity::Directory& directory,
                             const identity::Caller& caller, const http::Form& sent) {
  return Reading(sql, directory, caller).run(sent);
}

}  // namespace qinqing::contact
