// The layout of an export, its manifest and the rows of its tables in their order [2, 3].
import fs from 'node:fs';
import path from 'node:path';

import {Bad, Fault, bytewise, canonical, hashOfFile, isNamed, isObject, kLine, linesOf, members, named, parse, text} from './bytes.mjs';
import {calendarOf} from './deadlines.mjs';

const kTables = Object.fromEntries(
    `event log id|event_private log event,n|measure log event,n|ledger_entry log n|ledger_head log size
    |ledger_subtree derived level,n|case_number derived series,procedure,year|filing_row derived filing|place record id
    |organisation record id|person record id|post record id|delegation record id|account record id|credential record id
    |procedure_text record hash|case_file record id|notice record id|case_party record case_id,seq|case_step record case_id,n
    |case_deadline record case_id,name,round|case_certificate record case_id,name,round,n|calendar_year record year
    |filing record id|filing_account record filing,n`
        .split('|').map((line) => line.trim().split(' ')).map(([name, kind, key]) => [name, {kind, key}]));

export function layout(root) {
  const need = (fits, what) => {
    if (!fits) throw new Bad(`manifest.json：${what}`);
  };
  const stat = fs.lstatSync(path.join(root, 'manifest.json'), {throwIfNoEntry: false});
  need(fs.statSync(root).isDirectory() && stat?.isFile() && stat.size <= kLine, '没有这个文件，或不是普通文件');
  const lines = [...linesOf(path.join(root, 'manifest.json'), 'manifest.json')];
  need(lines.length === 1, '应当只有一行');
  const manifest = parse(lines[0][0], 'manifest.json');
  need(members(manifest, 'format', 'schema', 'tables', 'head', 'attachments', 'packs', 'calendars'), '成员不对');
  need(manifest.format === 'qinqing-export-1', '不是 qinqing-export-1');
  const sorted = (list, compare) => Array.isArray(list) && list.every((item, i) => isObject(item) && (i === 0 || compare(list[i - 1], item) < 0));
  const strings = (list) => Array.isArray(list) && list.every((item) => typeof item === 'string');
  need(sorted(manifest.schema, (a, b) => a.number - b.number || bytewise(String(a.name), String(b.name))) &&
      manifest.schema.every((s) => members(s, 'name', 'number') && typeof s.name === 'string' && Number.isInteger(s.number)), 'schema 不对');
  need(canonical(manifest.attachments) === '[]', 'attachments 应当是空的');
  need(sorted(manifest.tables, (a, b) => bytewise(String(a.name), String(b.name))), 'tables 不对或没有按名排');
  const expected = new Map();  // path → hash
  const tables = new Map();
  for (const table of manifest.tables) {
    need(members(table, 'key', 'kind', 'name', 'rows', 'sha256') && /^[a-z][a-z0-9_]{0,62}$/.test(table.name), '表名不对');
    need(['record', 'log', 'derived'].includes(table.kind) && strings(table.key) && table.key.length > 0 &&
        Number.isInteger(table.rows) && table.rows >= 0 && isNamed(table.sha256), `表 ${table.name} 写得不对`);
    const known = kTables[table.name];
    // Else a record that calls its own tables derived would get them past everything.
    need(!known || (known.kind === table.kind && known.key === table.key.join()), `表 ${table.name} 的类别或键不对`);
    need(known || table.kind === 'record', `不认识的表 ${table.name}`);
    tables.set(table.name, {...table, columns: null});
    expected.set(`tables/${table.name}.jsonl`, table.sha256);
  }
  for (const name of Object.keys(kTables)) need(tables.has(name), `缺表 ${name}`);
  need(sorted(manifest.packs, (a, b) => bytewise(String(a.hash), String(b.hash))), 'packs 不对或没有按哈希排');
  for (const pack of manifest.packs) {
    need(members(pack, 'files', 'hash') && isNamed(pack.hash) && sorted(pack.files, (a, b) => bytewise(String(a.path), String(b.path))), '制度包写得不对');
    const hashes = Object.create(null);
    for (const file of pack.files) {
      need(members(file, 'path', 'sha256') && typeof file.path === 'string' && isNamed(file.sha256), '制度包的文件写得不对');
      need(!/[\\\0]/.test(file.path) && file.path.split('/').every((part) => !['', '.', '..'].includes(part)), `路径 ${JSON.stringify(file.path)} 不许可`);
      if (!file.path.startsWith('tests/')) hashes[file.path] = file.sha256.slice(7);
      expected.set(`packs/${pack.hash.slice(7)}/${file.path}`, file.sha256);
    }
    if (named(canonical(hashes)) !== pack.hash) throw new Fault('packs', pack.hash, 'altered', '制度包的哈希不对');
  }
  need(sorted(manifest.calendars, (a, b) => bytewise(String(a.hash), String(b.hash))) &&
      manifest.calendars.every((c) => members(c, 'hash', 'in_force') && isNamed(c.hash) && typeof c.in_force === 'boolean') &&
      manifest.calendars.filter((c) => c.in_force).length === 1, 'calendars 不对');
  for (const {hash} of manifest.calendars) expected.set(`calendars/${hash.slice(7)}.json`, hash);
  const folders = new Set(['tables', 'packs', 'calendars']);
  for (const file of expected.keys())
    for (let at = file.indexOf('/'); at >= 0; at = file.indexOf('/', at + 1)) folders.add(file.slice(0, at));
  const found = new Set(['manifest.json']);
  for (const open of ['']) walk(open);
  function walk(folder) {
    for (const entry of fs.readdirSync(path.join(root, folder), {withFileTypes: true})) {
      const file = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isFile() && (expected.has(file) || file === 'manifest.json')) found.add(file);
      else if (entry.isDirectory() && folders.has(file)) walk(file);
      else throw new Bad(`${JSON.stringify(file)}：多出来的，或不是普通文件`);
    }
  }
  for (const [file, hash] of expected) {
    if (!found.has(file)) throw new Bad(`${file}：缺这个文件`);
    if (`sha256:${hashOfFile(path.join(root, file))}` !== hash)
      throw new Fault(file.startsWith('tables/') ? file.slice(7, -6) : file, '', 'altered', `${file} 与 manifest 里的哈希不一样`);
  }
  const calendars = new Map();
  for (const {hash} of manifest.calendars) {
    const where = `calendars/${hash.slice(7)}.json`;
    const value = parse(text(fs.readFileSync(path.join(root, where)), where), where);
    calendars.set(hash, calendarOf(value, hash, where));
  }
  return {root, manifest, tables, calendars};
}

