// The unified social credit code, GB 32100-2015: eighteen signs, the last of which checks the others.
import { narrow } from './text.mjs';

const signs = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const weights = Array.from({ length: 17 }, (_, i) => 3 ** i % 31);

export function check_sign(first_17) {
  const sum = [...first_17].reduce((all, sign, i) => all + signs.indexOf(sign) * weights[i], 0);
  return signs[(31 - (sum % 31)) % 31];
}

const valid = (code) =>
  code.length === 18 && [...code].every((sign) => signs.includes(sign)) && check_sign(code.slice(0, 17)) === code[17];

/** @param {import('./cells.mjs').Cell} cell */
export function read_code(cell) {
  const lost = { refuse: 'stored as a number, last digits lost' };
  if (cell.kind === 'number') return lost;
  const text = narrow(cell.text).replace(/[\s\-_.·'"]/g, '').toUpperCase();
  if (text === '' || /^(无|没有|暂无|\/|未提供|不详)$/.test(text)) return {};
  if (/^\d(\.?\d+)?E\+?\d+$/.test(narrow(cell.text).replace(/\s/g, '').toUpperCase())) return lost;
  if (valid(text)) return { code: text };
  // O, I, Z and S are no signs of a code: what was misread may fit.
  const mended = text.replaceAll('O', '0').replaceAll('I', '1').replaceAll('Z', '2').replaceAll('S', '5');
  if (mended !== text && valid(mended)) return { ask: 'letters that no code has', guess: mended };
  if (/^\d{15}$/.test(text)) return { ask: 'an old registration number, not a credit code' };
  return { refuse: text.length === 18 ? 'check character' : 'not eighteen signs' };
}
