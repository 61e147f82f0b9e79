#!/usr/bin/env node
// A second verifier of the record and of deadlines, written from docs/record-format.md alone and
// sharing no line with the program: a fault of the program's own verifier is not repeated here.
// Needs Node 18 and nothing else. The numbers in brackets are that page's sections.
import {createHash, createPublicKey, verify as verifySignature} from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import {fileURLToPath} from 'node:url';

export class Bad extends Error {}  // not an export, or one that is hostile: exit 2
export class Fault extends Error {  // the first fault: exit 1
  constructor(table, key, kind, why) {
    super(why);
    Object.assign(this, {table, key: [].concat(key).join('/'), kind});
  }
}
const sha = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest();
const hex = (bytes) => sha(bytes).toString('hex');
const named = (bytes) => `sha256:${hex(bytes)}`;
const isNamed = (text) => /^sha256:[0-9a-f]{64}$/.test(text);
const bytewise = (a, b) => (a === b ? 0 : Buffer.compare(Buffer.from(a), Buffer.from(b)));
const isObject = (v) => v !== null && typeof v === 'object' && !Array.isArray(v);
const members = (v, ...names) => isObject(v) && Object.keys(v).sort().join() === names.sort().join();
const isInstant = (v) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(v);

// ---- Bytes [1]

const kDepth = 64;  // nothing in a record is that deep; a stack is not to be run out of
const kLine = 64 * 1024 * 1024;
const utf8 = new TextDecoder('utf-8', {fatal: true, ignoreBOM: true});

function text(bytes, where) {
  try {
    return utf8.decode(bytes);
  } catch {
    throw new Bad(`${where}：不是 UTF-8`);
  }
}
export function canonical(value, depth = 0) {
  if (depth > kDepth) throw new Bad(`嵌套超过 ${kDepth} 层`);
  if (Array.isArray(value)) return `[${value.map((v) => canonical(v, depth + 1)).join(',')}]`;
  if (isObject(value))
    return `{${Object.keys(value).sort().map((k) => `${canonical(k)}:${canonical(value[k], depth + 1)}`).join(',')}}`;
  if (typeof value === 'number' && !Number.isSafeInteger(value)) throw new Bad('数不是整数或太大');
  if (typeof value === 'string' && /[\0\p{Surrogate}]/u.test(value)) throw new Bad('文字里有 U+0000 或半个字符');
  return JSON.stringify(value);
}
// Serialising what was parsed gives the same text only where it was canonical: a doubled name, white
// space, a number's other form all differ.
function parse(line, where) {
  let value;
  try {
    value = JSON.parse(line);
  } catch {
    throw new Bad(`${where}：不是 JSON`);
  }
  try {
    if (canonical(value) === line) return value;
  } catch (error) {
    throw new Bad(`${where}：${error.message}`);
  }
  throw new Bad(`${where}：不是规范的 JSON（成员重复、次序或写法不对）`);
}

function* linesOf(file, where, whole = true) {
  const fd = fs.openSync(file, fs.constants.O_RDONLY | (fs.constants.O_NOFOLLOW ?? 0));
  try {
    const chunk = Buffer.alloc(1 << 18);
    let kept = [];
    let size = 0;
    for (let number = 1;;) {
      const got = fs.readSync(fd, chunk);
      if (got === 0) break;
      let from = 0;
      for (let at; (at = chunk.subarray(0, got).indexOf(10, from)) >= 0; from = at + 1, ++number) {
        const line = kept.length ? Buffer.concat([...kept, chunk.subarray(from, at)]) : chunk.subarray(from, at);
        if (line.length > kLine) throw new Bad(`${where}:${number}：行太长`);
        kept = [];
        size = 0;
        yield [text(line, `${where}:${number}`), number];
      }
      if (from < got) kept.push(Buffer.from(chunk.subarray(from, got)));
      if ((size += got - from) > kLine) throw new Bad(`${where}:${number}：行太长`);
    }
    if (size > 0 && whole) throw new Bad(`${where}：最后一行没有换行`);
    if (size > 0) yield [text(Buffer.concat(kept), where), 0];
  } finally {
    fs.closeSync(fd);
  }
}
function hashOfFile(file) {
  const hash = createHash('sha256');
  const fd = fs.openSync(file, fs.constants.O_RDONLY | (fs.constants.O_NOFOLLOW ?? 0));
  const chunk = Buffer.alloc(1 << 18);
  for (let got; (got = fs.readSync(fd, chunk)) > 0;) hash.update(chunk.subarray(0, got));
  fs.closeSync(fd);
  return hash.digest('hex');
}

