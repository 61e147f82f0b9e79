// A unit's old ledger of contacts, .xlsx or .csv, as one JSON line a row:
//   node tools/read-ledger.mjs FILE
// What was passed over (empty rows, sums, footnotes) is told on stderr. Needs the packages of
// web/staff: `npm ci --prefix web/staff`.
import { readFileSync } from 'node:fs';

import { read_ledger } from '../web/staff/ledgers/reading/read.mjs';

const [file] = process.argv.slice(2);
if (!file) {
  console.error('用法：node tools/read-ledger.mjs 文件');
  process.exit(2);
}
let read;
try {
  read = read_ledger(readFileSync(file));
} catch (error) {
  console.error(`${file}：${error.message}`);
  process.exit(2);
}
if (read.sheets.every((sheet) => !sheet.header)) {
  console.error(`${file}：没有找到表头。表头里要有报备人、接触日期和接触对象`);
  process.exit(2);
}
const lines = [];
for (const sheet of read.sheets) {
  if (!sheet.header) console.error(`${sheet.name}：没有找到表头，没有读`);
  for (const row of sheet.rows) lines.push(JSON.stringify(row));
  for (const { row, why } of sheet.passed_over) console.error(`${sheet.name} 第 ${row} 行：${why}`);
}
process.stdout.write(lines.map((line) => `${line}\n`).join(''));
