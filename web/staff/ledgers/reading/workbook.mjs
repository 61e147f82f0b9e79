// The sheets of an .xlsx file. Cells that are merged downwards hold their value in every row; those
// merged to the right in the first cell only.
import * as XLSX from '@e965/xlsx';

import { blank } from './cells.mjs';

const errors = { 0: '#NULL!', 7: '#DIV/0!', 15: '#VALUE!', 23: '#REF!', 29: '#NAME?', 36: '#NUM!', 42: '#N/A', 43: '#GETTING_DATA' };

function cell_of(raw) {
  if (!raw || (raw.t === 'z' && !raw.f)) return blank;
  // A stub has no value, whatever stands in its `v`.
  if (raw.f && (raw.t === 'z' || raw.v === undefined || raw.v === null || raw.v === '')) return { kind: 'unstored', text: '', formula: raw.f };
  const formula = raw.f ? { formula: raw.f } : {};
  if (raw.t === 'n') return { kind: 'number', text: String(raw.v), number: raw.v, ...formula };
  if (raw.t === 'b') return { kind: 'boolean', text: raw.v ? '是' : '否', flag: raw.v, ...formula };
  if (raw.t === 'e') return { kind: 'error', text: errors[raw.v] ?? '#错误', ...formula };
  const text = String(raw.v ?? '');
  return text.trim() === '' ? blank : { kind: 'text', text, ...formula };
}

// The library cuts signs that are written as numbers to sixteen bits, which no emoji survives: they
// are written out before it reads.
function with_signs_written_out(bytes) {
  const zip = XLSX.CFB.read(bytes, { type: 'array' });
  let changed = false;
  zip.FileIndex.forEach((file, i) => {
    if (!/\.xml$/.test(zip.FullPaths[i]) || !file.content?.length) return;
    const text = new TextDecoder().decode(Uint8Array.from(file.content));
    const whole = text.replace(/&#(?:x([0-9a-fA-F]{5,6})|(\d{5,7}));/g, (all, hex, decimal) => {
      const code = hex ? Number.parseInt(hex, 16) : Number(decimal);
      return code > 0xffff && code <= 0x10ffff ? String.fromCodePoint(code) : all;
    });
    if (whole === text) return;
    file.content = new TextEncoder().encode(whole);
    file.size = file.content.length;
    changed = true;
  });
  return changed ? Uint8Array.from(XLSX.CFB.write(zip, { type: 'array', fileType: 'zip' })) : bytes;
}

/** @param {Uint8Array} bytes @returns {import('./cells.mjs').Sheet[]} */
export function read_workbook(bytes) {
  const book = XLSX.read(with_signs_written_out(bytes), { type: 'array', cellFormula: true, cellNF: true, cellStyles: true, cellHTML: false, sheetStubs: true });
  const from_1904 = book.Workbook?.WBProps?.date1904 === true;
  return book.SheetNames.filter((name) => book.Sheets[name]?.['!ref']).map((name) => {
    const sheet = book.Sheets[name];
    const range = XLSX.utils.decode_range(sheet['!ref']);
    const rows = [];
    for (let r = 0; r <= range.e.r; ++r) {
      const cells = [];
      for (let c = 0; c <= range.e.c; ++c) cells.push(cell_of(sheet[XLSX.utils.encode_cell({ r, c })]));
      rows.push({ row: r + 1, hidden: sheet['!rows']?.[r]?.hidden === true, cells });
    }
    const merges = sheet['!merges'] ?? [];
    for (const { s, e } of merges)
      for (let r = s.r + 1; r <= e.r && r < rows.length; ++r)
        if (rows[s.r]?.cells[s.c]) rows[r].cells[s.c] = { ...rows[s.r].cells[s.c], filled: true };
    return { name, workbook: true, from_1904, rows, wide: merges.map(({ s, e }) => ({ row: s.r + 1, from: s.c, to: e.c })) };
  });
}
