// The reference of bench/run verify: SQLite alone reads every row that verification must read, once
// and in the order of its keys, and SHA-256 is taken of each, with OpenSSL's own. Whoever answers
// for what stands in the rows does at least that.
//
//   verify_reference FILE.db      prints `seconds rows`
#include <openssl/evp.h>
#include <sqlite3.h>

#include <array>
#include <chrono>
#include <cstdint>
#include <iostream>
#include <stdexcept>
#include <string>
#include <vector>

namespace {

struct Table {
  const char* name;
  const char* order;
};
constexpr std::array<Table, 5> kTables{{{"event", "id"},
                                        {"event_private", "event, n"},
                                        {"measure", "event, n"},
                                        {"ledger_entry", "n"},
                                        {"case_step", "case_id, n"}}};

std::int64_t hash_all(sqlite3* database, const Table& table) {
  sqlite3_stmt* statement = nullptr;
  const std::string text = std::string("SELECT * FROM ") + table.name + " ORDER BY " + table.order;
  if (sqlite3_prepare_v2(database, text.c_str(), -1, &statement, nullptr) != SQLITE_OK)
    throw std::runtime_error(sqlite3_errmsg(database));
  EVP_MD_CTX* context = EVP_MD_CTX_new();
  std::array<unsigned char, EVP_MAX_MD_SIZE> hash{};
  std::int64_t rows = 0;
  while (sqlite3_step(statement) == SQLITE_ROW) {
    EVP_DigestInit_ex(context, EVP_sha256(), nullptr);
    for (int column = 0; column < sqlite3_column_count(statement); ++column) {
      const void* bytes = sqlite3_column_text(statement, column);
      EVP_DigestUpdate(context, bytes,
                       static_cast<std::size_t>(sqlite3_column_bytes(statement, column)));
    }
    EVP_DigestFinal_ex(context, hash.data(), nullptr);
    ++rows;
  }
  EVP_MD_CTX_free(context);
  sqlite3_finalize(statement);
  return rows;
}

}  // namespace

int main(int argc, char** argv) {
  sqlite3* database = nullptr;
  if (argc != 2 ||
      sqlite3_open_v2(argv[1], &database, SQLITE_OPEN_READONLY, nullptr) != SQLITE_OK) {
    std::cerr << "verify_reference FILE.db\n";
    return 2;
  }
  const auto begun = std::chrono::steady_clock::now();
  std::int64_t rows = 0;
  try {
    for (const Table& table : kTables) rows += hash_all(database, table);
  } catch (const std::exception& error) {
    std::cerr << error.what() << '\n';
    return 1;
  }
  std::cout << std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count()
            << ' ' << rows << '\n';
  sqlite3_close(database);
}
