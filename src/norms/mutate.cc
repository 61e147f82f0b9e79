#include "norms/mutate.h"

#include <algorithm>
#include <boost/json/serialize.hpp>
#include <functional>
#include <pugixml.hpp>
#include <sstream>

#include "base/yaml.h"
#include "norms/lint.h"
#include "norms/mutate_text.h"

namespace qinqing::norms {
namespace {

// Collects the mutants of one file after another.
class Mutator {
 public:
  Mutator(const Pack& pack, const PackFiles& files) : pack_(pack), files_(files) {}

  std::vector<Mutant> run() {
    for (const auto& [path, bytes] : files_) {
      path_ = path;
      if (path.starts_with("rules/"))
        mutate_model(bytes);
      else if (path.starts_with("clauses/"))
        mutate_clause(bytes);
      else if (path == "pack.yaml" || path == "parameters.yaml" || path == "duties.yaml")
        mutate_yaml(bytes);
    }
    return std::move(mutants_);
  }

 private:
  void add(std::string op, std::string place, std::string change, std::string contents) {
    mutants_.push_back(
        {std::move(op), path_, std::move(place), std::move(change), std::move(contents)});
  }

  // --- decision tables

  void mutate_model(const std::string& bytes) {
    pugi::xml_document document;
    if (!document.load_buffer(bytes.data(), bytes.size())) return;
    std::size_t count = 0;
    for_each_rule(document, [&](pugi::xml_node) { ++count; });
    for (std::size_t row = 0; row < count; ++row) mutate_row(document, row);
  }

  static void for_each_rule(const pugi::xml_document& document,
                            const std::function<void(pugi::xml_node)>& visit) {
    for (const pugi::xpath_node& rule : document.select_nodes("//*[local-name()='rule']"))
      visit(rule.node());
  }

  static pugi::xml_node row_of(const pugi::xml_document& document, std::size_t row) {
    return document.select_nodes("//*[local-name()='rule']")[row].node();
  }

  static std::vector<pugi::xml_node> texts(pugi::xml_node rule, std::string_view entry) {
    std::vector<pugi::xml_node> found;
    for (const pugi::xml_node child : rule.children()) {
      const std::string_view name = child.name();
      if (name == entry || name.ends_with(":" + std::string(entry)))
        found.push_back(child.find_child([](pugi::xml_node node) {
          const std::string_view own = node.name();
          return own == "text" || own.ends_with(":text");
        }));
    }
    return found;
  }

  // Applies `change` to a copy of the document and keeps the result as a mutant.
  void with_row(const pugi::xml_document& document, std::size_t row, std::string op,
                std::string change, const std::function<void(pugi::xml_node)>& apply) {
    pugi::xml_document copy;
    copy.reset(document);
    const pugi::xml_node rule = row_of(copy, row);
    const std::string id = rule.attribute("id").value();
    apply(rule);
    std::ostringstream out;
    copy.save(out, "", pugi::format_raw);
    add(std::move(op), id, std::move(change), out.str());
  }

  void with_text(const pugi::xml_document& document, std::size_t row, std::string op,
                 std::string_view entry, std::size_t column, const std::string& text) {
    const std::string before = texts(row_of(document, row), entry)[column].text().get();
    with_row(document, row, std::move(op), before + " → " + text,
             [&](pugi::xml_node rule) { texts(rule, entry)[column].text().set(text.c_str()); });
  }

  void mutate_row(const pugi::xml_document& document, std::size_t row) {
    const pugi::xml_node node = row_of(document, row);
    const auto index = pack_.rule_index(node.attribute("id").value());
    if (!index) return;
    const Rule& rule = pack_.rules[*index];
    with_row(document, row, "delete_rule", "删去规则",
             [](pugi::xml_node gone) { gone.parent().remove_child(gone); });
    flip_effect(document, row, rule);
    const auto conditions = texts(node, "inputEntry");
    for (std::size_t i = 0; i < conditions.size(); ++i) {
      const Column& column = pack_.tables[rule.conduct].columns[i];
      const bool count = column.fact && pack_.facts[*column.fact].type == FactType::count;
      for (const std::string& text : shifted_numbers(conditions[i].text().get(), count))
        with_text(document, row, "threshold", "inputEntry", i, text);
      for (const std::string& text : shifted_dates(conditions[i].text().get()))
        with_text(document, row, "date", "inputEntry", i, text);
    }
    swap_clauses(document, row, rule);
    drop_duties(document, row, rule);
  }