// ---- The layout and the manifest [2, 3]

const kTables = Object.fromEntries(
    `event log id|event_private log event,n|measure log event,n|ledger_entry log n|ledger_head log size
    |ledger_subtree derived level,n|case_number derived series,procedure,year|filing_row derived filing|place record id
    |organisation record id|person record id|post record id|delegation record id|account record id|credential record id
    |procedure_text record hash|case_file record id|notice record id|case_party record case_id,seq|case_step record case_id,n
    |case_deadline record case_id,name,round|case_certificate record case_id,name,round,n|calendar_year record year
    |filing record id|filing_account record filing,n`
        .split('|').map((line) => line.trim().split(' ')).map(([name, kind, key]) => [name, {kind, key}]));

function layout(root) {
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
function* rowsOf(record, name) {
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
function joined(rows, ...columns) {
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

// ---- Tree and heads [7, 8]

const leafHash = (body) => sha('\0', body);
class Tree {
  size = 0;
  open = [];  // the whole subtrees, from the largest; their levels are the bits of `size`
  add(leaf, whole) {
    this.open.push(leaf);
    let level = 0;
    for (let rest = this.size; rest % 2 === 1; rest = (rest - 1) / 2) {
      const right = this.open.pop();
      this.open.push(sha('\x01', this.open.pop(), right));
      if (++level % 8 === 0) whole(level, Math.floor(this.size / 2 ** level), this.open.at(-1));
    }
    ++this.size;
  }
  root() {
    return this.size === 0 ? sha('') : this.open.slice(0, -1).reduceRight((right, left) => sha('\x01', left, right), this.open.at(-1));
  }
}
export function keyOf(line) {
  const [, id, point] = /^ed25519\.([\w-]+)\.([\w-]{43})$/.exec(line) ?? [];
  if (!id) throw new Bad('公钥的写法不对');
  return {id, key: createPublicKey({key: {kty: 'OKP', crv: 'Ed25519', x: point}, format: 'jwk'})};
}
function signed(content, signature, keys) {
  const [, id, value] = /^ed25519\.([\w-]+)\.([\w-]{86})$/.exec(signature) ?? [];
  const bytes = Buffer.from(value ?? '', 'base64url');
  if (bytes.toString('base64url') !== value) return false;
  return keys.some((key) => key.id === id && verifySignature(null, Buffer.from(content), key.key, bytes));
}
const headText = ({at, root, size}) => canonical({at, format: 'qinqing-head/1', root, size});
const headFits = (h) => Number.isSafeInteger(h.size) && h.size > 0 && isNamed(h.root) && isInstant(h.at) && /^ed25519\.[\w-]+\.[\w-]{86}$/.test(h.signature);

export function headFrom(file) {
  if (fs.statSync(file).size > 65536) throw new Bad(`${file}：不是账头`);
  let value = parse(text(fs.readFileSync(file), file).replace(/\r?\n$/, ''), file);
  if (value?.format === 'qinqing-witness/1') {
    const {at, format, head, signature, witness, cosignature} = value;
    if (!signed(canonical({at, format, head}), cosignature, [keyOf(witness)])) throw new Fault('witness', at, 'altered', '见证人的签名不对');
    value = {signature, ...head};
  }
  if (!isObject(value) || value.format !== 'qinqing-head/1' || !headFits(value)) throw new Bad(`${file}：不是账头`);
  return value;
}

const secondsApart = (at, id) => Math.abs(Date.parse(at) - parseInt(String(id).slice(0, 13).replace('-', ''), 16)) >= 2000;

function tree(record, keys, against, counts) {
  const heads = [...rowsOf(record, 'ledger_head')];
  for (const head of heads) {
    if (!headFits(head)) throw new Fault('ledger_head', head.size, 'altered', '账头写得不对');
    if (keys.length && !signed(headText(head), head.signature, keys)) throw new Fault('ledger_head', head.size, 'altered', '签名不对');
  }
  const last = heads.at(-1);
  if (canonical(record.manifest.head) !== canonical(last ? {...last, format: 'qinqing-head/1'} : null))
    throw new Fault('ledger_head', last?.size ?? '', 'altered', 'manifest 里的账头不是最后一个');
  if (against && keys.length && !signed(headText(against), against.signature, keys)) throw new Fault('ledger_head', against.size, 're_signed', '外存账头的签名不对');
  const entries = record.entries = new Map();  // id → its leaf; the order of its making is that of n
  const subtrees = new Map();
  const sizes = new Map(heads.map((head) => [head.size, head]));
  const tree = new Tree();
  let wrong = null;  // the first head that does not fit
  let descends = null;  // the first entry of a batch that stands before one with a smaller id
  let rewritten = null;
  let previous = '';
  for (const {n, event, leaf} of rowsOf(record, 'ledger_entry')) {
    if (n !== tree.size) throw new Fault('ledger_entry', tree.size, 'removed', '序号有缺');
    if (typeof leaf !== 'string' || !/^[0-9a-f]{64}$/.test(leaf)) throw new Fault('ledger_entry', n, 'altered', '叶哈希写得不对');
    if (entries.has(event)) throw new Fault('ledger_entry', n, 'added', '一个事件有两处');
    entries.set(event, Buffer.from(leaf, 'hex'));
    if (bytewise(previous, event) > 0) descends ??= n;
    previous = event;
    tree.add(entries.get(event), (level, at, root) => subtrees.set(`${level}/${at}`, root.toString('hex')));
    const head = sizes.get(tree.size);
    if (head || against?.size === tree.size) {
      const root = `sha256:${tree.root().toString('hex')}`;
      if (head && head.root !== root) wrong ??= [head, descends];
      if (against?.size === tree.size && against.root !== root) rewritten = against;
    }
    if (head) {
      previous = '';
      if (!wrong) descends = null;
    }
  }
  if (last && last.size > tree.size) wrong ??= [last, descends];
  if (wrong) {
    // What does not fit its event is to blame before the head that does not fit it.
    leaves(record, counts);
    if (wrong[1] !== null) throw new Fault('ledger_entry', wrong[1], 'reordered', `账头 ${wrong[0].size} 的根不对，其中的次序也不对`);
    throw new Fault('ledger_head', wrong[0].size, 're_signed', '账头的根不是这些事件的');
  }
  if (against && (rewritten || against.size > tree.size)) throw new Fault('ledger_head', against.size, 're_signed', '与外存的账头不一致：账在它之后重做过');
  for (const {level, n, root} of rowsOf(record, 'ledger_subtree')) {
    const whole = subtrees.get(`${level}/${n}`);
    if (whole === undefined) throw new Fault('ledger_subtree', [level, n], 'added', '没有这棵子树');
    if (whole !== root) throw new Fault('ledger_subtree', [level, n], 'altered', '子树的根不对');
    subtrees.delete(`${level}/${n}`);
  }
  for (const key of subtrees.keys()) throw new Fault('ledger_subtree', key, 'removed', '缺子树');
  Object.assign(counts, {entries: tree.size, heads: heads.length, covered: last?.size ?? 0, root: `sha256:${tree.root().toString('hex')}`, signatures: keys.length > 0});
}
// Each event against its entry; each entry must have one.
function leaves(record, counts) {
  let found = 0;
  let missing = null;
  counts.unsealed = 0;
  for (const row of rowsOf(record, 'event')) {
    const leaf = record.entries.get(row.id);
    if (leaf) ++found;
    else ++counts.unsealed;
    if (typeof row.body !== 'string') throw new Fault('event', row.id, 'altered', '没有内容');
    if (leaf && !leaf.equals(leafHash(row.body))) throw new Fault('event', row.id, apart(row) ? 'back_dated' : 'altered', '内容与封存的不一样');
  }
  if (found === record.entries.size) return;
  const ids = new Set(record.entries.keys());
  for (const row of rowsOf(record, 'event')) ids.delete(row.id);
  for (const id of ids) missing ??= id;
  throw new Fault('event', missing, 'removed', '封存过的事件不见了');
}
function apart(row) {
  let at = null;
  try {
    at = JSON.parse(row.body).at;
  } catch {}
  return secondsApart(row.at, row.id) || (at !== null && secondsApart(at, row.id));
}

// ---- Events, personal values, rows [4, 5, 6]

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

function events(record, counts) {
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

// ---- Derived tables [9] and certificates [10]

function derived(record, counts) {
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

function certificates(record, counts) {
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

const kMs = 86400000;
const dayOf = (y, m, d) => new Date(0).setUTCFullYear(y, m, d) / kMs;  // months from 0
const kFirst = dayOf(1, 0, 1);
const kLast = dayOf(9999, 11, 31);
const clamped = (day) => Math.min(Math.max(day, kFirst), kLast);
const written = new Map();
function dayText(day) {
  let found = written.get(day);
  if (found === undefined) written.set(day, (found = new Date(day * kMs).toISOString().slice(0, 10)));
  return found;
}
function dayFrom(value, field) {
  const [, y, m, d] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(value) ?? [];
  const day = y === undefined ? NaN : dayOf(+y, m - 1, +d);
  if (!(day >= kFirst && day <= kLast) || dayText(day) !== value) throw new Bad(`${field}：不是日子`);
  return day;
}
function monthsAdded(day, months) {
  const date = new Date(day * kMs);
  const all = date.getUTCFullYear() * 12 + date.getUTCMonth() + months;
  const [y, m] = [Math.floor(all / 12), ((all % 12) + 12) % 12];
  if (y < 1) return kFirst;
  if (y > 9999) return kLast;
  return dayOf(y, m, Math.min(date.getUTCDate(), new Date(dayOf(y, m + 1, 0) * kMs).getUTCDate()));
}

function calendarOf(value, hash, where) {
  const names = (v) => isObject(v) && Object.entries(v).every(([day, name]) => /^\d{4}-\d\d-\d\d$/.test(day) && typeof name === 'string');
  if (!members(value, 'years') || !isObject(value.years) ||
      !Object.entries(value.years).every(([year, y]) => /^\d{4}$/.test(year) && members(y, 'off', 'provisional', 'work') && typeof y.provisional === 'boolean' && names(y.off) && names(y.work)))
    throw new Bad(`${where}：不是工作日历`);
  const known = new Map();
  const look = (day) => {
    let found = known.get(day);
    if (found) return found;
    const name = dayText(day);
    const year = value.years[name.slice(0, 4)];
    const weekday = ((day % 7) + 11) % 7;  // 1970-01-01 was a Thursday; 0 is a Sunday
    found = {provisional: year?.provisional ?? true, off: false, why: '工作日'};
    if (year && Object.hasOwn(year.work, name)) found.why = `${year.work[name]}调休上班`;
    else if (year && Object.hasOwn(year.off, name)) Object.assign(found, {off: true, why: year.off[name]});
    else if (weekday === 6 || weekday === 0) Object.assign(found, {off: true, why: weekday === 6 ? '星期六' : '星期日'});
    known.set(day, found);
    return found;
  };
  return {hash, look};
}

function asked(value, whole) {
  const need = (fits, field) => {
    if (!fits) throw new Bad(`${field}：不对`);
  };
  const only = (v, ...names) => isObject(v) && Object.keys(v).every((name) => names.includes(name));
  need(whole ? isObject(value) : only(value, 'anchor', 'period', 'pauses'), '');
  need(only(value.anchor, 'day', 'after_hours'), '/anchor');
  const {after_hours = false} = value.anchor;
  need(typeof after_hours === 'boolean', '/anchor/after_hours');
  const [, n, unit] = /^(-?\d{1,4}) (workday|day|month)s?$/.exec(value.period) ?? [];
  need(n !== undefined && typeof value.period === 'string', '/period');
  const pauses = value.pauses ?? [];
  need(Array.isArray(pauses), '/pauses');
  return {
    anchor: dayFrom(value.anchor.day, '/anchor/day'), after_hours, n: Number(n) + 0, unit,
    pauses: pauses.map((pause, i) => {
      need(only(pause, 'from', 'to', 'reason') && typeof (pause.reason ?? '') === 'string', `/pauses/${i}`);
      const [from, to] = [dayFrom(pause.from, `/pauses/${i}/from`), dayFrom(pause.to, `/pauses/${i}/to`)];
      need(from <= to, `/pauses/${i}/to`);
      return {from, to, reason: pause.reason ?? ''};
    }).sort((a, b) => a.from - b.from || a.to - b.to || bytewise(a.reason, b.reason)),
  };
}

// The whole count, as canonical JSON.
function certificate({anchor, after_hours, n, unit, pauses}, calendar) {
  let provisional = false;
  const look = (day) => {
    const found = calendar.look(day);
    provisional ||= found.provisional;
    return found;
  };
  const steps = [];
  const step = (day, counted, why) => steps.push({counted, day, why});
  const pausedWhy = (day) => {
    const pause = pauses.find(({from, to}) => from <= day && day <= to);
    return pause && (pause.reason === '' ? '暂停' : `暂停：${pause.reason}`);
  };
  const ending = (from) => clamped(unit === 'month' ? monthsAdded(from, n) : from + n);
  let day = anchor;
  let from = anchor;
  if (n < 0) {
    step(day, false, '起算日，不计入');
    const wanted = unit === 'workday' ? -n : day - ending(day);
    for (let counted = 0; counted < wanted && day > kFirst;) {
      const {off, why} = unit === 'workday' ? look(--day) : {off: false, day: --day};
      step(day, !off, off ? why : `前第 ${++counted} ${unit === 'workday' ? '个工作日' : '日'}`);
    }
  } else {
    for (;; ++day) {
      const {off, why} = look(day);
      const late = day === anchor && after_hours;
      if ((!off && !late) || day === kLast) break;
      step(day, false, `${off ? why : '17:30 以后'}${day === anchor ? '，视为下一个工作日' : ''}`);
    }
    from = day;
    step(day, false, '起算日，不计入');
    const wanted = unit === 'workday' ? n : ending(day) - day;
    for (let counted = 0; counted < wanted && day < kLast;) {
      const {off, why} = unit === 'workday' ? look(++day) : {off: false, day: ++day};
      const pause = pausedWhy(day);
      if (pause ?? off) step(day, false, pause ?? why);
      else step(day, true, `第 ${++counted} ${unit === 'workday' ? '个工作日' : '日'}`);
    }
    for (;;) {
      const {off, why} = look(day);
      const pause = pausedWhy(day);
      if ((pause === undefined && !off) || day === kLast) break;
      steps.at(-1).why += `；${pause ?? why}，顺延`;
      step(++day, false, '顺延');
    }
  }
  const json = JSON.stringify;
  return `{"anchor":{"after_hours":${after_hours},"day":"${dayText(anchor)}"},"calendar":"${calendar.hash}","counted_from":"${dayText(from)}","due":"${dayText(day)}","pauses":[` +
      pauses.map((p) => `{"from":"${dayText(p.from)}","reason":${json(p.reason)},"to":"${dayText(p.to)}"}`).join(',') +
      `],"period":"${n} ${unit}${Math.abs(n) === 1 ? '' : 's'}","provisional":${provisional},"steps":[` +
      steps.map((s) => `{"counted":${s.counted},"day":"${dayText(s.day)}","why":${json(s.why)}}`).join(',') + ']}';
}

// Just the form of policy/calendar/*.yaml: one `{name: value, …}` a day or period, under its heading.
function calendarFrom(folder) {
  const years = {};
  const read = (file, provisional) => {
    let year = null;
    let list = null;
    for (const [line] of linesOf(path.join(folder, file), file, false)) {
      const [, number] = /^(?:  - )?year: (\d{4})\s*$/.exec(line) ?? [];
      const [, heading] = /^(?: {4})?(\w+):/.exec(line) ?? [];
      if (number) year = provisional && years[number] ? null : (years[number] = {off: {}, provisional, work: {}});
      else if (heading) list = heading;
      const [, item] = /^ +- \{(.*)\}\s*$/.exec(line) ?? [];
      if (!item || !year || (list !== 'holidays' && list !== 'workdays')) continue;
      const {from, to, day, name} = Object.fromEntries(item.split(', ').map((pair) => pair.split(': ')));
      if (list === 'workdays') year.work[day] = name;
      else for (let at = dayFrom(from, file); at <= dayFrom(to, file); ++at) year.off[dayText(at)] = name;
    }
  };
  const files = fs.readdirSync(folder).sort();
  for (const file of files) if (/^\d{4}\.yaml$/.test(file)) read(file, false);
  if (files.includes('statutory.yaml')) read('statutory.yaml', true);
  return calendarOf({years}, named(canonical({years})), folder);
}

function deadlines(file, folder) {
  const calendar = calendarFrom(folder);
  const answers = [];
  const faults = [];
  const input = file === '-' ? text(fs.readFileSync(0), file).split('\n').map((line, i) => [line, i + 1]) : linesOf(file, file, false);
  let number = 0;
  for (const [line] of input) {
    ++number;
    if (line.trim() === '') continue;
    try {
      let value;
      try {
        value = JSON.parse(line);
      } catch {
        throw new Bad('不是 JSON');
      }
      answers.push(certificate(asked(value, false), calendar));
    } catch (error) {
      if (!(error instanceof Bad)) throw error;
      faults.push(`${file}:${number}: ${error.message}`);
    }
    if (faults.length === 0 && answers.length >= 4096) fs.writeSync(1, answers.splice(0).join('\n') + '\n');
  }
  if (faults.length) throw new Bad(faults.join('\n'));
  if (answers.length) process.stdout.write(answers.join('\n') + '\n');
}

// ---- The command

export function verify(root, {keys = [], against = null} = {}) {
  const record = layout(root);
  const counts = {};
  tree(record, keys, against, counts);
  events(record, counts);
  derived(record, counts);
  certificates(record, counts);
  return counts;
}

const kUsage = '用法：node verify.mjs 导出的文件夹 [--against 账头文件] [--key 公钥]… [--json]\n' +
    '　　　node verify.mjs deadline FILE.jsonl --calendar 文件夹';
function main(args) {
  const given = {'--key': [], '--against': [], '--calendar': []};
  const names = [];
  let json = false;
  while (args.length) {
    const arg = args.shift();
    if (given[arg]) given[arg].push(args.shift() ?? '');
    else if (arg === '--json') json = true;
    else names.push(arg);
  }
  try {
    if (names[0] === 'deadline' && names.length === 2 && given['--calendar'].length === 1) return void deadlines(names[1], given['--calendar'][0]) ?? 0;
    if (names.length !== 1) throw new Bad(kUsage);
    const keys = given['--key'].flatMap((lines) => lines.trim().split(/\s+/)).map(keyOf);
    const counts = verify(names[0], {keys, against: given['--against'].length ? headFrom(given['--against'][0]) : null});
    console.log(json ? JSON.stringify({...counts, fault: null}) : [
      `记录完好：${counts.events} 个事件（${counts.entries} 个已封存，${counts.unsealed} 个尚未封存，不算证明）`,
      `账头 ${counts.heads} 个，最后一个管到第 ${counts.covered} 个事件；${counts.signatures ? '签名都对' : '没有给公钥，签名没有核对'}`,
      `根 ${counts.root}${given['--against'].length ? '，与外存的账头一致' : ''}`,
      `私密部分 ${counts.parts} 个（${counts.erased} 个已抹去），记录 ${counts.rows} 行，计量 ${counts.measures} 个，报备 ${counts.filings} 件`,
      `期限凭证 ${counts.certificates} 份，${counts.uncounted} 份的日历不在导出里，没有重数`,
    ].join('\n'));
    return 0;
  } catch (error) {
    if (error instanceof Fault) {
      const {table, key, kind} = error;
      console.log(json ? JSON.stringify({fault: {table, key, kind}}) : `不对：表 ${table}，键 ${key}（${kind}）：${error.message}`);
      return 1;
    }
    console.error(error instanceof Bad || error.code ? error.message : `读不懂：${error.message}`);
    return 2;
  }
}
if (process.argv[1] && fs.realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) process.exitCode = main(process.argv.slice(2));
