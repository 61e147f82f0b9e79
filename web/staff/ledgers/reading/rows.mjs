// One row of a ledger: taken, asked about, or refused with the reason.
import { read_amount } from './amounts.mjs';
import { blank } from './cells.mjs';
import { read_code } from './codes.mjs';
import { read_day } from './dates.mjs';
import { read_name } from './names.mjs';
import { clean, is_nothing, narrow, one_line } from './text.mjs';
import { party_name, read_timing, read_yes_no } from './words.mjs';

const readers = {
  reporter: (cell) => read_name(cell),
  approver: (cell) => read_name(cell),
  date: (cell, sheet) => read_day(cell, sheet),
  reported: (cell, sheet) => read_day(cell, sheet),
  uscc: (cell) => read_code(cell),
  meal: (cell) => read_yes_no(cell),
  timing: (cell) => read_timing(cell),
  fee: (cell) => read_amount(cell),
};
const value_of = (read) => read.name ?? read.iso ?? read.code ?? read.flag ?? read.timing ?? read.amount;
const must_be_there = { reporter: '报备人', date: '接触日期', party: '接触对象' };

// What a cell of a column must look like, to see whether cells have slipped: undefined = anything.
const looks = {
  date: (cell, sheet) => { const read = read_day(cell, sheet); return Boolean(read.iso ?? read.guess ?? read.ask === 'year missing'); },
  uscc: (cell) => { const text = narrow(cell.text).replace(/[\s-]/g, ''); return cell.kind === 'number' || /^[0-9A-Za-z.+]{8,20}$/.test(text); },
  meal: (cell) => read_yes_no(cell).flag !== undefined,
  timing: (cell) => read_timing(cell).timing !== undefined,
  fee: (cell) => { const read = read_amount(cell); return Boolean(read.amount ?? read.none ?? read.ask) || /\d/.test(cell.text); },
};
looks.reported = looks.date;

function misfits(cells, header, sheet, from, by) {
  let wrong = 0;
  for (const [id, fits] of Object.entries(looks)) {
    const index = header.columns[id];
    if (index === undefined) continue;
    const cell = cells[index >= from ? index + by : index] ?? blank;
    if (cell.kind !== 'blank' && cell.kind !== 'unstored' && cell.kind !== 'error' && !fits(cell, sheet)) ++wrong;
  }
  return wrong;
}

// The column from which on all cells stand one too far right (by 1) or left (by -1).
function slipped(row, header, sheet) {
  const now = misfits(row.cells, header, sheet, Infinity, 0);
  if (now < 2) return undefined;
  const used = Object.entries(header.columns).sort((a, b) => a[1] - b[1]);
  let best;
  for (const [id, index] of used) {
    const gap = (row.cells[index] ?? blank).kind === 'blank';
    if (!gap) continue;
    const wrong = misfits(row.cells, header, sheet, index, 1);
    if (wrong < now - 1 && (best === undefined || wrong <= best.wrong)) best = { id, wrong };
  }
  return best && best.wrong <= now / 3 ? best.id : undefined;
}

