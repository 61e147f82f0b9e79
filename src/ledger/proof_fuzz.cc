// libFuzzer: bytes to a proof, which is checked as it came and once more signed: whoever hands one
// in may say what they like, so that a signature must not be all that holds.
//
//   build/fuzz/proof_fuzz src/ledger/testdata/proof_fuzz_corpus
#include "ledger/proof.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "ledger/testing/fixed_key.h"

namespace {

using qinqing::ledger::check_proof;
using qinqing::ledger::Proof;
using qinqing::ledger::proof_of;
using qinqing::ledger::Proven;
using qinqing::ledger::text_of;

// Refused, and with a word why.
bool refused(const qinqing::base::Result<Proven>& result) {
  if (result) return false;
  if (result.faults().empty()) __builtin_trap();
  return true;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const qinqing::ledger::testing::FixedKey kKey;
  const std::string key = kKey.public_key();
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto read = proof_of(text);
  if (!read) {
    if (read.faults().empty() || !refused(check_proof(text, key))) __builtin_trap();
    return 0;
  }
  (void)refused(check_proof(text, key));
  (void)refused(check_proof(text, read->key));
  Proof proof = *read;
  proof.signature = kKey.sign(proof.head);
  const std::string kept = text_of(proof);
  const auto again = proof_of(kept);
  if (!again || text_of(*again) != kept) __builtin_trap();
  const auto proven = check_proof(kept, key);
  if (refused(proven)) return 0;
  // It holds: then for no other place, with no other path and under no other signature.
  Proof other = proof;
  other.n ^= 1;
  if (!refused(check_proof(text_of(other), key))) __builtin_trap();
  other = proof;
  other.path.push_back(std::string(64, '0'));
  if (!refused(check_proof(text_of(other), key))) __builtin_trap();
  other.path = proof.path;
  if (!other.path.empty()) {
    other.path.pop_back();
    if (!refused(check_proof(text_of(other), key))) __builtin_trap();
  }
  other = proof;
  other.signature = kKey.sign(proof.head + " ");
  if (!refused(check_proof(text_of(other), key))) __builtin_trap();
  return 0;
}
