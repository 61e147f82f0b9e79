// What a cell's text is once nothing invisible is left in it.

// Excel writes a control character in a workbook as "_x000B_".
const escaped = /_x([0-9A-Fa-f]{4})_/g;
// Control characters but line breaks and tabs; zero-width and direction marks, BOM, soft hyphen. The
// zero-width joiner (U+200D) holds emoji together and stays where it does so.
// eslint-disable-next-line no-control-regex
const invisible = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u00AD\u200B\u200C\u200E\u200F\u202A-\u202E\u2060-\u2064\u2066-\u206F\uFEFF\uFFF9-\uFFFB]/g;
const stray_joiner = /(?<!\p{Extended_Pictographic}[\uFE0F\u{1F3FB}-\u{1F3FF}]?)\u200D|\u200D(?!\p{Extended_Pictographic})/gu;
const edges = /^[\s\u3000\u00A0]+|[\s\u3000\u00A0]+$/gu;

/** @param {unknown} value @returns {string} */
export function clean(value) {
  return String(value ?? '')
    .replace(escaped, (all, hex) => {
      const sign = String.fromCharCode(Number.parseInt(hex, 16));
      return sign === '\n' || sign === '\r' || sign === '\t' || Number.parseInt(hex, 16) < 32 ? sign : all;
    })
    .replace(/\r\n?/g, '\n')
    .replace(invisible, '')
    .replace(stray_joiner, '')
    .replace(edges, '');
}

// Breaks become one blank, and several blanks one.
export const one_line = (text) => clean(text).replace(/\s*\n\s*/g, ' ');

// Full-width digits, letters and signs as half-width ones: for what is read, not for what is kept.
export const narrow = (text) =>
  clean(text).replace(/[\uFF01-\uFF5E]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xFEE0))
    .replace(/[\u3000\u00A0]/g, ' ').replace(/[‐‑‒–—―−]/g, '-').replace(/[．。]/g, '.').replace(/[／]/g, '/');

export const without_blanks = (text) => clean(text).replace(/[\s\u3000\u00A0\u2000-\u200A]+/g, '');

export const is_nothing = (text) => /^(|无|没有|未发生|无餐费|\/|\\|-+|—+|－+|0(\.0+)?(元)?|零|零元|nil|none|n\/a|不涉及)$/i.test(narrow(text).replace(/\s+/g, ''));
