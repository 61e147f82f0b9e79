// What follows from the records [9], and the certificates of their deadlines [10].
import {Fault, canonical, named, parse} from './bytes.mjs';
import {asked, certificate} from './deadlines.mjs';
import {joined, rowsOf} from './layout.mjs';

export function derived(record, counts) {
  const places = new Map([...rowsOf(record, 'place')].map((row) => [row.id, row.parent]));
  const starts = new Map();
  for (const {hash, body} of rowsOf(record, 'procedure_text')) {
    if (named(body) !== hash) throw new Fault('procedure_text', hash, 'altered', '哈希不对');
    starts.set(hash, JSON.parse(body).start);
  }
  const numbers = new Map();
  const cases = joined(rowsOf(record, 'case_file'), 'id');
  const rows = joined(rowsOf(record, 'filing_row'), 'filing');
  const deadlines = joined(rowsOf(record, 'case_deadline'), 'case_id');
  for (const c of rowsOf(record, 'case_file')) {
    if (c.number_n === null) continue;
    const name = canonical([c.series, c.procedure, c.number_year]);
    numbers.set(name, Math.max(numbers.get(name) ?? -Infinity, c.number_n));
  }
  for (const row of rowsOf(record, 'case_number')) {
    const key = [row.series, row.procedure, row.year];
    const last = numbers.get(canonical(key));
    if (last === undefined) throw new Fault('case_number', key, 'added', '没有这样的编号');
    if (last !== row.last) throw new Fault('case_number', key, 'altered', '最后的编号不对');
    numbers.delete(canonical(key));
  }
  for (const key of numbers.keys()) throw new Fault('case_number', JSON.parse(key), 'removed', '缺编号');
  counts.filings = 0;
  for (const f of rowsOf(record, 'filing')) {
    const stray = rows.stray(f.id);
    if (stray) throw new Fault('filing_row', stray.filing, 'added', '没有这件报备');
    cases.skip(f.id);
    const [c] = cases.take(f.id);
    if (!c) throw new Fault('case_file', f.id, 'removed', '报备没有案件');
    const [row] = rows.take(f.id);
    if (!row) throw new Fault('filing_row', f.id, 'removed', '缺这一行');
    const above = [];
    for (let place = c.place; places.has(place) && above.length <= 5; place = places.get(place)) above.unshift(place);
    deadlines.skip(f.id);
    const due = deadlines.take(f.id).filter((d) => d.ended_on === null).map((d) => d.due).sort()[0] ?? '';
    const want = {
      filing: f.id, unit: c.unit, place: c.place, state: c.state, opened_at: c.opened_at,
      kept: c.state === starts.get(c.procedure_hash) || (c.ended === 1 && c.steps <= 2) ? 1 : 0,
      filer: f.filer, verdict: f.verdict, contact_on: f.contact_on, words: f.words,
      numbered: c.number_n === null ? '' : `${c.number_year}-${String(c.number_n).padStart(8, '0')}`, due,
    };
    for (let i = 0; i < 5; ++i) want[`place_${i + 1}`] = above[i] ?? '';
    if (canonical(row) !== canonical(want)) throw new Fault('filing_row', f.id, 'altered', `与记录不一样：${Object.keys(want).filter((k) => want[k] !== row[k])}`);
    ++counts.filings;
  }
  const stray = rows.stray();
  if (stray) throw new Fault('filing_row', stray.filing, 'added', '没有这件报备');
}

export function certificates(record, counts) {
  const held = joined(rowsOf(record, 'case_certificate'), 'case_id', 'name', 'round');
  Object.assign(counts, {certificates: 0, uncounted: 0});
  for (const d of rowsOf(record, 'case_deadline')) {
    const key = [d.case_id, d.name, d.round];
    const stray = held.stray(...key);
    if (stray) throw new Fault('case_certificate', [stray.case_id, stray.name, stray.round, stray.n], 'added', '没有这个期限');
    const own = held.take(...key);
    own.forEach((row, i) => {
      const fault = (kind, why) => {
        throw new Fault('case_certificate', [...key, kind === 'removed' ? i + 1 : row.n], kind, why);
      };
      if (row.n !== i + 1) fault('removed', '凭证的序号有缺');
      if (row.n > d.certificates) fault('added', '多出来的凭证');
      let body;
      try {
        body = parse(row.body, '凭证');
      } catch (error) {
        fault('altered', error.message);
      }
      const calendar = record.calendars.get(body?.calendar);
      ++counts.certificates;
      row.due = body?.due;
      if (!calendar) return void ++counts.uncounted;
      let again;
      try {
        again = certificate(asked(body, true), calendar);
      } catch (error) {
        if (error instanceof Fault) throw error;
        fault('altered', error.message);
      }
      if (again !== row.body) fault('altered', '期限数得不对');
    });
    if (own.length !== d.certificates) throw new Fault('case_certificate', [...key, own.length + 1], 'removed', '缺凭证');
    if (d.certificate > 0 && own[d.certificate - 1]?.due !== d.due) throw new Fault('case_deadline', key, 'altered', '期限与凭证不一样');
  }
  const stray = held.stray();
  if (stray) throw new Fault('case_certificate', [stray.case_id, stray.name, stray.round, stray.n], 'added', '没有这个期限');
}
