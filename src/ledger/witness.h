// A witness: somebody outside who remembers the last head it was shown and co-signs a later one
// only if the ledger has grown from it. Those who keep the ledger can then no longer exchange what
// is behind a co-signed head: they would have to show the witness two histories.
//
//   Witness witness({ledger_key}, last, {.keep = to_file, .sign = by_its_key, .clock = &clock});
//   const auto cosigned = witness.take({.head = …, .signature = …, .proof = …});
//
// It knows no database and believes no word of the server: a head must bear the signature of a
// key of the ledger that the witness was started with, and a consistency proof (RFC 9162, 2.1.4.2)
// from the last head. The first head is taken as it comes.
//
// Thread-safety: any thread.
#pragma once

#include <boost/describe.hpp>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/fault.h"
#include "ledger/head.h"
#include "store/sql.h"

namespace qinqing::ledger {

// What a witness is shown.
struct Shown {
  std::string head;                // its text
  std::string signature;           // of the ledger
  std::vector<std::string> proof;  // from the witness's last head, hex; empty for its first
};
BOOST_DESCRIBE_STRUCT(Shown, (), (head, signature, proof))

// What it says then. `cosignature` is over the RFC 8785 JSON of {at, format, head}.
struct Cosigned {
  std::string at;      // by the witness's clock
  std::string format;  // "qinqing-witness/1"
  std::string head;
  std::string signature;  // of the ledger
  std::string witness;    // its public key
  std::string cosignature;
};
BOOST_DESCRIBE_STRUCT(Cosigned, (), (at, format, head, signature, witness, cosignature))

std::string text_of(const Cosigned& cosigned);  // RFC 8785 JSON, as it is kept and handed on
// Faults: as base/json.h and base/reader.h; "witness.cosignature" where the witness named in it did
// not sign it, "head.form" where what it signed is no head.
base::Result<Cosigned> cosigned_of(std::string_view text);

struct WitnessOptions {
  std::string public_key;  // the witness's own
  Signer sign;
  std::function<bool(const Cosigned&)> keep;  // durably; false where it could not
  const base::Clock* clock = nullptr;
};

class Witness {
 public:
  // `ledger_keys`: the one in use and those before it, with which the last head may be signed.
  // `last` is what was kept last; of this ledger, or std::invalid_argument.
  Witness(std::vector<std::string> ledger_keys, std::optional<Cosigned> last,
          WitnessOptions options);

  // Faults: "witness.signature" (not the ledger's), "head.form", and these, where the witness has
  // seen something else: "witness.older" (a head before the last), "witness.not_grown" (what is
  // behind the last head was exchanged, or the proof is for another head). "witness.disk": it could
  // not be kept, so it was not signed.
  base::Result<Cosigned> take(const Shown& shown);
  std::optional<Cosigned> last() const;

 private:
  std::optional<base::Fault> refusal(const Shown& shown, const Head& head) const;

  bool is_of_the_ledger(const std::string& head, const std::string& signature) const;

  std::vector<std::string> ledger_keys_;
  WitnessOptions options_;
  mutable std::mutex mutex_;
  std::optional<Cosigned> last_;
  Head last_head_;  // of last_
};

// The last signed head for a witness whose last one has `from` leaves (0: none yet). nullopt where
// nothing is signed yet or the ledger is smaller than that. Throws StoredTree::Broken.
std::optional<Shown> show(store::Sql& sql, std::uint64_t from);

}  // namespace qinqing::ledger
