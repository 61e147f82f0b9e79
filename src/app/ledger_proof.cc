// qinqing ledger prove | check: one event's place in the record, to be checked by anybody.
#include <CLI/App.hpp>
#include <iostream>
#include <memory>

#include "app/ledger.h"
#include "app/record.h"
#include "ledger/proof.h"

namespace qinqing::app {
namespace {

constexpr std::size_t kProofMax = 1U << 23U;

struct Asked {
  HouseOptions house;
  std::string event;  // or the proof's file
  std::string key;
};

base::Result<identity::Keys> keys_of(const HouseOptions& options, base::RandomSource& random) {
  return identity::Keys::open(keys_folder(options), identity::Keys::Missing::refuse, random);
}

int prove(const Context& context, const Asked& asked) {
  base::SystemRandom random;
  auto database = open_as_it_is(context, asked.house, random);
  if (!database) return refuse(database.faults());
  const auto keys = keys_of(asked.house, random);
  if (!keys) return refuse(keys.faults());
  const auto proof = (*database)->read(
      [&](store::Sql& sql) { return ledger::prove(sql, asked.event, keys->public_key()); });
  if (!proof) return refuse(proof.faults());
  std::cout << ledger::text_of(*proof) << '\n';
  return kDone;
}

int check(const Asked& asked) {
  const auto text = read_input(asked.event, kProofMax);
  if (!text) return refuse(text.faults());
  const auto proven = ledger::check_proof(*text, asked.key);
  if (!proven) {
    std::cerr << proven.faults().to_string();
    return kFoundFault;
  }
  std::cout << "证明成立：事件 " << proven->event << "（" << proven->kind << "，" << proven->at
            << "）在账里。\n账头：" << ledger::text_of(proven->head) << '\n';
  return kDone;
}

}  // namespace

void add_ledger_proofs(CLI::App& group, Context& context, Run& run) {
  auto* proving = group.add_subcommand("prove", "打印一个事件在账里的证明，谁都能核对");
  auto asked = std::make_shared<Asked>();
  add_house_options(*proving, asked->house);
  proving->add_option("EVENT", asked->event, "事件的编号")->required();
  proving->callback(
      [&context, &run, asked] { run = [&context, asked] { return prove(context, *asked); }; });
  auto* checking = group.add_subcommand("check", "只凭公钥核对一份证明；不成立时退出码为 1");
  checking->add_option("PROOF", asked->event, "证明的文件，- 为标准输入")->required();
  checking->add_option("--key", asked->key, "账的公钥，qinqing ledger key 打印的")->required();
  checking->callback([&run, asked] { run = [asked] { return check(*asked); }; });
}

}  // namespace qinqing::app
