// Editions as the API answers them.
//
// Lifetime: plain values.
#pragma once

#include <boost/describe.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <optional>
#include <string>
#include <vector>

#include "base/date.h"

namespace qinqing::norms {

struct EditionActJson {
  std::string id, label;
  std::optional<std::string> confirm;
  std::string why_not;  // "" = may be taken now
  static constexpr std::string_view kTitle = "EditionAct";
};
BOOST_DESCRIBE_STRUCT(EditionActJson, (), (id, label, confirm, why_not))

struct EditionJson {
  std::string id;
  std::int64_t version = 0;
  std::string pack, title, place, hash;
  std::optional<std::string> based_on;
  std::string state, state_label;
  std::string author;  // by name, "" = nobody
  std::string made_at;
  std::optional<std::string> document, adopted_by;
  std::optional<base::Date> adopted_from;
  std::vector<EditionActJson> acts;  // from this state, for the one who asks
  static constexpr std::string_view kTitle = "Edition";
};
BOOST_DESCRIBE_STRUCT(EditionJson, (),
                      (id, version, pack, title, place, hash, based_on, state, state_label, author,
                       made_at, document, adopted_by, adopted_from, acts))

struct EditionFileJson {
  std::string path;
  std::string hash;  // SHA-256, hex
  std::int64_t bytes = 0;
  // The file, where it is UTF-8 text.
  std::optional<std::string> text;
  static constexpr std::string_view kTitle = "EditionFile";
};
BOOST_DESCRIBE_STRUCT(EditionFileJson, (), (path, hash, bytes, text))

struct EditionListJson {
  std::vector<EditionJson> items;
  static constexpr std::string_view kTitle = "Editions";
};
BOOST_DESCRIBE_STRUCT(EditionListJson, (), (items))

struct EditionWholeJson {
  EditionJson edition;
  std::vector<EditionFileJson> files;
  static constexpr std::string_view kTitle = "EditionWhole";
};
BOOST_DESCRIBE_STRUCT(EditionWholeJson, (), (edition, files))

struct ChangedCaseJson {
  std::string id, title, before, after;
  static constexpr std::string_view kTitle = "ChangedCase";
};
BOOST_DESCRIBE_STRUCT(ChangedCaseJson, (), (id, title, before, after))

// Nothing of what the record says: which facts decide, not what they are.
struct ChangedReceiptJson {
  std::string id;
  base::Date contact_on;
  std::vector<std::string> conducts;
  std::string before, after;
  std::vector<std::string> facts;
  static constexpr std::string_view kTitle = "ChangedReceipt";
};
BOOST_DESCRIBE_STRUCT(ChangedReceiptJson, (), (id, contact_on, conducts, before, after, facts))

struct AnalysisJson {
  base::Date from;
  std::vector<std::string> lint;
  std::vector<std::string> failing;
  std::int64_t cases_run = 0;
  std::vector<ChangedCaseJson> cases;
  std::vector<ChangedReceiptJson> receipts;  // the first 500
  std::int64_t receipts_changed = 0;
  boost::json::value diff;  // diff_json
  static constexpr std::string_view kTitle = "EditionAnalysis";
  static void describe(boost::json::object& properties);
};
BOOST_DESCRIBE_STRUCT(AnalysisJson, (),
                      (from, lint, failing, cases_run, cases, receipts, receipts_changed, diff))

// ---- bodies

// A draft: from a pack that is served, from another edition, or from these files.
struct EditionText {
  std::optional<std::string> pack;
  std::optional<std::string> based_on;
  std::optional<boost::json::value> files;  // {path: text}; over those it starts from
  static constexpr std::string_view kTitle = "EditionText";
  static void describe(boost::json::object& properties);
};
BOOST_DESCRIBE_STRUCT(EditionText, (), (pack, based_on, files))

struct EditionFilesText {
  boost::json::value files;  // {path: text, or null to take it away}
  static constexpr std::string_view kTitle = "EditionFilesText";
  static void describe(boost::json::object& properties);
};
BOOST_DESCRIBE_STRUCT(EditionFilesText, (), (files))

struct EditionActText {
  std::string act;
  std::optional<boost::json::value> fields;
  static constexpr std::string_view kTitle = "EditionActText";
  static void describe(boost::json::object& properties);
};
BOOST_DESCRIBE_STRUCT(EditionActText, (), (act, fields))

}  // namespace qinqing::norms
