#include "ledger/proof.h"

#include "base/canonical.h"
#include "base/json.h"
#include "base/reader.h"

namespace qinqing::ledger {
namespace {

constexpr std::string_view kFormat = "qinqing-proof/1";
constexpr std::size_t kProofMax = 1U << 22U;
constexpr std::size_t kPathMax = 64;

base::Fault fault(std::string_view code, std::string_view pointer, std::string_view what,
                  std::string_view right = "") {
  base::Faults faults;
  faults.add(code, pointer, what, right);
  return faults[0];
}

struct HeadText {
  std::string at, format, root;
  std::int64_t size = 0;
};
BOOST_DESCRIBE_STRUCT(HeadText, (), (at, format, root, size))

// A member of the event, "" where it is none.
std::string member(const boost::json::value& body, std::string_view name) {
  const auto* object = body.if_object();
  const auto* found = object == nullptr ? nullptr : object->if_contains(name);
  return found != nullptr && found->is_string() ? std::string(found->get_string()) : "";
}

}  // namespace

base::Result<Head> head_of(std::string_view text) {
  const base::Fault bad = fault("head.form", "/head", "不是账头", "应是签名时的那一行原文");
  const auto json = base::parse_json(text);
  if (!json) return bad;
  base::Faults faults;
  const auto given = base::read<HeadText>(*json, "", faults);
  const auto root = hash_from_named(given.root);
  if (!faults.empty() || given.size < 1 || !root) return bad;
  Head head{.size = static_cast<std::uint64_t>(given.size), .root = *root, .at = given.at};
  // Another spelling of the same head would be another signed text.
  if (text_of(head) != text) return bad;
  return head;
}

std::string text_of(const Proof& proof) {
  return base::canonical_json(base::write(proof)).value();
}

base::Result<Proof> proof_of(std::string_view text) {
  const auto json = base::parse_json(text, {.bytes_max = kProofMax});
  if (!json) return json.faults();
  base::Faults faults;
  auto proof = base::read<Proof>(*json, "", faults);
  if (!faults.empty()) return faults;
  if (proof.format != kFormat)
    return fault("proof.format", "/format", "不认识这种证明", "应为 qinqing-proof/1");
  return proof;
}

base::Result<Proven> check_proof(std::string_view text, std::string_view public_key) {
  const auto proof = proof_of(text);
  if (!proof) return proof.faults();
  if (!is_public_key(public_key))
    return fault("proof.key", "", "给的公钥不成样子", "应为 ed25519.<编号>.<公钥>");
  if (!is_signed(proof->head, proof->signature, public_key))
    return fault("proof.signature", "/signature", "账头不是用这把钥匙签的，或者被改过");
  const auto head = head_of(proof->head);
  if (!head) return fault("proof.head", "/head", "签过名的不是账头");

  const base::Fault no_body = fault("proof.body", "/body", "不是一个事件的原文");
  const auto body = base::parse_json(proof->body, {.bytes_max = kProofMax});
  if (!body || member(*body, "format") != "qinqing-event/1") return no_body;
  const auto canonical = base::canonical_json(*body);
  if (!canonical || *canonical != proof->body) return no_body;

  std::vector<Hash> path;
  for (const std::string& step : proof->path) {
    const auto hash = hash_from_hex(step);
    if (!hash || path.size() == kPathMax)
      return fault("proof.not_in", "/path", "路径不成样子", "每步应为 64 位十六进制");
    path.push_back(*hash);
  }
  if (proof->n < 0 || !is_included(leaf_hash(proof->body), static_cast<std::uint64_t>(proof->n),
                                   head->size, path, head->root))
    return fault("proof.not_in", "/path", "这个事件不在这个账头的账里");
  return Proven{.event = member(*body, "id"),
                .at = member(*body, "at"),
                .kind = member(*body, "kind"),
                .head = *head};
}

}  // namespace qinqing::ledger
