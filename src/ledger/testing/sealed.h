// A database with a ledger for tests, and a key to sign with.
#pragma once

#include <sodium.h>

#include <array>
#include <string>
#include <vector>

#include "base/base64url.h"
#include "ledger/rows.h"
#include "ledger/sealer.h"
#include "store/testing/databases.h"
#include "store/testing/notes.h"

namespace qinqing::ledger::testing {

class SealedTest : public store::testing::DatabaseTest {
 protected:
  SealedTest() {
    open({store::schema(), schema(), store::testing::note_schema()});
    crypto_sign_keypair(public_.data(), secret_.data());
  }

  // An event with a row that it makes.
  std::string act(const std::string& id) {
    return database().write([&](store::Unit& unit) {
      std::string event = unit.event({.kind = "note.add", .place = "nb", .subject = id});
      auto row = store::testing::note(id, "话" + id);
      row.phone = "138" + id;
      unit.insert(row);
      unit.measure({.kind = "note.added", .place = "nb", .day = row.day, .value = 1});
      return event;
    });
  }
  void act(int count, const std::string& prefix) {
    for (int i = 0; i < count; ++i) act(prefix + std::to_string(i));
  }
  // An event that changes it.
  void change(const std::string& id, const std::string& words) {
    database().write([&](store::Unit& unit) {
      unit.event({.kind = "note.change", .place = "nb", .subject = id});
      auto row = *unit.sql().find<store::testing::Note>(id);
      row.words = words;
      unit.update(row);
    });
  }

  std::string sign(std::string_view text) const {
    std::array<std::uint8_t, crypto_sign_BYTES> bytes{};
    crypto_sign_detached(bytes.data(), nullptr, reinterpret_cast<const std::uint8_t*>(text.data()),
                         text.size(), secret_.data());
    return "ed25519.key." + base::base64url(bytes);
  }
  std::string public_key() const { return "ed25519.key." + base::base64url(public_); }

  Sealer sealer() {
    return {database(), clock_, [this](std::string_view text) { return sign(text); }};
  }
  int seal_all() {
    Sealer sealer = this->sealer();
    int all = 0;
    for (int now = sealer.seal(); now > 0; now = sealer.seal()) all += now;
    return all;
  }
  void seal_and_sign() {
    seal_all();
    sealer().sign_head();
  }

  template <class Row>
  std::vector<Row> all(const char* order) {
    return database().read([&](store::Sql& sql) { return sql.select<Row>(order); });
  }
  // Behind the program's back.
  std::int64_t by_hand(const std::string& statement, const std::vector<store::Value>& values = {}) {
    return database().aside([&](store::Sql& sql) { return sql.change(statement, values); });
  }

 private:
  std::array<std::uint8_t, crypto_sign_PUBLICKEYBYTES> public_{};
  std::array<std::uint8_t, crypto_sign_SECRETKEYBYTES> secret_{};
};

}  // namespace qinqing::ledger::testing
