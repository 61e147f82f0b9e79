#include "store/connection_unit.h"

#include <stdexcept>
#include <utility>

#include "store/erasure.h"
#include "store/log_rows.h"

namespace qinqing::store {
namespace {

std::vector<Value> values_of(const Table& table, const void* row) {
  std::vector<Value> values;
  values.reserve(table.columns.size() + 1);
  for (const Column& column : table.columns) values.push_back(column.get(row));
  return values;
}

// An embedded NUL ends the text on PostgreSQL and not on SQLite: it would be two records.
void refuse_nul(std::span<const Value> values) {
  for (const Value& value : values) {
    const auto* text = std::get_if<std::string>(&value);
    if (text != nullptr && text->find('\0') != std::string::npos)
      throw std::invalid_argument(
          "a text holds a NUL; input is to be refused before it comes here");
  }
}

}  // namespace

void ConnectionUnit::require(const Table& table, bool event_backed) const {
  const bool backed = table.kind == TableKind::record;
  if (table.kind == TableKind::log || backed != event_backed)
    throw std::logic_error(table.name + ": a " + std::string(to_string(table.kind)) +
                           " table is not changed like this");
  if (backed && !body_) throw std::logic_error(table.name + ": changed without an event");
}

std::vector<Value> ConnectionUnit::add(const Table& table, const void* row) {
  auto values = values_of(table, row);
  refuse_nul(values);
  connection_.change_beside(table.insert_sql, values);
  return values;
}

void ConnectionUnit::written(const Table& table, std::span<const Value> values) {
  connection_.found().keep(table, values.first(table.keys), values);
}

std::string ConnectionUnit::event(Event event) {
  close();
  body_ = std::make_unique<EventBody>(sources_.ids.next(), instant_text(sources_.clock.now()),
                                      std::move(event), sources_.random);
  return body_->id();
}

void ConnectionUnit::measure(Measure measure) {
  if (!body_) throw std::logic_error("a measure without an event");
  body_->measure(measure);
}

void ConnectionUnit::insert_row(const Table& table, void* row) {
  require(table, true);
  table.columns[static_cast<std::size_t>(table.version_column)].set(row, std::int64_t{1});
  written(table, add(table, row));
  body_->change(table, row);
}

void ConnectionUnit::update_row(const Table& table, void* row) {
  change_row(table, row, Change::written);
}

void ConnectionUnit::erase_row(const Table& table, void* row) {
  require(table, true);
  // What is still in memory could not be found in the database.
  if (body_->has_changes()) throw std::logic_error(table.name + ": erased after another change");
  std::vector<Value> before;
  for (const Column& column : table.columns) {
    before.push_back(column.get(row));
    if (column.personal)
      column.set(row, column.optional ? Value(std::monostate()) : Value(std::string()));
  }
  try {
    change_row(table, row, Change::erased);
  } catch (const Conflict&) {
    for (std::size_t i = 0; i < before.size(); ++i) table.columns[i].set(row, before[i]);
    throw;
  }
  destroy_payload(connection_, table, std::span(before).first(table.keys));
}

void ConnectionUnit::change_row(const Table& table, void* row, Change change) {
  require(table, true);
  const Column& version = table.columns[static_cast<std::size_t>(table.version_column)];
  const Value read = version.get(row);
  version.set(row, std::get<std::int64_t>(read) + 1);
  // In the order of the statement: what is set, the key, the version that was read.
  const std::vector<Value> values = values_of(table, row);
  const auto keys = static_cast<std::ptrdiff_t>(table.keys);
  std::vector<Value> arguments(values.begin() + keys, values.end());
  arguments.insert(arguments.end(), values.begin(), values.begin() + keys);
  arguments.push_back(read);
  refuse_nul(arguments);
  if (connection_.change_beside(table.update_sql, arguments) != 1) {
    version.set(row, read);
    throw Conflict(table.name);
  }
  written(table, values);
  body_->change(table, row, change);
}

void ConnectionUnit::put_row(const Table& table, const void* row) {
  require(table, false);
  const auto values = values_of(table, row);
  refuse_nul(values);
  connection_.change_beside(table.upsert_sql, values);
  written(table, values);
}

std::int64_t ConnectionUnit::remove_row(const Table& table, std::span<const Value> keys) {
  require(table, false);
  const std::int64_t removed = connection_.change_beside(table.remove_sql, keys);
  connection_.found().keep(table, keys, {});
  return removed;
}

void ConnectionUnit::close() {
  if (!body_) return;
  const Event& event = body_->event();
  const EventRow row{body_->id(), body_->at(),   event.kind,  event.account, event.post,
                     event.place, event.subject, event.basis, body_->bytes()};
  add(table<EventRow>(), &row);
  const UnsealedRow unsealed{body_->id()};
  add(table<UnsealedRow>(), &unsealed);
  std::int64_t n = 0;
  for (const PrivatePart& part : body_->private_parts()) {
    const EventPrivateRow kept{body_->id(), n++, part.salt, part.value};
    add(table<EventPrivateRow>(), &kept);
  }
  n = 0;
  for (const Measure& m : body_->measures()) {
    const MeasureRow kept{body_->id(), n++, m.kind, m.place, m.day, m.value, m.reverses};
    add(table<MeasureRow>(), &kept);
  }
  body_.reset();
}

}  // namespace qinqing::store
