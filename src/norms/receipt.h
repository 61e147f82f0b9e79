// The receipt: what a person keeps of an answer. One byte form (RFC 8785), no instant, no serial
// number and no wording in it; its SHA-256 stands outside. Whoever has the receipt, the pack of
// that hash and the calendar of that hash can judge the same situation again and must get the same
// bytes.
//
// A receipt is no signature: it proves that a text was not changed and what the lists say of it,
// not who asked, nor when.
//
// Members: actor, asked_on, authority, binding, calendar_hash, clauses, conducts, contact_on,
// duties [{due, id, state}], facts, format, pack, pack_hash, parameters {id: value on that day},
// place (where one was given), rules [{conduct, effect, matched}], rulings (the hashes of those
// that it rests on), unknown, verdict.
//
// Thread-safety: pure functions.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "norms/adoption.h"
#include "norms/judge.h"

namespace qinqing::norms {

inline constexpr std::string_view kReceiptFormat = "qinqing-receipt/1";

// The rulings that speak to the situation: one that decides, or several that contradict each other
// and decide nothing.
struct Ruled {
  std::vector<std::string> hashes;
  bool decides = false;
};

struct Receipt {
  std::string bytes;  // canonical JSON
  std::string hash;   // "sha256:…" of the bytes
  bool binding = false;
  // "official" | "reported" | "drafted": the weakest deciding clause; "none" where no clause
  // decides; "ruling" where a ruling does.
  std::string authority;
};

Receipt make_receipt(const Pack& pack, const base::Calendar& calendar,
                     const std::vector<Adoption>& adoptions, const Situation& situation,
                     const Outcome& outcome, const Ruled& ruled = {});

}  // namespace qinqing::norms
