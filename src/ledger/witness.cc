#include "ledger/witness.h"

#include <algorithm>
#include <stdexcept>

#include "base/canonical.h"
#include "base/json.h"
#include "base/reader.h"
#include "ledger/proof.h"
#include "ledger/proof_queries.h"
#include "ledger/stored_tree.h"

namespace qinqing::ledger {
namespace {

constexpr std::string_view kFormat = "qinqing-witness/1";
constexpr std::size_t kProofMax = 128;

std::string signed_text(const Cosigned& cosigned) {
  std::string text = "{\"at\":";
  base::append_canonical_string(text, cosigned.at);
  text += ",\"format\":\"qinqing-witness/1\",\"head\":";
  base::append_canonical_string(text, cosigned.head);
  return text += '}';
}

std::optional<std::vector<Hash>> hashes(const std::vector<std::string>& texts) {
  std::vector<Hash> out;
  for (const std::string& text : texts) {
    const auto hash = hash_from_hex(text);
    if (!hash || out.size() == kProofMax) return std::nullopt;
    out.push_back(*hash);
  }
  return out;
}

}  // namespace

std::string text_of(const Cosigned& cosigned) {
  return base::canonical_json(base::write(cosigned)).value();
}

base::Result<Cosigned> cosigned_of(std::string_view text) {
  const auto json = base::parse_json(text);
  if (!json) return json.faults();
  base::Faults faults;
  auto cosigned = base::read<Cosigned>(*json, "", faults);
  if (!faults.empty()) return faults;
  if (cosigned.format != kFormat ||
      !is_signed(signed_text(cosigned), cosigned.cosignature, cosigned.witness))
    return base::whole_fault("witness.cosignature", "见证人没有签过这个账头");
  const auto head = head_of(cosigned.head);
  if (!head) return head.faults();
  return cosigned;
}

Witness::Witness(std::vector<std::string> ledger_keys, std::optional<Cosigned> last,
                 WitnessOptions options)
    : ledger_keys_(std::move(ledger_keys)), options_(std::move(options)), last_(std::move(last)) {
  if (!last_) return;
  const auto head = head_of(last_->head);
  if (!head || !is_of_the_ledger(last_->head, last_->signature) ||
      last_->witness != options_.public_key)
    throw std::invalid_argument("what was kept last is not of this ledger and this witness");
  last_head_ = *head;
}

bool Witness::is_of_the_ledger(const std::string& head, const std::string& signature) const {
  return std::ranges::any_of(
      ledger_keys_, [&](const std::string& key) { return is_signed(head, signature, key); });
}

std::optional<base::Fault> Witness::refusal(const Shown& shown, const Head& head) const {
  if (!last_) return std::nullopt;
  if (head.size < last_head_.size)
    return base::whole_fault("witness.older", "这个账头比见证过的短：后面的记录不见了",
                             "见证过的有 " + std::to_string(last_head_.size) + " 个事件");
  const auto proof = hashes(shown.proof);
  if (!proof || !is_consistent(last_head_.size, last_head_.root, head.size, head.root, *proof))
    return base::whole_fault("witness.not_grown", "这个账头不是从见证过的那个长出来的",
                             "要有从 " + std::to_string(last_head_.size) + " 个事件起的一致性证明");
  return std::nullopt;
}

base::Result<Cosigned> Witness::take(const Shown& shown) {
  if (!is_of_the_ledger(shown.head, shown.signature))
    return base::whole_fault("witness.signature", "账头不是用这本账的钥匙签的");
  const auto head = head_of(shown.head);
  if (!head) return head.faults();
  const std::lock_guard lock(mutex_);
  if (const auto refused = refusal(shown, *head)) return *refused;
  // Shown once more, it was co-signed already.
  if (last_ && last_->head == shown.head) return *last_;
  Cosigned cosigned{.at = base::instant_text(options_.clock->now()),
                    .format = std::string(kFormat),
                    .head = shown.head,
                    .signature = shown.signature,
                    .witness = options_.public_key,
                    .cosignature = ""};
  cosigned.cosignature = options_.sign(signed_text(cosigned));
  // What was signed and forgotten could be contradicted: kept first, said afterwards.
  if (!options_.keep(cosigned))
    return base::whole_fault("witness.disk", "见证人的文件写不了，没有签名");
  last_ = cosigned;
  last_head_ = *head;
  return cosigned;
}

std::optional<Cosigned> Witness::last() const {
  const std::lock_guard lock(mutex_);
  return last_;
}

std::optional<Shown> show(store::Sql& sql, std::uint64_t from) {
  const auto head = last_head(sql);
  if (!head || static_cast<std::uint64_t>(head->size) < from) return std::nullopt;
  const StoredTree tree(sql);
  Shown shown{.head = text_of(*head), .signature = head->signature, .proof = {}};
  for (const Hash& step :
       consistency_proof(from, static_cast<std::uint64_t>(head->size),
                         [&](int level, std::uint64_t n) { return tree.subtree(level, n); }))
    shown.proof.push_back(to_hex(step));
  return shown;
}

}  // namespace qinqing::ledger
