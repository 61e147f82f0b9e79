// A proof says what was in the record and can be made to say nothing else.
#include "ledger/proof.h"

#include <gtest/gtest.h>

#include <random>

#include "ledger/testing/sealed.h"
#include "store/log_rows.h"

namespace qinqing::ledger {
namespace {

std::string code_of(const auto& result) {
  return result ? "" : result.faults()[0].code;
}

class ProofTest : public testing::SealedTest {
 protected:
  base::Result<Proof> prove(const std::string& event) {
    return database().read(
        [&](store::Sql& sql) { return ledger::prove(sql, event, public_key()); });
  }
};
STORE_ON_BOTH(ProofTest);

TEST_P(ProofTest, OfEveryEventIsCheckedWithTheKeyAlone) {
  act(21, "a");
  seal_and_sign();
  act(300, "b");  // over the first kept subtree
  seal_and_sign();
  for (const auto& row : all<store::EventRow>("ORDER BY id")) {
    const auto proof = prove(row.id);
    ASSERT_TRUE(proof);
    const auto proven = check_proof(text_of(*proof), public_key());
    ASSERT_TRUE(proven) << proven.faults().to_string();
    EXPECT_EQ(proven->event, row.id);
    EXPECT_EQ(proven->at, row.at);
    EXPECT_EQ(proven->kind, "note.add");
    EXPECT_EQ(proven->head.size, 321U);
    EXPECT_EQ(proof->body.find("话a"), std::string::npos) << "a proof tells nobody's words";
  }
}

TEST_P(ProofTest, IsOnlyGivenOfWhatIsSealed) {
  const std::string event = act("n1");
  EXPECT_EQ(code_of(prove(event)), "proof.not_sealed");
  seal_all();
  EXPECT_EQ(code_of(prove(event)), "proof.not_sealed") << "no head covers it yet";
  sealer().sign_head();
  EXPECT_EQ(code_of(prove(event)), "");
  EXPECT_EQ(code_of(prove("none")), "proof.no_event");
}

TEST_P(ProofTest, WithAnythingChangedProvesNothing) {
  act(9, "a");
  seal_and_sign();
  const auto proof = *prove(all<store::EventRow>("ORDER BY id")[4].id);
  const std::string text = text_of(proof);
  ASSERT_TRUE(check_proof(text, public_key()));

  Proof other = proof;
  other.n = 5;
  EXPECT_EQ(code_of(check_proof(text_of(other), public_key())), "proof.not_in");
  other = proof;
  other.body.replace(other.body.find("note.add"), 8, "note.del");
  EXPECT_EQ(code_of(check_proof(text_of(other), public_key())), "proof.not_in");
  other = proof;
  other.body += " ";
  EXPECT_EQ(code_of(check_proof(text_of(other), public_key())), "proof.body");
  other = proof;
  other.head.replace(other.head.find("\"size\":9"), 8, "\"size\":8");
  EXPECT_EQ(code_of(check_proof(text_of(other), public_key())), "proof.signature");
  EXPECT_EQ(code_of(check_proof(text, "ed25519.key.AAAA")), "proof.key");
  EXPECT_EQ(code_of(check_proof("[]", public_key())), "type");

  // Any byte of it.
  std::mt19937 draw(1);
  for (int i = 0; i < 2000; ++i) {
    std::string flipped = text;
    auto& byte = flipped[draw() % flipped.size()];
    byte = static_cast<char>(byte ^ static_cast<char>(1U << draw() % 8U));
    const auto checked = check_proof(flipped, public_key());
    // `key` is a convenience and evidence of nothing.
    if (checked) EXPECT_EQ(proof_of(flipped)->body, proof.body);
    if (checked) EXPECT_EQ(proof_of(flipped)->head, proof.head);
  }
}

}  // namespace
}  // namespace qinqing::ledger
