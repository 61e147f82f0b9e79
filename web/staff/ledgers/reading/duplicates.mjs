// Rows that are there already: the same again but for its number, or probably the same contact.

const core = (text) => String(text ?? '').replace(/[（(].*?[）)]/g, '').replace(/[\s\p{P}]/gu, '');
const days_apart = (a, b) => Math.abs(Date.parse(a) - Date.parse(b)) / 86400000;

// How many signs have to be changed, as far as `most`.
function distance(a, b, most) {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; ++i) {
    const next = [i];
    for (let j = 1; j <= b.length; ++j)
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
    row = next;
  }
  return row[b.length];
}

const same_but_number = (values) => JSON.stringify(Object.entries(values).filter(([id]) => id !== 'seq').sort());

function probably_same(a, b) {
  if (a.reporter === undefined || a.reporter !== b.reporter) return false;
  if (core(a.party) !== core(b.party) && !(a.uscc && a.uscc === b.uscc)) return false;
  if (!a.date || !b.date || days_apart(a.date, b.date) > 1) return false;
  const [one, other] = [core(a.reason), core(b.reason)];
  return one === other || one.startsWith(other) || other.startsWith(one) || distance(one, other, 4) <= Math.max(2, Math.min(one.length, other.length) / 4);
}

/** Marks in place; `rows` are outcomes of one sheet in their order. */
export function mark_duplicates(rows) {
  const exact = new Map();
  const by_reporter = new Map();
  for (const each of rows) {
    if (!each.values) continue;
    const key = same_but_number(each.values) + JSON.stringify([each.ask ?? [], each.refuse ?? []]);
    const first = exact.get(key);
    if (first !== undefined) {
      Object.assign(each, { expect: 'duplicate-of', of: first, how: 'exact' });
      continue;
    }
    exact.set(key, each.row);
    const before = by_reporter.get(each.values.reporter) ?? [];
    const like = before.find((other) => probably_same(each.values, other.values));
    if (like && each.expect === 'ok') Object.assign(each, { expect: 'duplicate-of', of: like.row, how: 'near' });
    before.push(each);
    by_reporter.set(each.values.reporter, before);
  }
}
