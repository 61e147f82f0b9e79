// The tree, its heads and the leaves of the events [7, 8].
import {createPublicKey, verify as verifySignature} from 'node:crypto';
import fs from 'node:fs';

import {Bad, Fault, bytewise, canonical, isInstant, isNamed, isObject, parse, sha, text} from './bytes.mjs';
import {rowsOf} from './layout.mjs';

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

export function tree(record, keys, against, counts) {
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
export function leaves(record, counts) {
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
export function apart(row) {
  let at = null;
  try {
    at = JSON.parse(row.body).at;
  } catch {}
  return secondsApart(row.at, row.id) || (at !== null && secondsApart(at, row.id));
}
