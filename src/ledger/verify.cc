#include "ledger/verify.h"

#include <limits>
#include <utility>

#include "ledger/event_check.h"
#include "ledger/images.h"
#include "ledger/verify_queries.h"

namespace qinqing::ledger {
namespace {

class Verification {
 public:
  Verification(store::Sql& sql, std::span<const store::Table* const> tables,
               const VerifyOptions& options)
      : sql_(sql),
        options_(options),
        all_(static_cast<std::uint64_t>(count_of_events(sql))),
        images_(tables, all_) {}

  Verified run() {
    found_.wrong = look();
    return found_;
  }

 private:
  std::optional<Finding> look() {
    if (auto wrong = signatures()) return wrong;
    if (auto wrong = tree()) return wrong;
    if (auto wrong = events()) return wrong;
    if (auto wrong = images_.compare(sql_, found_.rows)) return wrong;
    for (const Derived& derived : options_.derived)
      if (auto wrong = compare_derived(sql_, derived)) return wrong;
    return std::nullopt;
  }

  std::optional<Finding> signatures() {
    for (std::optional<HeadRow> head = first_head(); head; head = head_after(*head)) {
      const HeadRow& row = *head;
      ++found_.heads;
      const auto root = hash_from_named(row.root);
      if (!root || row.size <= 0 ||
          !options_.is_signed(
              text_of({.size = static_cast<std::uint64_t>(row.size), .root = *root, .at = row.at}),
              row.signature))
        return Finding{"ledger_head", std::to_string(row.size), Wrong::altered};
    }
    return std::nullopt;
  }

  // The entries in their order, the tree over them, and what of it is kept.
  std::optional<Finding> tree() {
    Tree tree;
    std::string before;
    next_head_ = first_head();
    for (bool more = true; more;) {
      const auto page = entries_from(sql_, static_cast<std::int64_t>(tree.size()));
      more = page.size() == kVerifyPage;
      for (const EntryRow& row : page) {
        const auto n = static_cast<std::int64_t>(tree.size());
        if (row.n != n) return Finding{"ledger_entry", std::to_string(n), Wrong::removed};
        const auto leaf = hash_from_hex(row.leaf);
        if (!leaf) return Finding{"ledger_entry", std::to_string(n), Wrong::altered};
        if (row.event < before && !turned_) turned_ = n;
        before = row.event;
        tree.append(*leaf, [&](int level, std::uint64_t at, const Hash& root) {
          if (level > 0 && level % kLevelStep == 0)
            kept_subtree(level, static_cast<std::int64_t>(at), root);
        });
        if (auto wrong = head_at(tree)) return wrong;
      }
    }
    found_.sealed = tree.size();
    found_.root = tree.root();
    if (next_head_) return Finding{"ledger_entry", std::to_string(tree.size()), Wrong::removed};
    if (options_.against && options_.against->size > tree.size())
      return Finding{"ledger_entry", std::to_string(tree.size()), Wrong::removed};
    if (subtree_) return subtree_;
    if (count_of_subtrees(sql_) != subtrees_) return Finding{"ledger_subtree", "", Wrong::added};
    return std::nullopt;
  }

  std::optional<Finding> head_at(const Tree& tree) {
    if (options_.against && options_.against->size == tree.size() &&
        options_.against->root != tree.root())
      return Finding{"ledger_head", std::to_string(tree.size()), Wrong::re_signed};
    if (!next_head_ || next_head_->size != static_cast<std::int64_t>(tree.size()))
      return std::nullopt;
    const HeadRow row = *std::exchange(next_head_, head_after(*next_head_));
    if (row.root == to_named(tree.root())) {
      good_ = row.size;
      turned_.reset();
      return std::nullopt;
    }
    return not_the_head(row);
  }

