// The second verifier (tools/verify.mjs) against the program: the same record is whole to both, the
// same days are counted by both, and what is altered behind their back is named.
import assert from 'node:assert/strict';
import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { after, before, test } from 'node:test';

import { verify } from '../../tools/verify.mjs';
import { Bad, Fault, canonical } from '../../tools/verify/bytes.mjs';
import { headFrom, keyOf } from '../../tools/verify/tree.mjs';
import { root, run, serve } from './testing/qinqing.mjs';
import { questions } from './testing/questions.mjs';

const second = path.join(root, 'tools/verify.mjs');
const calendar = path.join(root, 'policy/calendar');
const named = (bytes) => `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
let folder;
let whole;
let key;
const at = (...parts) => path.join(folder, ...parts);

before(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'qinqing-second-'));
  if (process.env.QINQING_SAMPLE) {  // an export made before, with its head.json and key.txt beside it
    whole = path.join(process.env.QINQING_SAMPLE, 'export');
    for (const name of ['head.json', 'key.txt']) cpSync(path.join(whole, '..', name), at(name));
  } else {
    whole = at('export');
    const db = `sqlite:${at('record.db')}`;
    const server = await serve('--db', db);
    try {
      for (let n = 0; n < 300; n++) {  // the server seals every second; a loaded machine takes longer
        const { out } = await run(['ledger', 'verify', '--db', db, '--json']);
        const found = out ? JSON.parse(out) : {};
        if (found.events > 0 && found.sealed === found.events && found.heads > 0) break;
        await new Promise((done) => setTimeout(done, 200));
      }
      const exported = await run(['export', whole, '--db', db]);
      assert.equal(exported.code, 0, exported.err);
      writeFileSync(at('head.json'), (await run(['ledger', 'head', '--db', db])).out);
      writeFileSync(at('key.txt'), (await run(['ledger', 'key', '--db', db])).out);
    } finally {
      await server.stop();
    }
  }
  key = readFileSync(at('key.txt'), 'utf8').trim();
});
after(() => rmSync(folder, { recursive: true, force: true }));

const command = (...args) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [second, ...args], { encoding: 'utf8', maxBuffer: 2 ** 31 - 1 });
  return { code: status, out: stdout, err: stderr };
};
// What is found in a copy that was spoilt: a fault's {table, key, kind}, or the reason for refusing it.
// In this process, since two hundred of them are many.
function found(spoilt, more = {}) {
  try {
    verify(spoilt, { keys: [keyOf(key)], ...more });
  } catch (error) {
    if (error instanceof Fault) return { table: error.table, key: error.key, kind: error.kind };
    if (error instanceof Bad) return { refused: error.message };
    throw error;
  }
  return null;
}
const table = (name) => `tables/${name}.jsonl`;
// The manifest with hashes and counts that fit these files, so that only deeper checks can tell.
function fitting(text, files, change = () => {}) {
  const manifest = JSON.parse(text);
  for (const [file, bytes] of Object.entries(files)) {
    const entry = manifest.tables.find(({ name }) => table(name) === file);
    if (!entry) continue;
    entry.sha256 = named(bytes);
    entry.rows = bytes.toString('latin1').split('\n').length - 1;
  }
  change(manifest);
  return `${canonical(manifest)}\n`;
}
// Writes files of a copy, behind a manifest that fits.
function rewritten(changes, { manifest: change } = {}) {
  rmSync(at('spoilt'), { recursive: true, force: true });
  cpSync(whole, at('spoilt'), { recursive: true });
  const manifest = readFileSync(at('spoilt/manifest.json'), 'utf8');
  for (const [file, bytes] of Object.entries(changes)) writeFileSync(at('spoilt', file), bytes);
  writeFileSync(at('spoilt/manifest.json'), fitting(manifest, changes, change));
  return at('spoilt');
}
const rows = (name) =>
  readFileSync(path.join(whole, table(name)), 'utf8').trimEnd().split('\n').filter(Boolean).map((line) => JSON.parse(line));
const bytes = (list) => Buffer.from(list.map((row) => `${canonical(row)}\n`).join(''));

function random(seed) {
  let state = seed;
  return (n) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * n);
  };
}

test('a real export is whole', () => {
  const { code, out, err } = command(whole, '--key', key, '--against', at('head.json'));
  assert.equal(code, 0, out + err);
  assert.match(out, /记录完好：\d+ 个事件.*\n账头 \d+ 个.*签名都对\n根 sha256:.*与外存的账头一致/);
  const counts = JSON.parse(command(whole, '--json').out);
  assert.ok(counts.events > 0 && counts.parts > 0 && counts.rows > 0 && counts.certificates > 0);
  assert.equal(counts.signatures, false);
});

// 200 flips, and 200 behind a manifest that fits; ten thousand where there is time.
test('every byte counts', () => {
  const flips = process.env.QINQING_LONG ? 5_000 : 200;
  const below = random(20261127);
  const files = readdirSync(whole, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(whole, path.join(entry.parentPath ?? entry.path, entry.name)))
    .sort();
  const tables = files.filter((file) => file.startsWith('tables/'));
  const said = readFileSync(path.join(whole, 'manifest.json'), 'utf8');
  const spoilt = rewritten({});
  for (const [deep, among] of [[false, files], [true, tables]]) {
    const full = among.filter((file) => readFileSync(path.join(whole, file)).length > 0);
    for (let i = 0; i < flips; i++) {
      const file = full[i % full.length];
      const content = readFileSync(path.join(whole, file));
      const where = below(content.length);
      content[where] ^= 1 << below(8);
      writeFileSync(at('spoilt', file), content);
      if (deep) writeFileSync(at('spoilt/manifest.json'), fitting(said, { [file]: content }));
      assert.ok(found(spoilt), `${file}, byte ${where}, ${deep ? 'deep' : 'plain'}`);
      cpSync(path.join(whole, file), at('spoilt', file));
      if (deep) writeFileSync(at('spoilt/manifest.json'), said);
    }
    assert.equal(found(spoilt), null);
  }
});

test('what was done to the record has its name', () => {
  const [party] = rows('case_party');
  const more = rows('case_party').concat({ ...party, case_id: 'ffffffff-0000-7000-8000-000000000000' });
  assert.equal(found(rewritten({ [table('case_party')]: bytes(more) })).kind, 'added');
  assert.deepEqual(found(rewritten({ [table('case_party')]: bytes(rows('case_party').slice(1)) })),
    { table: 'case_party', key: `${party.case_id}/${party.seq}`, kind: 'removed' });

  const events = rows('event');
  const gone = events.splice(events.length - 3, 1)[0];
  assert.deepEqual(found(rewritten({ [table('event')]: bytes(events) })), { table: 'event', key: gone.id, kind: 'removed' });

  const entries = rows('ledger_entry');
  [entries[5], entries[6]] = [{ ...entries[6], n: 5 }, { ...entries[5], n: 6 }];
  assert.equal(found(rewritten({ [table('ledger_entry')]: bytes(entries) })).kind, 'reordered');
  const turned = rows('event');
  [turned[5], turned[6]] = [turned[6], turned[5]];
  assert.equal(found(rewritten({ [table('event')]: bytes(turned) })).kind, 'reordered');

  const dated = rows('event');
  const body = JSON.parse(dated[7].body);
  dated[7].at = body.at = '2020-01-01T00:00:00.000Z';
  dated[7].body = canonical(body);
  assert.deepEqual(found(rewritten({ [table('event')]: bytes(dated) })), { table: 'event', key: dated[7].id, kind: 'back_dated' });

  const filings = rows('filing');
  filings[0].words += '改';
  assert.deepEqual(found(rewritten({ [table('filing')]: bytes(filings) })), { table: 'filing', key: filings[0].id, kind: 'altered' });
});

test('a record made anew behind a head is told by the head that was kept elsewhere', () => {
  const entries = rows('ledger_entry').slice(0, -10);
  const kept = new Set(entries.map(({ event }) => event));
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  let level = entries.map(({ leaf }) => Buffer.from(leaf, 'hex'));
  // The tree hash by the definition's recursion, not by the stack that the verifier keeps.
  const hash = (from, to) => {
    if (to - from === 1) return level[from];
    let k = 1;
    while (k * 2 < to - from) k *= 2;
    return createHash('sha256').update('\x01').update(hash(from, from + k)).update(hash(from + k, to)).digest();
  };
  const head = { at: '2026-11-24T04:00:00.000Z', format: 'qinqing-head/1', root: `sha256:${hash(0, level.length).toString('hex')}`, size: level.length };
  head.signature = `ed25519.forged00.${sign(null, Buffer.from(canonical(head)), privateKey).toString('base64url')}`;
  const { format, ...row } = head;
  const spoilt = rewritten({
    [table('ledger_entry')]: bytes(entries),
    [table('ledger_head')]: bytes([row]),
    [table('event')]: bytes(rows('event').filter(({ id }) => kept.has(id))),
  }, { manifest: (manifest) => (manifest.head = head) });
  const keys = [keyOf(`ed25519.forged00.${publicKey.export({ format: 'jwk' }).x}`)];
  assert.equal(found(spoilt).kind, 'altered');  // signed by a key that is not the server's
  // By the server's own key only the head from elsewhere tells. That is signed by the older key.
  const both = { keys: [...keys, keyOf(key)], against: headFrom(at('head.json')) };
  assert.deepEqual(found(spoilt, both), { table: 'ledger_head', key: String(both.against.size), kind: 're_signed' });
  assert.notEqual(found(spoilt, { keys })?.kind, 're_signed');
  // And the same as a witness co-signs it.
  const said = { at: '2026-11-27T04:00:00.000Z', format: 'qinqing-witness/1', head: (({ signature, ...text }) => text)(both.against) };
  const cosignature = `ed25519.witness0.${sign(null, Buffer.from(canonical(said)), privateKey).toString('base64url')}`;
  const witness = `ed25519.witness0.${publicKey.export({ format: 'jwk' }).x}`;
  writeFileSync(at('witness.json'), canonical({ ...said, cosignature, signature: both.against.signature, witness }));
  assert.equal(found(whole, { against: headFrom(at('witness.json')) }), null);
  assert.equal(found(spoilt, { ...both, against: headFrom(at('witness.json')) }).kind, 're_signed');
});

test('what is no export is refused with a reason', () => {
  const refused = (spoilt, reason) => {
    const { code, out, err } = command(spoilt);
    assert.equal(code, 2, out + err);
    assert.match(err, reason);
  };
  const file = table('person');
  const line = readFileSync(path.join(whole, file), 'utf8').split('\n')[0];
  refused(at('nowhere'), /./);
  refused(rewritten({}, { manifest: (m) => m.packs.push({ files: [{ path: '../../x', sha256: named('') }], hash: named('') }) }), /路径/);
  refused(rewritten({}, { manifest: (m) => (m.tables[0].name = '../x') }), /表名/);
  refused(rewritten({}, { manifest: (m) => (m.tables.find(({ name }) => name === 'filing').kind = 'derived') }), /类别/);
  refused(rewritten({ [file]: Buffer.concat([Buffer.from(line), Buffer.from([0xff, 10])]) }), /UTF-8/);
  refused(rewritten({ [file]: Buffer.from(`${line.replace('{', '{"a":1,"a":1,')}\n`) }), /规范|重复/);
  refused(rewritten({ [file]: Buffer.from(`${'['.repeat(100000)}${']'.repeat(100000)}\n`) }), /嵌套|JSON/);
  refused(rewritten({ [file]: Buffer.alloc(65 * 1024 * 1024, 0x61) }), /行太长/);
  refused(rewritten({ [file]: Buffer.from(line) }), /没有换行/);
  refused(rewritten({ 'tables/x': Buffer.from('') }), /多出来/);
  rewritten({});
  rmSync(at('spoilt', file));
  symlinkSync(path.join(whole, file), at('spoilt', file));
  refused(at('spoilt'), /普通文件/);
});

test('the days worked by hand are those that both programs count', async () => {
  const vectors = readFileSync(path.join(root, 'docs/deadline-vectors.jsonl'), 'utf8').trim().split('\n').map((line) => JSON.parse(line));
  assert.ok(vectors.length >= 40);
  writeFileSync(at('vectors'), vectors.map(({ asked }) => JSON.stringify(asked)).join('\n'));
  const mine = command('deadline', at('vectors'), '--calendar', calendar);
  const theirs = await run(['deadline', at('vectors'), '--calendar', calendar]);
  assert.equal(theirs.code, 0, theirs.err);
  assert.equal(mine.code, 0, mine.err);
  assert.ok(mine.out === theirs.out);  // `equal` would print both whole
  mine.out.trim().split('\n').map((line) => JSON.parse(line)).forEach(({ due, provisional }, i) =>
    assert.deepEqual({ due, provisional }, { due: vectors[i].due, provisional: vectors[i].provisional }, vectors[i].why));
});

// 20,000 questions, a million where there is time, in portions that memory holds.
test('deadlines are counted alike, byte for byte', async () => {
  let portion = [];
  const ask = async () => {
    writeFileSync(at('questions'), portion.join('\n'));
    const mine = command('deadline', at('questions'), '--calendar', calendar);
    const theirs = await run(['deadline', at('questions'), '--calendar', calendar]);
    assert.equal(theirs.code, 0, theirs.err);
    assert.equal(mine.code, 0, mine.err);
    if (mine.out !== theirs.out) {
      const [a, b] = [mine.out.split('\n'), theirs.out.split('\n')];
      const first = a.findIndex((line, i) => line !== b[i]);
      assert.equal(a[first], b[first], portion[first]);
    }
    portion = [];
  };
  for (const question of questions(process.env.QINQING_LONG ? 1_000_000 : 20_000))
    if (portion.push(question) === 10_000) await ask();
  if (portion.length) await ask();
});
