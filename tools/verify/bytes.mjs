// The bytes of a record: canonical JSON, lines of a file, hashes [1].
import {createHash} from 'node:crypto';
import fs from 'node:fs';

export class Bad extends Error {}  // not an export, or one that is hostile: exit 2
export class Fault extends Error {  // the first fault: exit 1
  constructor(table, key, kind, why) {
    super(why);
    Object.assign(this, {table, key: [].concat(key).join('/'), kind});
  }
}
export const sha = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest();
export const hex = (bytes) => sha(bytes).toString('hex');
export const named = (bytes) => `sha256:${hex(bytes)}`;
export const isNamed = (text) => /^sha256:[0-9a-f]{64}$/.test(text);
export const bytewise = (a, b) => (a === b ? 0 : Buffer.compare(Buffer.from(a), Buffer.from(b)));
export const isObject = (v) => v !== null && typeof v === 'object' && !Array.isArray(v);
export const members = (v, ...names) => isObject(v) && Object.keys(v).sort().join() === names.sort().join();
export const isInstant = (v) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(v);

// ---- Bytes [1]

const kDepth = 64;  // nothing in a record is that deep; a stack is not to be run out of
export const kLine = 64 * 1024 * 1024;
const utf8 = new TextDecoder('utf-8', {fatal: true, ignoreBOM: true});

export function text(bytes, where) {
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
export function parse(line, where) {
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

export function* linesOf(file, where, whole = true) {
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
export function hashOfFile(file) {
  const hash = createHash('sha256');
  const fd = fs.openSync(file, fs.constants.O_RDONLY | (fs.constants.O_NOFOLLOW ?? 0));
  const chunk = Buffer.alloc(1 << 18);
  for (let got; (got = fs.readSync(fd, chunk)) > 0;) hash.update(chunk.subarray(0, got));
  fs.closeSync(fd);
  return hash.digest('hex');
}