// The rows of a table in their order; each line's form and place are checked on the way [2].
export function* rowsOf(record, name) {
  const table = record.tables.get(name);
  const where = `tables/${name}.jsonl`;
  let before = null;
  let rows = 0;
  const types = {};
  for (const [line, number] of linesOf(path.join(record.root, where), where)) {
    const row = parse(line, `${where}:${number}`);
    if (!isObject(row)) throw new Bad(`${where}:${number}：不是对象`);
    const columns = Object.keys(row).join();
    table.columns ??= columns;
    if (columns !== table.columns) throw new Bad(`${where}:${number}：各行的列不一样`);
    for (const column in row) {
      const type = typeof row[column];
      if (row[column] === null) continue;
      if (type !== 'string' && type !== 'number') throw new Bad(`${where}:${number}：列 ${column} 不是文字或整数`);
      if ((types[column] ??= type) !== type) throw new Bad(`${where}:${number}：列 ${column} 有时是文字，有时是整数`);
    }
    const key = table.key.map((column) => row[column] ?? null);
    if (key.includes(null)) throw new Bad(`${where}:${number}：键不全`);
    if (before !== null) {
      let order = 0;
      for (let i = 0; i < key.length && order === 0; ++i)
        order = typeof key[i] === 'number' ? before[i] - key[i] : bytewise(before[i], key[i]);
      if (order === 0) throw new Fault(name, key, 'added', '同一个键有两行');
      if (order > 0) throw new Fault(name, key, 'reordered', '没有按键的次序排');
    }
    before = key;
    ++rows;
    yield row;
  }
  if (rows !== table.rows) throw new Bad(`${where}：manifest 说有 ${table.rows} 行，实有 ${rows} 行`);
}
// The rows that belong together with a key that another table is walked by: both have the same order.
export function joined(rows, ...columns) {
  const compare = (row, key) => {
    for (let i = 0; i < columns.length; ++i) {
      const order = typeof key[i] === 'number' ? row[columns[i]] - key[i] : bytewise(row[columns[i]], key[i]);
      if (order !== 0) return order;
    }
    return 0;
  };
  let next = rows.next();
  return {
    stray: (...key) => (!next.done && (key.length === 0 || compare(next.value, key) < 0) ? next.value : null),
    skip: (...key) => {
      while (!next.done && compare(next.value, key) < 0) next = rows.next();
    },
    take: (...key) => {
      const found = [];
      for (; !next.done && compare(next.value, key) === 0; next = rows.next()) found.push(next.value);
      return found;
    },
  };
}
