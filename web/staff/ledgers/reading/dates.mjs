// A day as people write it in a ledger: {iso} where it is beyond doubt, {ask, guess} where it is a
// guess, {refuse} where there is no such day.
import { counted, spelled_out } from './numerals.mjs';
import { narrow } from './text.mjs';

const two = (number) => String(number).padStart(2, '0');
const days_of = (year, month) => new Date(Date.UTC(year, month, 0)).getUTCDate();

function day(year, month, date) {
  if (month < 1 || month > 12 || date < 1 || date > days_of(year, month)) return { refuse: 'no such day' };
  if (year < 1949 || year > 2100) return { ask: 'the year is far away', guess: `${year}-${two(month)}-${two(date)}` };
  return { iso: `${year}-${two(month)}-${two(date)}` };
}
const guessed = (read, ask) => (read.iso ? { ask, guess: read.iso } : read);

// Excel's serial number of a day: 1 is 1900-01-01, and 1900 had a 29 February that never was.
export function day_of_serial(serial, from_1904 = false) {
  const whole = Math.floor(serial) + (from_1904 ? 1462 : 0);
  if (whole < 1 || whole > 80000 || whole === 60) return undefined;
  const date = new Date(Date.UTC(1899, 11, whole < 60 ? 31 : 30) + whole * 86400000);
  return `${date.getUTCFullYear()}-${two(date.getUTCMonth() + 1)}-${two(date.getUTCDate())}`;
}

const around = /(星期[一二三四五六日天]|周[一二三四五六日天]|上午|下午|中午|晚上?|早上?|am|pm)/gi;
const clock = /\s*\d{1,2}\s*[:：时点]\s*\d{0,2}\s*分?(\s*[:：]\s*\d{1,2}(\.\d+)?)?\s*(Z|秒)?$/i;

/**
 * @param {import('./cells.mjs').Cell} cell
 * @param {{year?: number, workbook: boolean, from_1904?: boolean}} sheet
 */
export function read_day(cell, sheet) {
  if (cell.kind === 'number') {
    const iso = day_of_serial(cell.number, sheet.from_1904);
    if (/^(19|20)\d{6}$/.test(String(cell.number))) return of_text(String(cell.number), sheet);
    if (iso === undefined || cell.number < 20000) return { refuse: 'no such day' };
    return { iso };
  }
  return of_text(cell.text, sheet);
}

function of_text(written, sheet) {
  let text = narrow(written).replace(around, ' ').replace(/[()（）【】[\]]/g, ' ').replace(/T(?=\d\d:)/, ' ').trim();
  text = text.replace(clock, '').trim().replace(/\s*([-/.年月日号])\s*/g, '$1');
  if (/^\d{5}(\.\d+)?$/.test(text)) {
    const iso = day_of_serial(Number(text), sheet.from_1904);
    if (iso === undefined) return { refuse: 'no such day' };
    return sheet.workbook ? { iso } : { ask: 'serial number without its workbook', guess: iso };
  }
  let found;
  if ((found = text.match(/^(\d{4})(\d\d)(\d\d)$/))) return day(+found[1], +found[2], +found[3]);
  if ((found = text.match(/^(\d{4})[-/.年\s]+(\d{1,2})[-/.月\s]+(\d{1,2})[日号.]?$/))) return day(+found[1], +found[2], +found[3]);
  if ((found = text.match(/^[’']?(\d{2})[-/.年](\d{1,2})[-/.月](\d{1,2})[日号]?$/))) return guessed(day(2000 + +found[1], +found[2], +found[3]), 'two-digit year');
  if ((found = text.match(/^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/))) {
    // Month first, unless that cannot be.
    const [a, b, year] = [+found[1], +found[2], +found[3]];
    const read = a > 12 ? day(year, b, a) : day(year, a, b);
    return guessed(read, 'the year stands last: day or month first');
  }
  if ((found = text.match(/^(\d{1,2})[-/.月](\d{1,2})[日号]?$/))) {
    const year = sheet.year ?? 2000;  // a leap year: 29 February is no fault without a year
    const read = day(year, +found[1], +found[2]);
    if (read.refuse) return read;
    return sheet.year ? { ask: 'year missing', guess: read.iso } : { ask: 'year missing' };
  }
  const han = text.replace(/\s/g, '').match(/^([〇零○O一二三四五六七八九]{4}|\d{4})年([\d一二三四五六七八九十]{1,3})月([\d一二三四五六七八九十]{1,3})[日号]?$/);
  if (han) {
    const number = (part) => (/^\d+$/.test(part) ? Number(part) : counted(part));
    const year = /^\d+$/.test(han[1]) ? Number(han[1]) : spelled_out(han[1]);
    const [month, date] = [number(han[2]), number(han[3])];
    if (year !== undefined && month !== undefined && date !== undefined) return day(year, month, date);
  }
  if (/^\d{4}[-/.年]\d{1,2}月?$/.test(text)) return { ask: 'only a month' };
  const several = text.match(/\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}/g);
  if (several || /\d/.test(text)) return { ask: 'more than one day, or no day that can be read' };
  return text === '' ? {} : { refuse: 'no day in it' };
}