  // The tree up to here is not what was signed: since the last head that fits, entries stand in
  // another order, or one was altered together with its event.
  std::optional<Finding> not_the_head(const HeadRow& row) {
    for (std::int64_t n = good_; n < row.size;) {
      for (const EntryRow& entry : entries_from(sql_, n)) {
        if (entry.n >= row.size) break;
        const auto event = sql_.find<store::EventRow>(entry.event);
        if (!event) return Finding{"event", entry.event, Wrong::removed};
        if (to_hex(leaf_hash(event->body)) != entry.leaf)
          return Finding{"ledger_entry", std::to_string(entry.n), Wrong::altered};
      }
      n += kVerifyPage;
    }
    if (turned_) return Finding{"ledger_entry", std::to_string(*turned_), Wrong::reordered};
    return Finding{"ledger_head", std::to_string(row.size), Wrong::re_signed};
  }

  // The first that is wrong is said after all that could be wrong before it.
  void kept_subtree(int level, std::int64_t n, const Hash& root) {
    ++subtrees_;
    if (subtree_) return;
    const auto kept = sql_.find<SubtreeRow>(level, n);
    if (kept && kept->root == to_hex(root)) return;
    subtree_ = {"ledger_subtree", std::to_string(level) + "/" + std::to_string(n),
                kept ? Wrong::altered : Wrong::removed};
  }

  // Heads in the order of their sizes, read in pages.
  std::optional<HeadRow> first_head() {
    head_page_ = heads_after(sql_, std::numeric_limits<std::int64_t>::min());
    head_at_ = 0;
    return head_page_.empty() ? std::nullopt : std::optional(head_page_.front());
  }
  std::optional<HeadRow> head_after(const HeadRow& head) {
    if (++head_at_ == head_page_.size()) {
      head_page_ = heads_after(sql_, head.size);
      head_at_ = 0;
    }
    return head_page_.empty() ? std::nullopt : std::optional(head_page_[head_at_]);
  }

  std::optional<Finding> events() {
    std::string after;
    for (bool more = true; more;) {
      const auto page = events_after(sql_, after);
      more = page.size() == kVerifyPage;
      // After the last page whatever is left hangs on no event.
      const std::string last = more ? page.back().id : "";
      EventCheck check(images_, private_between(sql_, after, last),
                       measures_between(sql_, after, last), entries_between(sql_, after, last));
      for (const store::EventRow& event : page) {
        auto wrong = check.look(event);
        if (!check.sealed() && !is_unsealed(sql_, event.id)) return without_entry(event);
        if (wrong) return refined(event, *std::move(wrong));
        ++found_.events;
      }
      if (auto wrong = check.left_over()) return wrong;
      if (options_.progress) options_.progress(found_.events, all_);
      if (more) after = last;
    }
    return std::nullopt;
  }

  // Its entry names another event, or no entry ever named it.
  Finding without_entry(const store::EventRow& event) {
    const auto entry = entry_of_leaf(sql_, to_hex(leaf_hash(event.body)));
    if (entry && !has_event(sql_, entry->event))
      return {"ledger_entry", std::to_string(entry->n), Wrong::altered};
    return {"event", event.id, Wrong::added};
  }

  // Another event's body in this one's place is no alteration.
  Finding refined(const store::EventRow& event, Finding wrong) {
    const auto other = id_in(event.body);
    if (wrong.table == "event" && wrong.kind == Wrong::altered && other && *other != event.id &&
        has_event(sql_, *other))
      wrong.kind = Wrong::reordered;
    return wrong;
  }

  store::Sql& sql_;
  const VerifyOptions& options_;
  std::uint64_t all_;  // events
  Images images_;
  Verified found_;
  std::vector<HeadRow> head_page_;
  std::size_t head_at_ = 0;
  std::optional<HeadRow> next_head_;
  std::int64_t subtrees_ = 0;
  std::optional<Finding> subtree_;
  std::int64_t good_ = 0;               // the size of the last head that fits
  std::optional<std::int64_t> turned_;  // the first entry since then whose event is an earlier one
};

}  // namespace

Verified verify(store::Sql& sql, std::span<const store::Table* const> tables,
                const VerifyOptions& options) {
  return Verification(sql, tables, options).run();
}

}  // namespace qinqing::ledger
