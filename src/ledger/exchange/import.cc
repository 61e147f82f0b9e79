#include "ledger/exchange/import.h"

#include <algorithm>

#include "ledger/exchange/import_queries.h"
#include "ledger/exchange/table_file.h"
#include "ledger/proof_queries.h"
#include "store/failure.h"

namespace qinqing::ledger {
namespace {

std::string_view name_of(Wrong kind) {
  return boost::describe::enum_to_string(kind, "");
}

base::Fault found_wrong(const Finding& wrong) {
  return base::whole_fault("import.wrong",
                           "导出里的记录不对：表 " + wrong.table + "，键 " + wrong.key + "（" +
                               std::string(name_of(wrong.kind)) + "）",
                           "什么也没有导入");
}

base::Result<Verified> load(store::Sql& sql, std::span<const store::Table* const> tables,
                            const CheckedExport& checked, const ImportOptions& options) {
  // What was migrated stands even in an empty one.
  for (const store::Table* table : tables)
    if (table->name != "migration" && has_rows(sql, *table))
      return base::whole_fault("import.not_empty",
                               "数据库里已经有记录（表 " + table->name + "），不能再导入",
                               "导入到一个空的数据库");
  const auto wanted = exported_tables(tables);
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    const store::Table& table = *wanted[i];
    const auto wrong = read_table(
        checked.folder, checked.manifest.tables[i], table,
        [&](std::span<const store::Value> row) { sql.change_beside(table.insert_sql, row); });
    if (wrong) return *wrong;
    if (options.progress)
      options.progress(table.name, static_cast<std::uint64_t>(checked.manifest.tables[i].rows));
  }
  note_unsealed(sql);
  if (options.rebuild) options.rebuild(sql);
  const auto head = last_head(sql);
  if (head.has_value() != checked.manifest.head.has_value() ||
      (head && exported(*head) != *checked.manifest.head))
    return base::whole_fault("import.wrong", "manifest.json 里的账头不是 ledger_head 里最后一个",
                             "什么也没有导入");
  const Verified found = verify(sql, tables, options.verify);
  if (found.wrong) return found_wrong(*found.wrong);
  return found;
}

}  // namespace

base::Result<Verified> import_record(store::Sql& sql, std::span<const store::Table* const> tables,
                                     const CheckedExport& checked, const ImportOptions& options) {
  try {
    return load(sql, tables, checked, options);
  } catch (const store::Exists& twice) {
    return base::whole_fault("import.wrong", "同一个值只能有一行，却有两行：" + twice.table,
                             "什么也没有导入");
  } catch (const FileTrouble& trouble) {
    return base::whole_fault("import.files", trouble.what(), "什么也没有导入");
  }
}

}  // namespace qinqing::ledger
