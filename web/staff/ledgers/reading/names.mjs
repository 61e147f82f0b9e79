// People's names: blanks out; two in one cell are asked about.
import { clean, narrow, without_blanks } from './text.mjs';

const between = /[、,，;；/／\n&+]|(?<=[\u4e00-\u9fff]{2})[和与及](?=[\u4e00-\u9fff]{2})/;
const one_name = /^[\u3400-\u9fff\u{20000}-\u{3134F}]{1,6}([·•．.][\u3400-\u9fff]{1,8})*$/u;
const foreign = /^[A-Za-z][A-Za-z.\-' ]+$/;

// A name of two characters is often spread: 张 示例 is one, 张示例 李样本 may be two.
function parts_of(text) {
  const split = text.split(between).map(without_blanks).filter((part) => part !== '');
  if (split.length > 1) return split;
  const spaced = text.split(/[\s\u3000]+/).filter((part) => part !== '');
  return spaced.length > 1 && spaced.every((part) => [...part].length >= 2 && one_name.test(part)) &&
    spaced.reduce((all, part) => all + [...part].length, 0) >= 5 ? spaced : split;
}

/** @param {import('./cells.mjs').Cell} cell */
export function read_name(cell) {
  const text = clean(cell.text);
  if (text === '') return {};
  const parts = parts_of(text);
  if (parts.length > 1) {
    const names = parts.map((part) => part.replace(/等.*$/, '')).filter((part) => part !== '');
    return { ask: 'two people in one cell', guess: names };
  }
  const name = parts[0] ?? '';
  if (one_name.test(name) && !/等\S*人|等$|\d/.test(name) && !/(等.{0,3}人)$/.test(name)) return { name };
  if (foreign.test(narrow(text))) return { name: text };
  const bare = name.replace(/[(（].*$/, '').replace(/等.*$/, '').replace(/(同志|先生|女士)$/, '');
  if (bare !== '' && one_name.test(bare)) return { ask: 'more than a name in the cell', guess: bare };
  return { ask: 'not a name for sure' };
}
