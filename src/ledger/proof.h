// A proof that one event is in the ledger: complete in itself, checked with the public key alone.
// Whoever holds it needs no database, no server and no word of those who keep the record.
//
// It holds the event's body, where values about people are salted commitments; so it tells nobody
// a name. Whoever checks it against a head that was kept elsewhere knows that what it says was in
// the record then.
//
//   const auto proof = database.read([&](store::Sql& sql) { return prove(sql, event, key); });
//   const auto checked = check_proof(text_of(*proof), public_key);
//
// Thread-safety: pure functions but for `prove`, which is a read.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/fault.h"
#include "ledger/head.h"
#include "store/sql.h"

namespace qinqing::ledger {

struct Proof {
  std::string format;             // "qinqing-proof/1"
  std::string body;               // the event's canonical bytes: the leaf is their leaf_hash
  std::int64_t n = 0;             // which leaf
  std::vector<std::string> path;  // the inclusion proof in that head's tree, hex, from the leaf up
  std::string head;               // the head's text, which is what is signed
  std::string signature;
  std::string key;  // of whoever signed: convenient, no evidence
};
BOOST_DESCRIBE_STRUCT(Proof, (), (format, body, n, path, head, signature, key))

// Against the last signed head. Faults: "proof.no_event" (there is none of that id),
// "proof.not_sealed" (the next head will have it). Throws StoredTree::Broken.
base::Result<Proof> prove(store::Sql& sql, const std::string& event, std::string_view public_key);

// RFC 8785 JSON.
std::string text_of(const Proof& proof);
// Faults: as base/json.h and base/reader.h, and "proof.format".
base::Result<Proof> proof_of(std::string_view text);

struct Proven {
  std::string event, at, kind;  // as the body says
  Head head;
};
// Faults: those of proof_of, "proof.key" (`public_key` is none), "proof.signature" (the head is not
// signed by it), "proof.head", "proof.body" (no event, or not in canonical form) and
// "proof.not_in" (the leaf is not in that tree).
base::Result<Proven> check_proof(std::string_view text, std::string_view public_key);

// A head from its text. Faults: "head.form".
base::Result<Head> head_of(std::string_view text);

}  // namespace qinqing::ledger