const sums = /^(合\s*计|小\s*计|总\s*计|累\s*计|本页合计|本页小计|本月合计|共计|total)/i;
const notes = /^(注|备注|说明|填表说明|填表人|制表|审核人?|填报单位|联系电话|单位负责人|打印日期|第\s*\d+\s*页)\s*[:：.、（(]?/;

// No data: nothing in it, a sum, a footnote, the heading again, or a number that was written in advance.
export function no_data(row, header) {
  const filled = row.cells.map((cell, i) => ({ cell, i })).filter(({ cell }) => cell.kind !== 'blank' && !cell.filled && clean(cell.text) !== '' || cell.kind === 'unstored');
  if (filled.length === 0) return 'empty row';
  const first = one_line(filled[0].cell.text);
  if (sums.test(first)) return '合计';
  const second = filled[1] && one_line(filled[1].cell.text);
  if (second && sums.test(second) && filled[0].i === header.columns.seq) return '合计';
  const seq = header.columns.seq;
  if (filled.length === 1) {
    if (filled[0].i === seq && /^\d+$/.test(narrow(first))) return 'empty row';
    if (notes.test(first) || filled[0].i <= 1 || first.length > 30) return 'footnote';
  }
  if (notes.test(first) && !/^\d/.test(first) && filled.length <= 3) return 'footnote';
  const again = filled.filter(({ cell, i }) => header.labels[i] && narrow(cell.text).replace(/\s+/g, '') === header.labels[i]).length;
  return again >= 3 && again >= filled.length / 2 ? 'heading' : undefined;
}

// "=60*2" and "=D17+1", as far as it is plain arithmetic of numbers and of cells that hold some.
function worked_out(formula, sheet) {
  let sure = true;
  const text = formula.replace(/\$?([A-Z]{1,2})\$?(\d+)/g, (_, letters, row) => {
    const column = [...letters].reduce((all, letter) => all * 26 + letter.charCodeAt(0) - 64, 0) - 1;
    const cell = sheet.rows[Number(row) - 1]?.cells[column];
    if (cell?.kind !== 'number') sure = false;
    return String(cell?.number ?? 0);
  });
  if (!sure || !/^[\d.+\-*/ ]+$/.test(text)) return undefined;
  let total;
  for (const [, sign, term] of `+${text.replace(/\s/g, '')}`.matchAll(/([+-])([^+-]+)/g)) {
    const parts = term.split(/([*/])/);
    let product = Number(parts[0]);
    for (let i = 1; i < parts.length; i += 2) product = parts[i] === '*' ? product * Number(parts[i + 1]) : product / Number(parts[i + 1]);
    total = (total ?? 0) + (sign === '-' ? -product : product);
  }
  return Number.isFinite(total) ? total : undefined;
}

function read_cell(id, cell, sheet, header) {
  if (cell.kind === 'error') return { ask: `the cell holds an error: ${cell.text}` };
  if (cell.kind === 'unstored') {
    const number = worked_out(cell.formula, sheet);
    const read = number === undefined ? {} : readers[id]?.({ kind: 'number', number, text: String(number) }, sheet) ?? {};
    return { ask: 'formula without a stored value', ...(value_of(read) === undefined ? {} : { guess: value_of(read) }) };
  }
  if (cell.kind === 'blank') return {};
  if (id === 'fee' && header.unit !== 1) {
    const read = read_amount(cell);
    if (read.amount === undefined) return read;
    return { amount: (Number(read.amount) * header.unit).toFixed(2) };
  }
  const reader = readers[id];
  if (reader) return reader(cell, sheet);
  if (id === 'seq') {
    const text = narrow(cell.text);
    return { text: /^\d+$/.test(text) ? Number(text) : clean(cell.text) };
  }
  const text = id === 'party' ? party_name(cell.text) : id === 'post' ? one_line(cell.text) : clean(cell.text);
  return text === '' ? {} : { text };
}

/**
 * @param {import('./cells.mjs').Row} row
 * @returns {{expect: 'ok'|'ask'|'refuse', values?: object, ask?: object[], refuse?: object[]}}
 */
export function read_row(row, header, sheet) {
  if (row.broken) return { expect: 'refuse', refuse: [{ col: Object.keys(header.columns)[0], why: 'a quotation mark is never closed' }] };
  const slip = slipped(row, header, sheet);
  if (slip) return { expect: 'refuse', refuse: [{ col: slip, why: 'cells from here on stand one column to the right' }] };
  const values = {};
  const ask = [];
  const refuse = [];
  const reads = {};
  for (const [id, index] of Object.entries(header.columns)) {
    const read = read_cell(id, row.cells[index] ?? blank, sheet, header);
    reads[id] = read;
    if (read.refuse) refuse.push({ col: id, why: read.refuse });
    else if (read.ask) ask.push({ col: id, why: read.ask, ...(read.guess === undefined ? {} : { guess: read.guess }) });
    else if ((read.text ?? value_of(read)) !== undefined) values[id] = read.text ?? value_of(read);
  }
  for (const id of Object.keys(must_be_there))
    if (values[id] === undefined && !reads[id]?.ask && !reads[id]?.refuse) ask.push({ col: id, why: 'missing' });
  across(values, reads, ask, header);
  beyond(row, header, ask);
  const outcome = { expect: refuse.length > 0 ? 'refuse' : ask.length > 0 ? 'ask' : 'ok' };
  if (ask.length > 0) outcome.ask = ask;
  if (refuse.length > 0) outcome.refuse = refuse;
  return { ...outcome, values };
}

// What only two columns together tell.
function across(values, reads, ask, header) {
  const asked = (id) => ask.some((each) => each.col === id) || reads[id]?.refuse;
  if (header.columns.fee !== undefined && header.columns.meal !== undefined && !asked('fee') && !asked('meal')) {
    if (values.meal === true && values.fee === undefined) ask.push({ col: 'fee', why: 'meal but no fee' });
    if (values.meal !== true && values.fee !== undefined) {
      delete values.meal;
      ask.push({ col: 'meal', why: 'fee but no meal', guess: true });
    }
  }
  if (values.timing === '事后' && values.date && values.reported && values.reported < values.date) {
    ask.push({ col: 'reported', why: 'reported before the contact although 事后', guess: values.reported });
    delete values.reported;
  }
  if (values.timing === '事前' && values.date && values.reported && values.reported > values.date) {
    ask.push({ col: 'reported', why: 'reported after the contact although 事前', guess: values.reported });
    delete values.reported;
  }
  // A number alone in a fee-less ledger of another year is no fault; a contact a year off is.
  if (values.date && header.year && values.date.slice(0, 4) !== String(header.year)) {
    ask.push({ col: 'date', why: 'not in the year of the ledger', guess: values.date });
    delete values.date;
  }
}

// Something written where no column is: it would be lost silently.
function beyond(row, header, ask) {
  const known = new Set([...Object.values(header.columns), ...header.unknown.map((each) => each.index)]);
  row.cells.forEach((cell, index) => {
    if (!known.has(index) && cell.kind !== 'blank' && !cell.filled && !is_nothing(cell.text))
      ask.push({ col: `#${index + 1}`, why: 'text where no column is', guess: clean(cell.text) });
  });
}
