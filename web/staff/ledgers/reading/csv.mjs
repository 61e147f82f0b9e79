// A CSV file as one sheet: in UTF-8 with or without BOM, in UTF-16 with one, else in GB18030. A field
// in quotes may hold separators, quotes and line breaks (RFC 4180).
import { of_text } from './cells.mjs';

export function decode(bytes) {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return new TextDecoder('utf-8').decode(bytes.subarray(3));
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes.subarray(2));
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes.subarray(2));
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}

// The sign that parts the first lines most evenly, outside quotes.
function separator_of(text) {
  const head = text.slice(0, 20000).replace(/"[^"]*"/g, '').split(/\r\n|\n|\r/).filter((line) => line.trim() !== '').slice(0, 20);
  const counts = [',', '\t', ';', '，', '|'].map((sign) => {
    const each = head.map((line) => line.split(sign).length - 1).sort((a, b) => a - b);
    return { sign, median: each[Math.floor(each.length / 2)] ?? 0 };
  });
  counts.sort((a, b) => b.median - a.median);
  return counts[0].median > 0 ? counts[0].sign : ',';
}

/** @returns {{line: number, fields: string[], broken?: boolean}[]} */
export function records(text, separator = separator_of(text)) {
  const all = [];
  let fields = [];
  let field = '';
  let quoted = false;
  let was_quoted = false;
  let line = 1;
  let begun = 1;
  const end_field = () => {
    fields.push(field);
    field = '';
    was_quoted = false;
  };
  const end_record = (broken) => {
    end_field();
    all.push({ line: begun, fields, ...(broken ? { broken } : {}) });
    fields = [];
    begun = line;
  };
  for (let at = 0; at < text.length; ++at) {
    const sign = text[at];
    const broke = sign === '\n' || (sign === '\r' && text[at + 1] !== '\n');
    if (broke) ++line;
    if (quoted) {
      if (sign !== '"') field += sign;
      else if (text[at + 1] === '"') field += text[++at];
      else quoted = false;
    } else if (sign === '"' && field === '' && !was_quoted) {
      quoted = was_quoted = true;
    } else if (sign === separator) {
      end_field();
    } else if (broke) {
      end_record(false);
    } else if (sign !== '\r' || text[at + 1] !== '\n') {
      field += sign;
    }
  }
  if (field !== '' || fields.length > 0 || quoted) end_record(quoted);
  return all;
}

/** @param {Uint8Array} bytes @returns {import('./cells.mjs').Sheet[]} */
export function read_csv(bytes) {
  const rows = records(decode(bytes)).map(({ line, fields, broken }, i) => ({
    row: i + 1, line, ...(broken ? { broken } : {}), cells: fields.map((text) => of_text(text.trim() === '' ? '' : text)),
  }));
  return [{ name: 'csv', workbook: false, rows, wide: [] }];
}
