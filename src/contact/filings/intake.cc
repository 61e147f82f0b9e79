#include "contact/filings/intake.h"

#include <algorithm>
#include <set>

#include "contact/filings/people.h"
#include "identity/pinyin.h"

namespace qinqing::contact {
namespace {

constexpr std::size_t kTitleMax = 100;  // characters
constexpr std::size_t kAttendeesMax = 50;

std::size_t characters(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count_if(
      text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

std::string trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t\r\n");
  if (begin == std::string_view::npos) return "";
  return std::string(text.substr(begin, text.find_last_not_of(" \t\r\n") - begin + 1));
}

bool is_enterprise_side(identity::Role role) {
  return role == identity::Role::entrepreneur || role == identity::Role::chamber_staff;
}

class Reading {
 public:
  Reading(store::Sql& sql, const norms::Norms& norms, const identity::Places& places,
          const identity::Caller& caller, const Telling& telling)
      : sql_(sql), norms_(norms), directory_(sql, places), caller_(caller), telling_(telling) {}

  base::Result<Intake> run() {
    take_check();
    take_words();
    take_sides();
    take_attendees();
    if (!faults_.empty()) return std::move(faults_);
    take_search_words();
    return std::move(intake_);
  }

 private:
  void take_check() {
    const auto check = norms_.check(telling_.check, base::Scalars::typed, "/check");
    if (!check) {
      faults_.append(check.faults());
      return;
    }
    Filing& filing = intake_.filing;
    filing.side =
        check->situation.actor == norms::Actor::official ? Side::official : Side::entrepreneur;
    filing.contact_on = check->situation.contact_on;
    filing.pack = check->served->pack.id;
    filing.verdict = norms::to_string(check->judgement.outcome.verdict);
    filing.binding = check->receipt.binding;
    filing.receipt_hash = check->receipt.hash;
    intake_.account.receipt_hash = check->receipt.hash;
    intake_.account.receipt = check->receipt.bytes;
    const bool told_by_enterprise = is_enterprise_side(caller_.role);
    if (told_by_enterprise != (filing.side == Side::entrepreneur))
      faults_.add(
          "side", "/check/actor",
          told_by_enterprise ? "您代表企业，要按企业一方来报" : "您代表单位，要按干部一方来报",
          told_by_enterprise ? "entrepreneur" : "official");
  }

  void take_words() {
    intake_.account.title = words(telling_.title, "/title", "是什么事");
    intake_.account.counterpart = words(telling_.counterpart, "/counterpart", "对方是谁");
  }

  std::string words(std::string_view text, std::string_view pointer, const std::string& what) {
    std::string out = trimmed(text);
    if (out.empty()) faults_.add("missing", pointer, "还没有写" + what);
    if (characters(out) > kTitleMax)
      faults_.add("too_long", pointer, what + "写得太长", "最多 100 个字");
    if (out.find('\0') != std::string::npos)
      faults_.add("value", pointer, what + "里有写不下的字符");
    return out;
  }

  void take_sides() {
    Filing& filing = intake_.filing;
    filing.filer = caller_.person;
    if (caller_.organisation.empty())
      faults_.add("post", "", "您今天没有任职，报不了", "请单位管理员先登记任职");
    const bool enterprise = is_enterprise_side(caller_.role);
    filing.unit =
        enterprise ? organisation(telling_.unit, "/unit", "对方单位") : caller_.organisation;
    if (enterprise && filing.unit.empty() && faults_.empty())
      faults_.add("missing", "/unit", "还没有选对方单位", "从名单里选一个");
    filing.enterprise = enterprise ? caller_.organisation
                                   : organisation(telling_.counterpart_organisation,
                                                  "/counterpart_organisation", "企业");
    // A name typed in full is that organisation.
    if (!enterprise && filing.enterprise.empty())
      filing.enterprise = enterprise_named(sql_, intake_.account.counterpart).value_or("");
  }

  std::string organisation(const std::optional<std::string>& id, std::string_view pointer,
                           const std::string& what) {
    if (!id || id->empty()) return "";
    if (const auto found = directory_.current(*id)) return found->id;
    faults_.add("unknown_id", pointer, "没有这个" + what, "从名单里选");
    return "";
  }

  void take_attendees() {
    if (telling_.attendees.size() > kAttendeesMax)
      faults_.add("too_long", "/attendees", "一次最多替 50 个人报");
    std::set<std::string> seen{caller_.person};
    for (std::size_t i = 0; i < telling_.attendees.size() && i < kAttendeesMax; ++i) {
      const std::string& person = telling_.attendees[i];
      if (!seen.insert(person).second) continue;
      auto posts = directory_.posts_of(person, caller_.today);
      if (posts.empty())
        faults_.add("unknown_id", base::pointer_to("/attendees", i),
                    "没有这个人，或者他今天没有任职", "从名单里选");
      else
        intake_.attendees.push_back(std::move(posts.front()));
    }
  }

  void take_search_words() {
    const FilingAccount& account = intake_.account;
    const std::string all = account.title + " " + account.counterpart + " " + caller_.name;
    std::string& words = intake_.filing.words;
    words = all + " " + identity::pinyin_initials(account.title) + " " +
            identity::pinyin_initials(account.counterpart) + " " +
            identity::pinyin_initials(caller_.name);
    // The engines compare letters differently; so they are kept, and looked for, in lower case.
    std::ranges::transform(words, words.begin(), [](char c) {
      return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
  }

  store::Sql& sql_;
  const norms::Norms& norms_;
  identity::Directory directory_;
  const identity::Caller& caller_;
  const Telling& telling_;
  Intake intake_;
  base::Faults faults_;
};

}  // namespace

base::Result<Intake> take_in(store::Sql& sql, const norms::Norms& norms,
                             const identity::Places& places, const identity::Caller& caller,
                             const Telling& telling) {
  return Reading(sql, norms, places, caller, telling).run();
}

}  // namespace qinqing::contact
