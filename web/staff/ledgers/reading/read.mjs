// A unit's old ledger of contacts, read row by row: nothing is taken silently that is a guess, and
// nothing is dropped.
//
//   const { sheets } = read_ledger(bytes, 'old.xlsx');
//   for (const sheet of sheets) for (const row of sheet.rows) …   // {row, expect, values, ask, refuse}
import { read_csv } from './csv.mjs';
import { mark_duplicates } from './duplicates.mjs';
import { find_header } from './header.mjs';
import { no_data, read_row } from './rows.mjs';
import { read_workbook } from './workbook.mjs';

const is_workbook = (bytes) => bytes[0] === 0x50 && bytes[1] === 0x4b; // a zip file
const is_old_workbook = (bytes) => bytes[0] === 0xd0 && bytes[1] === 0xcf;

// The year most of its days lie in, where no title names one.
function year_of(sheet, header) {
  if (header.year) return header.year;
  const count = new Map();
  for (const row of sheet.rows.slice(header.first)) {
    const hit = /(?<!\d)(20\d\d)[-/.年]/.exec(row.cells[header.columns.date]?.text ?? '');
    if (hit) count.set(hit[1], (count.get(hit[1]) ?? 0) + 1);
  }
  const [best] = [...count].sort((a, b) => b[1] - a[1]);
  return best ? Number(best[0]) : undefined;
}

export function read_sheet(sheet, header = find_header(sheet)) {
  if (!header) return { name: sheet.name, header: undefined, rows: [], passed_over: [] };
  const about = { ...sheet, year: year_of(sheet, header) };
  const rows = [];
  const passed_over = [];
  for (const row of sheet.rows.slice(header.first)) {
    const why = no_data(row, header);
    if (why) {
      passed_over.push({ row: row.row, why });
      continue;
    }
    rows.push({
      sheet: sheet.name, row: row.row, ...(row.line ? { line: row.line } : {}), ...read_row(row, header, about), ...(row.hidden ? { hidden: true } : {}),
    });
  }
  mark_duplicates(rows);
  return { name: sheet.name, header, rows, passed_over };
}

/** @param {Uint8Array} bytes */
export function read_ledger(bytes) {
  if (is_old_workbook(bytes)) throw new Error('这是旧格式的 .xls 文件，或者加了密码。请另存为 .xlsx 或者 CSV 再导入');
  const sheets = is_workbook(bytes) ? read_workbook(bytes) : read_csv(bytes);
  return { sheets: sheets.map((sheet) => read_sheet(sheet)) };
}
