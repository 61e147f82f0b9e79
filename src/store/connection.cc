// Traps that bite here: SOCI's what() holds the bound values, so only get_error_message() and codes
// are looked at; soci-sqlite3.h includes sqlite3.h into a namespace of its own, so <sqlite3.h> must
// not stand before it; a statement string with several statements runs only its first.
#include "store/connection.h"

#include <soci/postgresql/soci-postgresql.h>
#include <soci/soci.h>
#include <soci/sqlite3/soci-sqlite3.h>

#include <stdexcept>
#include <unordered_map>

#include "store/search_grams.h"
#include "store/sqlite_library.h"

namespace qinqing::store {
namespace {

using Reason = Unavailable::Reason;

// The table that SQLite's "UNIQUE constraint failed: filing.id" is about, or what PostgreSQL's
// `… unique constraint "filing_pkey"` names. Nothing else of a message is used: it quotes values.
std::string table_in(const std::string& message) {
  constexpr std::string_view kPostgresql = "constraint \"";
  constexpr std::string_view kSqlite = "failed: ";
  if (const std::size_t at = message.find(kPostgresql); at != std::string::npos) {
    const std::size_t from = at + kPostgresql.size();
    std::string name = message.substr(from, message.find('"', from) - from);
    if (name.ends_with("_pkey")) name.resize(name.size() - 5);
    return name;
  }
  const std::size_t at = message.find(kSqlite);
  if (at == std::string::npos) return "";
  const std::size_t from = at + kSqlite.size();
  return message.substr(from, message.find('.', from) - from);
}

[[noreturn]] void translate(const soci::sqlite3_soci_error& error) {
  switch (error.result() & 0xff) {
    case 19:  // SQLITE_CONSTRAINT
      if (error.get_error_message().find("UNIQUE") != std::string::npos)
        throw Exists(table_in(error.get_error_message()));
      throw std::logic_error("SQLite refuses a row: " + error.get_error_message());
    case 13:  // SQLITE_FULL
      throw Unavailable(Reason::full);
    case 5:  // SQLITE_BUSY
    case 6:  // SQLITE_LOCKED
      throw Unavailable(Reason::locked);
    case 8:  // SQLITE_READONLY
      throw Unavailable(Reason::read_only);
    case 10:  // SQLITE_IOERR
    case 14:  // SQLITE_CANTOPEN
      throw Unavailable(Reason::lost);
    case 11:  // SQLITE_CORRUPT
    case 26:  // SQLITE_NOTADB
      throw Unavailable(Reason::damaged);
    default:
      throw std::logic_error("SQLite: " + error.get_error_message());
  }
}

[[noreturn]] void translate(const soci::postgresql_soci_error& error, bool connected) {
  const std::string state = error.sqlstate();
  if (!connected || state.starts_with("08") || state.starts_with("57P"))
    throw Unavailable(Reason::lost);
  if (state == "40001" || state == "40P01") throw Unordered();
  if (state == "23505") throw Exists(table_in(error.get_error_message()));
  if (state == "53100") throw Unavailable(Reason::full);
  if (state.starts_with("53") || state == "55P03" || state == "57014")
    throw Unavailable(Reason::locked);
  if (state == "25006") throw Unavailable(Reason::read_only);
  if (state.starts_with("XX") || state.starts_with("58")) throw Unavailable(Reason::damaged);
  throw std::logic_error("PostgreSQL " + state);  // its message may quote a value
}

// A prepared statement with the places that its arguments and its rows are exchanged through.
struct Prepared {
  Prepared(soci::session& session, std::string_view text, std::span<const Value> arguments,
           std::span<const ColumnType> types)
      : texts(arguments.size()),
        numbers(arguments.size()),
        marks(arguments.size()),
        row_texts(types.size()),
        row_numbers(types.size()),
        row_marks(types.size()),
        row(types.size()),
        types(types.begin(), types.end()),
        statement(session) {
    statement.alloc();
    statement.prepare(std::string(text));
    for (std::size_t i = 0; i < arguments.size(); ++i) {
      if (std::holds_alternative<std::int64_t>(arguments[i])) {
        statement.exchange(soci::use(numbers[i], marks[i]));
      } else {
        statement.exchange(soci::use(texts[i], marks[i]));
      }
    }
    for (std::size_t i = 0; i < types.size(); ++i) {
      if (types[i] == ColumnType::integer) {
        statement.exchange(soci::into(row_numbers[i], row_marks[i]));
      } else {
        statement.exchange(soci::into(row_texts[i], row_marks[i]));
      }
    }
    statement.define_and_bind();
  }

