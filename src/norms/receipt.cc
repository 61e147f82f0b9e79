#include "norms/receipt.h"

#include <algorithm>

#include "base/canonical.h"

namespace qinqing::norms {
namespace {

// Writes the receipt straight into its canonical form: every object's members are written in the
// order that RFC 8785 asks, which `receipt_test` holds against canonical_json. Building a tree of
// JSON first would cost more than the judgement itself.
class ReceiptWriter {
 public:
  ReceiptWriter(const Pack& pack, const Situation& situation, const Outcome& outcome)
      : pack_(pack), situation_(situation), outcome_(outcome) {
    out_.reserve(1536);
  }

  std::string write(const base::Calendar& calendar, const std::vector<std::string>& rulings,
                    std::string_view authority, bool binding) {
    out_ += R"({"actor":)";
    quoted(to_string(situation_.actor));
    member("asked_on", situation_.asked_on.to_string());
    member("authority", authority);
    key("binding");
    out_ += binding ? "true" : "false";
    member("calendar_hash", calendar.hash());
    key("clauses");
    ids(pack_.clauses, outcome_.clauses);
    key("conducts");
    ids(pack_.conducts, situation_.conducts);
    member("contact_on", situation_.contact_on.to_string());
    write_duties();
    write_facts();
    member("format", kReceiptFormat);
    member("pack", pack_.id);
    member("pack_hash", pack_.hash);
    write_parameters();
    if (!situation_.place.empty()) {
      key("place");
      base::append_canonical_string(out_, situation_.place);
    }
    write_rules();
    write_rulings(rulings);
    write_unknown();
    member("verdict", to_string(outcome_.verdict));
    out_ += '}';
    return std::move(out_);
  }

 private:
  void key(std::string_view name) {
    out_ += ",\"";
    out_ += name;
    out_ += "\":";
  }

  // Values are ids, days, hashes and names of this program: none needs escaping.
  void member(std::string_view name, std::string_view value) {
    key(name);
    quoted(value);
  }

  void quoted(std::string_view value) {
    out_ += '"';
    out_ += value;
    out_ += '"';
  }

  template <class Items>
  void ids(const Items& items, const std::vector<Index>& indices) {
    out_ += '[';
    for (std::size_t i = 0; i < indices.size(); ++i) {
      if (i != 0) out_ += ',';
      quoted(items[indices[i]].id);
    }
    out_ += ']';
  }

  void write_duties() {
    key("duties");
    out_ += '[';
    for (std::size_t i = 0; i < outcome_.duties.size(); ++i) {
      const DutyResult& duty = outcome_.duties[i];
      out_ += i == 0 ? R"({"due":)" : R"(,{"due":)";
      quoted(duty.due ? duty.due->to_string() : "");
      member("id", pack_.duties[duty.duty].id);
      member("state", to_string(duty.state));
      out_ += '}';
    }
    out_ += ']';
  }

  void write_value(const Fact& fact, const dmn::Value& value) {
    switch (fact.type) {
      case FactType::choice:
        return quoted(value.as_string());
      case FactType::boolean:
        out_ += value.as_boolean() ? "true" : "false";
        return;
      case FactType::count:
        out_ += value.as_number().to_string();
        return;
      case FactType::money:
      case FactType::decimal:
        return quoted(value.as_number().to_string());
      case FactType::date:
        return quoted(value.as_date().to_string());
    }
  }

  // Calls `write` for each index, in the order of the ids.
  template <class Items, class Write>
  void object(std::string_view name, const Items& items, std::vector<Index>& indices, Write write) {
    std::ranges::sort(indices, {}, [&](Index i) -> const std::string& { return items[i].id; });
    key(name);
    out_ += '{';
    for (std::size_t i = 0; i < indices.size(); ++i) {
      if (i != 0) out_ += ',';
      quoted(items[indices[i]].id);
      out_ += ':';
      write(indices[i]);
    }
    out_ += '}';
  }

  void write_facts() {
    std::vector<Index> given;
    for (std::size_t i = 0; i < situation_.facts.size(); ++i)
      if (situation_.facts[i].given == Given::value) given.push_back(static_cast<Index>(i));
    object("facts", pack_.facts, given,
           [&](Index i) { write_value(pack_.facts[i], situation_.facts[i].value); });
  }

  // The parameters that the tables of the conducts present look at, as they are on that day.
  void write_parameters() {
    std::vector<Index> used;
    for (const Index conduct : situation_.conducts)
      for (const auto& [input, column] : pack_.tables[conduct].bindings)
        if (column.parameter && std::ranges::find(used, *column.parameter) == used.end())
          used.push_back(*column.parameter);
    object("parameters", pack_.parameters, used, [&](Index i) {
      const DatedValue* value = pack_.parameters[i].at(situation_.contact_on);
      quoted(value ? value->value.to_string() : "");
    });
  }

  void write_rules() {
    key("rules");
    out_ += '[';
    for (std::size_t i = 0; i < outcome_.conducts.size(); ++i) {
      const ConductResult& result = outcome_.conducts[i];
      out_ += i == 0 ? R"({"conduct":)" : R"(,{"conduct":)";
      quoted(pack_.conducts[result.conduct].id);
      member("effect", to_string(result.effect));
      key("matched");
      ids(pack_.rules, result.matched);
      out_ += '}';
    }
    out_ += ']';
  }

  void write_rulings(const std::vector<std::string>& rulings) {
    key("rulings");
    out_ += '[';
    for (std::size_t i = 0; i < rulings.size(); ++i) {
      if (i != 0) out_ += ',';
      quoted(rulings[i]);
    }
    out_ += ']';
  }

  void write_unknown() {
    key("unknown");
    out_ += '[';
    bool first = true;
    for (std::size_t i = 0; i < situation_.facts.size(); ++i) {
      if (situation_.facts[i].given != Given::unknown) continue;
      if (!first) out_ += ',';
      first = false;
      quoted(pack_.facts[i].id);
    }
    out_ += ']';
  }

  const Pack& pack_;
  const Situation& situation_;
  const Outcome& outcome_;
  std::string out_;
};

}  // namespace

Receipt make_receipt(const Pack& pack, const base::Calendar& calendar,
                     const std::vector<Adoption>& adoptions, const Situation& situation,
                     const Outcome& outcome, const Ruled& ruled) {
  const auto weakest = weakest_status(pack, outcome.clauses);
  Receipt receipt;
  receipt.authority = ruled.decides ? "ruling" : weakest ? to_string(*weakest) : "none";
  receipt.binding = weakest == Status::official &&
                    adopted_on(adoptions, pack.hash, situation.contact_on) != nullptr;
  receipt.bytes = ReceiptWriter(pack, situation, outcome)
                      .write(calendar, ruled.hashes, receipt.authority, receipt.binding);
  receipt.hash = base::named_hash(receipt.bytes);
  return receipt;
}

}  // namespace qinqing::norms