  void flip_effect(const pugi::xml_document& document, std::size_t row, const Rule& rule) {
    const auto& outputs = pack_.tables[rule.conduct];
    const auto& table = *outputs.model->table(outputs.decision);
    const auto column = std::ranges::find(table.outputs, "effect", &dmn::OutputClause::name);
    const auto at = static_cast<std::size_t>(column - table.outputs.begin());
    for (const Effect other : {Effect::permit, Effect::refer, Effect::deny}) {
      if (other == rule.effect || (rule.effect == Effect::duty && other != Effect::permit))
        continue;
      with_text(document, row, "flip_effect", "outputEntry", at,
                "\"" + std::string(to_string(other)) + "\"");
    }
  }

  std::string another_clause(const std::vector<Index>& taken, Index than) const {
    const std::size_t count = pack_.clauses.size();
    for (std::size_t step = 1; step < count; ++step) {
      const auto next = static_cast<Index>((than + step) % count);
      if (std::ranges::find(taken, next) == taken.end()) return pack_.clauses[next].id;
    }
    return "";
  }

  void swap_clauses(const pugi::xml_document& document, std::size_t row, const Rule& rule) {
    const auto& model = pack_.tables[rule.conduct];
    const auto& notes = model.model->table(model.decision)->annotations;
    const auto column =
        static_cast<std::size_t>(std::ranges::find(notes, "clauses") - notes.begin());
    for (const Index clause : rule.clauses) {
      const std::string other = another_clause(rule.clauses, clause);
      if (other.empty()) continue;
      std::string line;
      for (const Index each : rule.clauses)
        line += (line.empty() ? "" : ", ") + (each == clause ? other : pack_.clauses[each].id);
      with_text(document, row, "swap_clause", "annotationEntry", column, line);
    }
  }

  void drop_duties(const pugi::xml_document& document, std::size_t row, const Rule& rule) {
    const auto& model = pack_.tables[rule.conduct];
    const auto& outputs = model.model->table(model.decision)->outputs;
    const auto column = static_cast<std::size_t>(
        std::ranges::find(outputs, "duties", &dmn::OutputClause::name) - outputs.begin());
    for (const Index duty : rule.duties) {
      std::string line;
      for (const Index each : rule.duties)
        if (each != duty) line += (line.empty() ? "" : ", ") + pack_.duties[each].id;
      with_text(document, row, "drop_duty", "outputEntry", column, "\"" + line + "\"");
    }
  }

  // --- YAML: JSON is YAML, so a changed tree is written back as JSON.

  void mutate_yaml(const std::string& bytes) {
    const auto document = base::parse_yaml(bytes, path_);
    if (!document) return;
    mutate_tree(document->value,
                [](const boost::json::value& changed) { return boost::json::serialize(changed); });
  }

  void mutate_clause(const std::string& bytes) {
    const auto file = base::parse_front_matter(bytes, path_);
    if (!file) return;
    mutate_tree(file->head.value, [&](const boost::json::value& changed) {
      return "---\n" + boost::json::serialize(changed) + "\n---\n" + file->body + "\n";
    });
  }

  using Write = std::function<std::string(const boost::json::value&)>;

  void mutate_tree(const boost::json::value& tree, const Write& write) {
    for (const YamlChange& change : yaml_changes(tree, path_, pack_)) {
      boost::json::value copy = tree;
      copy.at_pointer(change.pointer) = change.value;
      add(change.op, change.pointer, change.description, write(copy));
    }
  }

  const Pack& pack_;
  const PackFiles& files_;
  std::string path_;
  std::vector<Mutant> mutants_;
};

std::string killed_by(const Pack& pack, const std::vector<Case>& cases,
                      const base::Calendar& calendar) {
  Judge judge(pack, calendar);
  for (const Case& test : cases) {
    // A case on a day on which the pack is no longer in force gets no answer.
    if (!pack.in_force(test.situation.contact_on) || !run_case(judge, test).empty())
      return "case:" + test.id;
  }
  const LintReport report = lint(pack, calendar);
  return report.faults.empty() ? "" : "lint:" + report.faults[0].code;
}

}  // namespace

std::vector<Mutant> all_mutants(const Pack& pack, const PackFiles& files) {
  return Mutator(pack, files).run();
}

std::vector<MutantResult> run_mutants(const PackFiles& files, const std::vector<Mutant>& mutants,
                                      const base::Calendar& calendar,
                                      void (*progress)(std::size_t, std::size_t)) {
  PackReader reader;
  std::vector<MutantResult> results;
  const auto original = reader.read(files);
  // No operator touches facts or conducts, so the cases, read once, fit every mutant.
  const auto cases = read_cases(*original, files);
  for (const Mutant& mutant : mutants) {
    PackFiles changed = files;
    changed[mutant.file] = mutant.contents;
    const auto pack = reader.read(changed);
    results.push_back(
        {pack.ok() ? killed_by(*pack, *cases, calendar) : "load:" + pack.faults()[0].code});
    progress(results.size(), mutants.size());
  }
  return results;
}

}  // namespace qinqing::norms