  void bind(std::span<const Value> arguments) {
    for (std::size_t i = 0; i < arguments.size(); ++i) {
      marks[i] = soci::i_ok;
      if (const auto* number = std::get_if<std::int64_t>(&arguments[i])) {
        numbers[i] = *number;
      } else if (const auto* text = std::get_if<std::string>(&arguments[i])) {
        texts[i] = *text;
      } else {
        marks[i] = soci::i_null;
      }
    }
  }

  std::span<const Value> fetched() {
    for (std::size_t i = 0; i < types.size(); ++i) {
      if (row_marks[i] == soci::i_null) {
        row[i] = std::monostate();
      } else if (types[i] == ColumnType::integer) {
        row[i] = std::int64_t{row_numbers[i]};
      } else {
        row[i] = row_texts[i];
      }
    }
    return row;
  }

  std::vector<std::string> texts;
  std::vector<long long> numbers;
  std::vector<soci::indicator> marks;
  std::vector<std::string> row_texts;
  std::vector<long long> row_numbers;
  std::vector<soci::indicator> row_marks;
  std::vector<Value> row;
  std::vector<ColumnType> types;
  soci::statement statement;  // last: it is destroyed before what it is bound to
};

class SociConnection final : public Connection {
 public:
  SociConnection(Dialect dialect, const soci::backend_factory& factory, const std::string& connect)
      : dialect_(dialect) {
    guarded([&] { session_.open(factory, connect); });
  }

  ~SociConnection() override {
    try {
      prepared_.clear();
    } catch (...) {  // NOLINT(bugprone-empty-catch): a broken connection's statements
    }
  }
  SociConnection(const SociConnection&) = delete;
  SociConnection& operator=(const SociConnection&) = delete;

  // SQLite has no words for it.
  void add_search_grams() {
    using sqlite_api::sqlite3_destructor_type;  // which SQLITE_TRANSIENT names
    const auto give = [](sqlite_api::sqlite3_context* context, int,
                         sqlite_api::sqlite3_value** arguments) {
      const auto* text =
          reinterpret_cast<const char*>(sqlite_api::sqlite3_value_text(arguments[0]));
      const std::string grams = search_grams(text == nullptr ? "" : text);
      sqlite_api::sqlite3_result_text(context, grams.data(), static_cast<int>(grams.size()),
                                      SQLITE_TRANSIENT);
    };
    const auto* backend = static_cast<soci::sqlite3_session_backend*>(session_.get_backend());
    if (sqlite_api::sqlite3_create_function(backend->conn_, "search_grams", 1,
                                            SQLITE_UTF8 | SQLITE_DETERMINISTIC, nullptr, give,
                                            nullptr, nullptr) != SQLITE_OK)
      throw Unavailable(Reason::locked);
  }

  Dialect dialect() const override { return dialect_; }
  bool usable() const override { return usable_; }

  void run(std::string_view statement) override {
    guarded([&] { session_ << std::string(statement); });
  }

  void query(std::string_view text, std::span<const Value> arguments,
             std::span<const ColumnType> types, const Each& each) override {
    guarded([&] {
      Prepared& prepared = prepare(text, arguments, types);
      prepared.bind(arguments);
      prepared.statement.execute(false);
      // Every row is fetched even if `each` throws: a statement left half-way holds a lock.
      std::exception_ptr thrown;
      while (prepared.statement.fetch()) {
        if (thrown) continue;
        try {
          each(prepared.fetched());
        } catch (...) {
          thrown = std::current_exception();
        }
      }
      if (thrown) std::rethrow_exception(thrown);
    });
  }

