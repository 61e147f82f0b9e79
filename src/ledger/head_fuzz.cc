// libFuzzer: bytes to a head, a key, a signature, to what a witness said and to what one is shown.
// What is read is signed here where a signature is asked for, so that behind it is looked too.
//
//   build/fuzz/head_fuzz src/ledger/testdata/head_fuzz_corpus
#include "ledger/head.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/canonical.h"
#include "base/json.h"
#include "base/reader.h"
#include "ledger/proof.h"
#include "ledger/testing/fixed_key.h"
#include "ledger/witness.h"

namespace {

using qinqing::ledger::Cosigned;
using qinqing::ledger::Head;
using qinqing::ledger::Shown;
using qinqing::ledger::Tree;
using qinqing::ledger::Witness;

const qinqing::ledger::testing::FixedKey kKey;
const std::string kPublic = kKey.public_key();

void must(bool good) {
  if (!good) __builtin_trap();
}

template <class Form>
std::optional<Form> read(std::string_view text) {
  const auto json = qinqing::base::parse_json(text);
  if (!json) return std::nullopt;
  qinqing::base::Faults faults;
  auto form = qinqing::base::read<Form>(*json, "", faults);
  if (!faults.empty()) return std::nullopt;
  return form;
}

void head(std::string_view text) {
  const auto read = qinqing::ledger::head_of(text);
  if (read)
    must(text_of(*read) == text);  // one spelling only: the text is what is signed
  else
    must(!read.faults().empty());
}

void signature(std::string_view text) {
  using qinqing::ledger::is_signed;
  const std::string signature = kKey.sign(text);
  must(is_signed(text, signature, kPublic));
  must(!is_signed(std::string(text) + " ", signature, kPublic));
  must(!is_signed("x", text, kPublic) || text == kKey.sign("x"));
  if (text != kPublic) must(!is_signed("x", kKey.sign("x"), text));
  (void)qinqing::ledger::is_public_key(text);
}

void cosigned(std::string_view text) {
  const auto as_it_came = qinqing::ledger::cosigned_of(text);
  must(as_it_came || !as_it_came.faults().empty());
  auto said = read<Cosigned>(text);
  if (!said) return;
  said->witness = kPublic;
  std::string what = "{\"at\":";
  qinqing::base::append_canonical_string(what, said->at);
  what += ",\"format\":\"qinqing-witness/1\",\"head\":";
  qinqing::base::append_canonical_string(what, said->head);
  said->cosignature = kKey.sign(what + "}");
  const auto now = qinqing::ledger::cosigned_of(text_of(*said));
  must(now ? qinqing::ledger::head_of(now->head).ok() && text_of(*now) == text_of(*said)
           : !now.faults().empty());
}

Head of(std::uint64_t size) {
  Tree tree;
  for (std::uint64_t n = 0; n < size; ++n)
    tree.append(qinqing::ledger::leaf_hash(std::to_string(n)));
  return {.size = size, .root = tree.root(), .at = "2026-11-27T02:00:00.000Z"};
}

// A witness that has seen five leaves, and is shown this by whoever holds the ledger's key.
void shown(std::string_view text) {
  static const qinqing::base::FixedClock kClock(qinqing::base::Date::of(2026, 11, 27).value());
  static const Head kFive = of(5);
  auto given = read<Shown>(text);
  if (!given) return;
  given->signature = kKey.sign(given->head);
  const auto fresh = [] {
    return Witness({kPublic}, std::nullopt,
                   {.public_key = kPublic,
                    .sign = [](std::string_view words) { return kKey.sign(words); },
                    .keep = [](const Cosigned&) { return true; },
                    .clock = &kClock});
  };
  const std::string five = text_of(kFive);
  const Shown first{.head = five, .signature = kKey.sign(five), .proof = {}};
  Witness witness = fresh();
  must(witness.take(first).ok());
  const auto said = witness.take(*given);
  if (!said) {
    must(!said.faults().empty() && witness.last()->head == five);
    return;
  }
  const auto now = qinqing::ledger::head_of(said->head);
  must(now && now->size >= kFive.size && (now->size > kFive.size || now->root == kFive.root));
  must(qinqing::ledger::cosigned_of(text_of(*said)).ok());
  // The proof is a proof: with a step less or more it is none.
  if (now->size == kFive.size) return;
  Shown cut = *given;
  cut.proof.pop_back();
  Shown longer = *given;
  longer.proof.push_back(std::string(64, '0'));
  for (const Shown& other : {cut, longer}) {
    Witness another = fresh();
    must(another.take(first).ok());
    must(!another.take(other).ok());
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  head(text);
  signature(text);
  cosigned(text);
  shown(text);
  return 0;
}
