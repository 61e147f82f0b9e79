// Events, personal values and the rows that they leave behind [4, 5, 6].
import {Bad, Fault, canonical, isInstant, isNamed, isObject, members, named, parse, sha} from './bytes.mjs';
import {joined, rowsOf} from './layout.mjs';
import {apart, leaves} from './tree.mjs';

const kEvent = ['id', 'at', 'kind', 'account', 'post', 'place', 'subject', 'basis'];
function bodyOf(row, record) {
  const wrong = (why) => {
    throw new Fault('event', row.id, 'altered', why);
  };
  if (!members(row, ...kEvent, 'body')) throw new Bad('tables/event.jsonl：列不对');
  let body;
  try {
    body = parse(row.body, '内容');
  } catch (error) {
    wrong(error.message);
  }
  if (!members(body, ...kEvent, 'format', 'changes', 'measures') || body.format !== 'qinqing-event/1') wrong('内容的成员不对');
  for (const column of kEvent)
    if (typeof body[column] !== 'string' || body[column] !== row[column])
      throw new Fault('event', row.id, apart(row) ? 'back_dated' : 'altered', `列 ${column} 与内容不一样`);
  if (!isInstant(body.at) || !Array.isArray(body.changes) || !Array.isArray(body.measures)) wrong('内容写得不对');
  for (const change of body.changes) {
    if (!(members(change, 'row', 'table') || (members(change, 'erase', 'row', 'table') && change.erase === true)) || !isObject(change.row)) wrong('改动写得不对');
    if (record.tables.get(change.table)?.kind !== 'record') wrong(`改动的不是记录的表 ${change.table}`);
    for (const value of Object.values(change.row))
      if (isObject(value) ? !members(value, 'commit') || !isNamed(value.commit) : value !== null && typeof value !== 'string' && typeof value !== 'number') wrong('改动的值写得不对');
    change.key = record.tables.get(change.table).key.map((column) => change.row[column]);
    if (change.key.some((part) => typeof part !== 'string' && typeof part !== 'number') || !Number.isInteger(change.row.version) || change.row.version < 1)
      wrong('改动没有键或版本');
    change.name = canonical([change.table, ...change.key]);
  }
  for (const measure of body.measures) if (!members(measure, 'day', 'kind', 'place', 'reverses', 'value')) wrong('计量写得不对');
  return body;
}
const digest = (row) => sha(canonical(Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)))).toString('base64');

export function events(record, counts) {
  leaves(record, counts);
  const erased = new Map();  // row → its highest erased version: needed before the parts are looked at
  for (const row of rowsOf(record, 'event'))
    if (row.body.includes('"erase":true'))
      for (const change of bodyOf(row, record).changes)
        if (change.erase) erased.set(change.name, Math.max(erased.get(change.name) ?? 0, change.row.version));
  const parts = joined(rowsOf(record, 'event_private'), 'event');
  const measures = joined(rowsOf(record, 'measure'), 'event');
  const rows = new Map();  // row → {version, digest, columns} of the highest; and which versions there were
  Object.assign(counts, {events: 0, parts: 0, erased: 0, measures: 0});
  for (const row of rowsOf(record, 'event')) {
    const body = bodyOf(row, record);
    ++counts.events;
    for (const [table, join] of [['event_private', parts], ['measure', measures]]) {
      const stray = join.stray(row.id);
      if (stray) throw new Fault(table, [stray.event, stray.n], 'added', '没有这个事件');
    }
    const own = parts.take(row.id);
    let n = 0;
    for (const change of body.changes) {
      const plain = {};
      for (const column of Object.keys(change.row).sort()) {
        const value = plain[column] = change.row[column];
        if (!isObject(value)) continue;
        const part = own[n];
        const fault = (kind, why) => {
          throw new Fault('event_private', [row.id, n], kind, why);
        };
        if (part?.n !== n) fault('removed', '缺私密部分');
        ++n;
        ++counts.parts;
        plain[column] = undefined;
        if (change.row.version < (erased.get(change.name) ?? 0)) {
          --n;
          if (part.salt !== null || part.value !== null) fault('added', '已抹去的又放回来了');
          ++n;
          ++counts.erased;
          continue;
        }
        --n;
        if (part.salt === null && part.value === null) fault('removed', '没有抹去的记载，却不见了');
        if (!/^[0-9a-f]{32}$/.test(part.salt) || typeof part.value !== 'string' || named(`["${part.salt}",${part.value}]`) !== value.commit) fault('altered', '与承诺不合');
        try {
          plain[column] = parse(part.value, '');
        } catch {}
        if (typeof plain[column] !== 'string' && typeof plain[column] !== 'number') fault('altered', '值的写法不对');
        if (change.erase && plain[column] !== '') fault('altered', '抹去以后还有值');
        ++n;
      }
      const seen = rows.get(change.name) ?? rows.set(change.name, {whole: 0, later: new Set(), version: 0}).get(change.name);
      const {version} = change.row;
      if (version <= seen.whole || seen.later.has(version)) throw new Fault('event', row.id, 'added', `${change.name} 的版本 ${version} 有两个`);
      seen.later.add(version);
      while (seen.later.delete(seen.whole + 1)) ++seen.whole;
      if (version > seen.version) {
        seen.version = version;
        const hidden = Object.values(plain).includes(undefined);  // erased: no longer anybody's row
        Object.assign(seen, {columns: Object.keys(change.row), digest: hidden ? '' : digest(plain)});
      }
    }
    if (own.length > n) throw new Fault('event_private', [row.id, own[n].n], 'added', '多出来的私密部分');
    const counted = measures.take(row.id);
    body.measures.forEach((measure, i) => {
      if (counted[i]?.n !== i) throw new Fault('measure', [row.id, i], 'removed', '缺计量');
      if (canonical(counted[i]) !== canonical({...measure, event: row.id, n: i})) throw new Fault('measure', [row.id, i], 'altered', '计量与事件不一样');
      ++counts.measures;
    });
    if (counted.length > body.measures.length) throw new Fault('measure', [row.id, counted[body.measures.length].n], 'added', '多出来的计量');
  }
  for (const [table, join] of [['event_private', parts], ['measure', measures]]) {
    const stray = join.stray();
    if (stray) throw new Fault(table, [stray.event, stray.n], 'added', '没有这个事件');
  }
  counts.rows = 0;
  for (const {name, kind, key} of record.tables.values()) {
    if (kind !== 'record') continue;
    for (const row of rowsOf(record, name)) {
      const at = key.map((column) => row[column]);
      const id = canonical([name, ...at]);
      const seen = rows.get(id);
      if (!seen) throw new Fault(name, at, 'added', '没有事件写过这一行');
      if (seen.later.size > 0 || row.version > seen.whole) throw new Fault(name, at, 'removed', `缺版本 ${seen.whole + 1} 的事件`);
      if (seen.columns.some((column) => !Object.hasOwn(row, column)) || digest(row) !== seen.digest) throw new Fault(name, at, 'altered', '与最后一次改动不一样');
      rows.delete(id);
      ++counts.rows;
    }
  }
  for (const id of rows.keys()) {
    const [table, ...key] = JSON.parse(id);
    throw new Fault(table, key, 'removed', '事件写过的行不见了');
  }
}
