// Money as people write it: {amount: "120.00"}, {none}, {ask, guess} or {refuse}.
import { counted, numeral_signs } from './numerals.mjs';
import { is_nothing, narrow } from './text.mjs';

const fixed = (number) => (Math.round(number * 100) / 100).toFixed(2);
const number_part = '(?:\\d{1,3}(?:,\\d{3})+|\\d+)(?:\\.\\d+)?';
const scale = { 百: 100, 千: 1000, 万: 10000 };

// "1,200.00" → 1200; undefined for what is no number.
function plain(text) {
  const found = text.match(new RegExp(`^(${number_part})(百|千|万)?$`));
  if (found) return Number(found[1].replaceAll(',', '')) * (scale[found[2]] ?? 1);
  return new RegExp(`^[${numeral_signs}]+$`).test(text) ? counted(text) : undefined;
}

function of_number(number) {
  if (number < 0) return { refuse: 'negative amount' };
  if (Math.abs(number * 100 - Math.round(number * 100)) > 1e-6) return { ask: 'more than two decimals', guess: fixed(number) };
  if (number > 1e9) return { ask: 'too large for a fee' };
  return number === 0 ? { none: true } : { amount: fixed(number) };
}

/** @param {import('./cells.mjs').Cell} cell */
export function read_amount(cell) {
  if (cell.kind === 'number') return of_number(cell.number);
  if (is_nothing(cell.text)) return { none: true };
  let text = narrow(cell.text).replace(/\s+/g, '').replace(/[()（）]/g, (sign) => ('(（'.includes(sign) ? '(' : ')'));
  if (/^\((\d[\d,.]*)\)$/.test(text)) return { refuse: 'negative amount' };
  const sign = text.match(/^([-－]|负)/);
  const per_head = /(\/|每|人均|均|per)(一?人|位|个人|头|head|客)|人均|每人|\/人/i.test(text);
  const about = /(约|大概|大约|左右|上下|近|不到|余|多元|多$|来元|几|若干|至少|以内|以上|～|~)/.test(text);
  text = text.replace(/(人民币|RMB|CNY|￥|¥|圆整|元整|块钱?|圆|元|整|正|共计?|合计|总计|计|费用|餐费|[:：])/gi, '');
  if (sign && plain(text.replace(/^([-－]|负)/, '')) !== undefined) return { refuse: 'negative amount' };
  if (per_head) return { ask: 'per head; number of people not given' };
  if (about) {
    const guess = plain(text.replace(/(约|大概|大约|左右|上下|近|不到|余|多|来|至少|以内|以上|～|~)/g, ''));
    return guess === undefined ? refused_or_ask(text, 'approximate amount') : { ask: 'approximate amount', guess: fixed(guess) };
  }
  const number = plain(text);
  if (number !== undefined) return of_number(number);
  const factors = text.match(/^(\d+(?:\.\d+)?)[*×xX](\d+(?:\.\d+)?)$/);
  if (factors) return { ask: 'a calculation, not an amount', guess: fixed(Number(factors[1]) * Number(factors[2])) };
  return refused_or_ask(text, 'an amount that cannot be read for sure');
}

const refused_or_ask = (text, why) => (/\d|[一二三四五六七八九十百千两壹贰叁肆伍陆柒捌玖]{2,}/.test(text) ? { ask: why } : { refuse: 'no amount in it' });
