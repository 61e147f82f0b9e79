// The daily walk to the witnesses, with a witness behind a fake wire.
#include "ledger/showing.h"

#include <gtest/gtest.h>

#include "base/json.h"
#include "base/reader.h"
#include "ledger/testing/sealed.h"
#include "ledger/witness.h"

namespace qinqing::ledger {
namespace {

class ShowingTest : public testing::SealedTest {
 protected:
  ShowingTest() {
    crypto_sign_keypair(open_.data(), secret_.data());
    witness_.emplace(std::vector{public_key()}, std::nullopt,
                     WitnessOptions{.public_key = "ed25519.w." + base::base64url(open_),
                                    .sign = [this](std::string_view text) { return cosign(text); },
                                    .keep = [](const Cosigned&) { return true; },
                                    .clock = &clock_});
  }

  // Runs once; the row as it stands then.
  WitnessRow run() {
    Showing(database(), clock_, {"http://w"},
            [this](const std::string& url, const std::string& body) { return answer(url, body); })
        .run();
    return all<WitnessRow>("ORDER BY url").at(0);
  }

  Said answer(const std::string& url, const std::string& body) {
    ++asked_;
    if (silent_) return {};
    if (url == "http://w/v1/head") {
      const auto last = witness_->last();
      return last ? Said{200, text_of(*last)} : Said{404, "{}"};
    }
    EXPECT_EQ(url, "http://w/v1/heads");
    base::Faults faults;
    const auto taken = witness_->take(base::read<Shown>(*base::parse_json(body), "", faults));
    return taken ? Said{200, text_of(*taken)} : Said{409, "{}"};
  }

  bool silent_ = false;
  int asked_ = 0;

 private:
  std::string cosign(std::string_view text) const {
    std::array<std::uint8_t, crypto_sign_BYTES> bytes{};
    crypto_sign_detached(bytes.data(), nullptr, reinterpret_cast<const std::uint8_t*>(text.data()),
                         text.size(), secret_.data());
    return "ed25519.w." + base::base64url(bytes);
  }

  std::array<std::uint8_t, crypto_sign_PUBLICKEYBYTES> open_{};
  std::array<std::uint8_t, crypto_sign_SECRETKEYBYTES> secret_{};
  std::optional<Witness> witness_;
};
STORE_ON_BOTH(ShowingTest);

TEST_P(ShowingTest, OnceADay) {
  act(3, "a");
  seal_and_sign();
  WitnessRow row = run();
  EXPECT_EQ(row.problem, "");
  EXPECT_EQ(row.size, 3);
  EXPECT_TRUE(cosigned_of(row.cosigned));

  act(2, "b");
  seal_and_sign();
  asked_ = 0;
  EXPECT_EQ(run().size, 3);
  EXPECT_EQ(asked_, 0) << "it signed today";
  clock_.set(clock_.now() + std::chrono::hours(24));
  EXPECT_EQ(run().size, 5);
}

TEST_P(ShowingTest, NotesSinceWhenAWitnessIsSilent) {
  act(3, "a");
  seal_and_sign();
  silent_ = true;
  WitnessRow row = run();
  EXPECT_EQ(row.problem, "witness.silent");
  const std::string since = row.problem_since;
  clock_.set(clock_.now() + std::chrono::hours(1));
  EXPECT_EQ(run().problem_since, since) << "the first time counts";
  silent_ = false;
  row = run();
  EXPECT_EQ(row.problem + row.problem_since, "");
  EXPECT_EQ(row.size, 3);
}

TEST_P(ShowingTest, NotesARefusalAndKeepsWhatWasSigned) {
  act(10, "a");
  seal_and_sign();
  ASSERT_EQ(run().problem, "");
  clock_.set(clock_.now() + std::chrono::hours(24));
  by_hand("DELETE FROM ledger_entry WHERE n >= 7");
  by_hand("DELETE FROM ledger_head");
  sealer().sign_head();
  EXPECT_EQ(run().problem, "witness.older") << "fewer events than it saw";
  act(9, "b");
  seal_and_sign();
  const WitnessRow row = run();
  EXPECT_EQ(row.problem, "witness.refused");
  EXPECT_EQ(row.size, 10);
}

TEST_P(ShowingTest, WaitsForTheFirstHead) {
  EXPECT_EQ(run().problem, "witness.no_head");
  act(1, "a");
  seal_and_sign();
  EXPECT_EQ(run().problem, "");
}

}  // namespace
}  // namespace qinqing::ledger
