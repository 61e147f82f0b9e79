// qinqing ledger verify | head | key: whether the record is what was done, and what to keep of it.
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <iostream>
#include <memory>

#include "app/commands.h"
#include "app/ledger.h"
#include "app/record.h"
#include "base/json.h"
#include "ledger/proof.h"
#include "ledger/rows.h"
#include "ledger/verify.h"
#include "ledger/witness.h"

namespace qinqing::app {
namespace {

using boost::json::object;

constexpr std::size_t kHeadMax = 1U << 16U;

struct VerifyRequest {
  HouseOptions house;
  std::string against;  // a file, "" = none
  bool json = false;
};

// A head as `qinqing ledger head` printed it, or as a witness co-signed it.
base::Result<ledger::Head> read_head(const std::string& file) {
  const auto text = read_input(file, kHeadMax);
  if (!text) return text.faults();
  const auto value = base::parse_json(*text);
  if (!value) {
    base::Faults placed;
    for (base::Fault each : value.faults()) {
      each.file = file;
      placed.add(std::move(each));
    }
    return placed;
  }
  const auto* given = value->if_object();
  if (given != nullptr && given->contains("cosignature")) {
    const auto cosigned = ledger::cosigned_of(*text);
    if (!cosigned) return cosigned.faults();
    return ledger::head_of(cosigned->head);
  }
  const base::Fault bad =
      base::whole_fault("head.form", file + " 里不是账头", "应是 qinqing ledger head 打印的那一行");
  const auto* size = given != nullptr ? given->if_contains("size") : nullptr;
  const auto* root = given != nullptr ? given->if_contains("root") : nullptr;
  if (size == nullptr || !size->is_int64() || size->get_int64() < 1 || root == nullptr ||
      !root->is_string())
    return bad;
  const auto hash = ledger::hash_from_named(root->get_string());
  if (!hash) return bad;
  return ledger::Head{
      .size = static_cast<std::uint64_t>(size->get_int64()), .root = *hash, .at = ""};
}

std::string_view in_words(ledger::Wrong kind) {
  switch (kind) {
    case ledger::Wrong::altered:
      return "被改过";
    case ledger::Wrong::removed:
      return "少了";
    case ledger::Wrong::added:
      return "多出来的，没有事件说过它";
    case ledger::Wrong::reordered:
      return "次序被换过";
    case ledger::Wrong::back_dated:
      return "时间被改过，和它的编号说的不一样";
    case ledger::Wrong::re_signed:
      return "和另存的账头对不上：此前的记录被整个换过、重新签过";
  }
  return "";
}

void print_json(const ledger::Verified& found) {
  object out{{"ok", !found.wrong},
             {"wrong", nullptr},
             {"events", found.events},
             {"sealed", found.sealed},
             {"rows", found.rows},
             {"heads", found.heads},
             {"root", ledger::to_named(found.root)}};
  if (found.wrong)
    out["wrong"] = object{{"table", found.wrong->table},
                          {"key", found.wrong->key},
                          {"kind", boost::describe::enum_to_string(found.wrong->kind, "")}};
  std::cout << boost::json::serialize(out) << '\n';
}

void print_words(const ledger::Verified& found) {
  if (found.wrong) {
    std::cout << "不对：表 " << found.wrong->table << "，键 " << found.wrong->key << "："
              << in_words(found.wrong->kind) << "\n只报第一处；改好以前，后面的不能当真。\n";
    return;
  }
  std::cout << "核对无误：" << found.events << " 个事件，其中 " << found.sealed << " 个已封存；"
            << found.rows << " 行记录都和事件说的一样；" << found.heads << " 个账头签名有效。\n"
            << "根 " << ledger::to_named(found.root) << '\n';
  if (found.events > found.sealed)
    std::cout << "还有 " << found.events - found.sealed
              << " 个事件没有封存，由正在运行的服务封存。\n";
}

int verify_database(const Context& context, const VerifyRequest& request) {
  base::SystemRandom random;
  auto database = open_as_it_is(context, request.house, random);
  if (!database) return refuse(database.faults());
  const auto keys =
      identity::Keys::open(keys_folder(request.house), identity::Keys::Missing::refuse, random);
  if (!keys) return refuse(keys.faults());
  ledger::VerifyOptions options;
  options.is_signed = [&](std::string_view text, std::string_view signature) {
    return keys->verify(text, signature);
  };
  if (!request.against.empty()) {
    auto head = read_head(request.against);
    if (!head) return refuse(head.faults());
    options.against = *head;
  }
  options.derived = derived_tables();
  options.progress = tell_progress();
  const auto found = (*database)->read(
      [&](store::Sql& sql) { return ledger::verify(sql, (*database)->tables(), options); });
  if (request.json)
    print_json(found);
  else
    print_words(found);
  return found.wrong ? kFoundFault : kDone;
}

int print_keys(const HouseOptions& options) {
  base::SystemRandom random;
  const auto keys =
      identity::Keys::open(keys_folder(options), identity::Keys::Missing::refuse, random);
  if (!keys) return refuse(keys.faults());
  for (const std::string& key : keys->public_keys()) std::cout << key << '\n';
  return kDone;
}

int print_head(const Context& context, const HouseOptions& options) {
  base::SystemRandom random;
  auto database = open_as_it_is(context, options, random);
  if (!database) return refuse(database.faults());
  const auto last = (*database)->read(
      [](store::Sql& sql) { return sql.select<ledger::HeadRow>("ORDER BY size DESC LIMIT 1"); });
  if (last.empty())
    return refuse(base::Faults(
        base::whole_fault("head.none", "还没有账头", "服务运行时会封存事件、签出账头")));
  const ledger::HeadRow& row = last.front();
  std::cout << boost::json::serialize(object{{"at", row.at},
                                             {"format", "qinqing-head/1"},
                                             {"root", row.root},
                                             {"signature", row.signature},
                                             {"size", row.size}})
            << '\n';
  return kDone;
}

}  // namespace

void add_ledger(CLI::App& program, Context& context, Run& run) {
  auto* group = program.add_subcommand("ledger", "账：记录有没有被悄悄改过");
  group->require_subcommand(1);
  auto* verify = group->add_subcommand("verify", "从头核对全部记录，只读不改；不对时退出码为 1");
  auto request = std::make_shared<VerifyRequest>();
  add_house_options(*verify, request->house);
  verify->add_option("--against", request->against,
                     "另存的账头文件（qinqing ledger head 打印的那一行）");
  verify->add_flag("--json", request->json, "一行 JSON");
  verify->callback([&context, &run, request] {
    run = [&context, request] { return verify_database(context, *request); };
  });
  add_ledger_proofs(*group, context, run);
  auto* head = group->add_subcommand("head", "打印最近签出的账头，存到别处，以后拿来对");
  auto options = std::make_shared<HouseOptions>();
  add_house_options(*head, *options);
  head->callback([&context, &run, options] {
    run = [&context, options] { return print_head(context, *options); };
  });
  auto* key = group->add_subcommand("key", "打印核对签名用的公钥，一行一把，现在用的在最前");
  auto of = std::make_shared<HouseOptions>();
  add_house_options(*key, *of);
  key->callback([&run, of] { run = [of] { return print_keys(*of); }; });
}

}  // namespace qinqing::app
