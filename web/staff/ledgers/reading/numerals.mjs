// Numbers written in Chinese: 一百二十, 壹佰贰拾, 二〇二四.
const digits = new Map([...'〇零一二三四五六七八九'].map((sign, i) => [sign, i < 2 ? 0 : i - 1])
  .concat([...'壹贰叁肆伍陆柒捌玖'].map((sign, i) => [sign, i + 1]), [['两', 2], ['○', 0], ['O', 0]]));
const small = new Map([['十', 10], ['拾', 10], ['百', 100], ['佰', 100], ['千', 1000], ['仟', 1000]]);

export const numeral_signs = '〇零○一二三四五六七八九十百千万两壹贰叁肆伍陆柒捌玖拾佰仟';

// 二〇二四 → 2024; undefined where a sign is no digit.
export function spelled_out(text) {
  let out = '';
  for (const sign of text) {
    if (!digits.has(sign)) return undefined;
    out += digits.get(sign);
  }
  return out === '' ? undefined : Number(out);
}

// 一百二十 → 120, 十二 → 12, 一万二千 → 12000, 一百二 → 120; undefined for anything else.
export function counted(text) {
  if (text === '') return undefined;
  let whole = 0;
  let part = 0;
  let digit;
  let last = 1;
  for (const sign of text) {
    if (digits.has(sign)) {
      if (digit !== undefined && digit !== 0) return undefined;
      digit = digits.get(sign);
    } else if (small.has(sign)) {
      part += (digit ?? 1) * small.get(sign);
      last = small.get(sign);
      digit = undefined;
    } else if (sign === '万') {
      whole += (part + (digit ?? 0)) * 10000;
      part = 0;
      last = 10000;
      digit = undefined;
    } else {
      return undefined;
    }
  }
  const said_short = digit !== undefined && last >= 100 && !/[零〇○]/.test(text);
  return whole + part + (digit ?? 0) * (said_short ? last / 10 : 1);
}