  std::int64_t change_beside(std::string_view text, std::span<const Value> arguments) override {
    std::int64_t changed = 0;
    guarded([&] {
      Prepared& prepared = prepare(text, arguments, {});
      prepared.bind(arguments);
      prepared.statement.execute(true);
      changed = prepared.statement.get_affected_rows();
    });
    return changed;
  }

 private:
  template <class F>
  void guarded(F&& body) {
    try {
      body();
    } catch (const soci::sqlite3_soci_error& error) {
      if (const int code = error.result() & 0xff; code == 10 || code == 14 || code == 11)
        usable_ = false;
      translate(error);
    } catch (const soci::postgresql_soci_error& error) {
      const bool connected = session_.is_connected();
      if (!connected) usable_ = false;
      translate(error, connected);
    } catch (const soci::soci_error&) {
      // What SOCI itself says: it could not connect, or it lost its connection.
      usable_ = false;
      throw Unavailable(Reason::lost);
    }
  }

  Prepared& prepare(std::string_view text, std::span<const Value> arguments,
                    std::span<const ColumnType> types) {
    key_.assign(text);
    key_ += '\0';
    for (const Value& value : arguments)
      key_ += std::holds_alternative<std::int64_t>(value) ? 'i' : 't';
    key_ += ',';
    for (const ColumnType type : types) key_ += type == ColumnType::integer ? 'i' : 't';
    auto& slot = prepared_[key_];
    if (!slot) {
      try {
        slot = std::make_unique<Prepared>(session_, text, arguments, types);
      } catch (...) {
        prepared_.erase(key_);
        throw;
      }
    }
    return *slot;
  }

  Dialect dialect_;
  bool usable_ = true;
  soci::session session_;
  std::string key_;
  std::unordered_map<std::string, std::unique_ptr<Prepared>> prepared_;
};

}  // namespace

std::unique_ptr<Connection> connect_sqlite(const std::string& path, const DatabaseOptions& options,
                                           bool writes) {
  prepare_sqlite();
  std::string connect = "dbname=\"" + path + "\" timeout=5";
  if (!options.sqlite_vfs.empty()) connect += " vfs=" + options.sqlite_vfs;
  auto connection = std::make_unique<SociConnection>(Dialect::sqlite, soci::sqlite3, connect);
  connection->add_search_grams();
  connection->run("PRAGMA busy_timeout = 5000");
  if (writes) {
    connection->run("PRAGMA journal_mode = WAL");
    connection->run("PRAGMA synchronous = FULL");
    // A unit is a savepoint of its group: the pages it touches are kept to go back to. In a file
    // they would be written twice over.
    connection->run("PRAGMA temp_store = MEMORY");
    // Pages that many filings share go back to the file once in 32 MB of log, not once in four.
    connection->run("PRAGMA wal_autocheckpoint = 8000");
    if (options.sqlite_pages_max > 0)
      connection->run("PRAGMA max_page_count = " + std::to_string(options.sqlite_pages_max));
  } else {
    connection->run("PRAGMA query_only = ON");
    // Readers share the system's cache: a list that looks at every row of a big table would
    // otherwise copy the file through each connection's own cache.
    connection->run("PRAGMA mmap_size = 1073741824");
  }
  connection->run("PRAGMA foreign_keys = ON");
  connection->run("PRAGMA cache_size = -65536");
  return connection;
}

// SOCI takes the address apart into KEY=VALUE and puts it together again, so one without any "="
// reaches libpq with a "=" at its end.
std::unique_ptr<Connection> connect_postgresql(const std::string& url) {
  const bool plain = url.find('=') == std::string::npos;
  const std::string address = plain ? url + "?application_name=qinqing" : url;
  auto connection =
      std::make_unique<SociConnection>(Dialect::postgresql, soci::postgresql, address);
  connection->run("SET client_encoding = 'UTF8'");
  connection->run("SET statement_timeout = '30s'");
  connection->run("SET lock_timeout = '10s'");
  connection->run("SET synchronous_commit = on");
  connection->run("SET client_min_messages = warning");
  // Statements here last milliseconds: compiling one takes a hundred times as long.
  connection->run("SET jit = off");
  return connection;
}

}  // namespace qinqing::store
