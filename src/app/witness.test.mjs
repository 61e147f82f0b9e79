// Proofs and witnesses on the real programs: a server, its ledger, and a witness of somebody else.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';

import { run, serve, start } from './testing/qinqing.mjs';

let folder;
let db;
let key;
let server;
let witness;
const record = () => path.join(folder, 'record.db');
const witnessed = () => path.join(folder, 'witness', 'witnessed.json');
const start_witness = (listen = '127.0.0.1:0') =>
  start('witness', 'serve', '--listen', listen, '--folder', path.join(folder, 'witness'),
    '--ledger-key', key);
const by_hand = (statement) =>
  execFileSync('sqlite3', ['-cmd', '.timeout 5000', record(), statement], { encoding: 'utf8' }).trim();
const until = async (what) => {
  for (let n = 0; n < 600; n++) {
    const found = await what();
    if (found) return found;
    await new Promise((done) => setTimeout(done, 100));
  }
  throw new Error('it did not come');
};
const state = () => {
  const line = by_hand('SELECT size, problem FROM ledger_witness');
  const [size, problem] = line.split('|');
  return line === '' ? null : { size: Number(size), problem };
};

before(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'qinqing-witness-'));
  db = `sqlite:${record()}`;
  server = await serve('--db', db);
  key = (await run(['ledger', 'key', '--db', db])).out.trim();
});
after(async () => {
  await server?.stop();
  await witness?.stop();
  rmSync(folder, { recursive: true, force: true });
});

test('an event is proved, and the proof is checked with the key alone', async () => {
  assert.match(key, /^ed25519\.[\w-]+\.[\w-]{43}$/);
  const event = by_hand("SELECT id FROM event WHERE kind = 'filing.create' OR kind LIKE 'filing.%' LIMIT 1");
  const proof = await until(async () => {
    const { code, out } = await run(['ledger', 'prove', event, '--db', db]);
    return code === 0 && out;
  });
  const file = path.join(folder, 'proof.json');
  writeFileSync(file, proof);
  const checked = await run(['ledger', 'check', file, '--key', key]);
  assert.equal(checked.code, 0, checked.err);
  assert.match(checked.out, new RegExp(`证明成立：事件 ${event}（filing\\.`));
  writeFileSync(file, proof.replace('filing.', 'filinh.'));
  const refused = await run(['ledger', 'check', file, '--key', key]);
  assert.equal(refused.code, 1);
  assert.match(refused.err, /这个事件不在这个账头的账里/);
  const unknown = await run(['ledger', 'prove', 'nothing', '--db', db]);
  assert.equal(unknown.code, 2);
  assert.match(unknown.err, /没有这个事件/);
});

test('the server shows its head, the witness signs it and remembers it over kill -9', async () => {
  witness = await start_witness();
  const [url] = await witness.lines(2);
  assert.equal((await fetch(`${url}/v1/head`)).status, 404);
  await server.stop();
  server = await serve('--db', db, '--witness', url);
  const { size } = await until(() => state()?.problem === '' && state());
  assert.ok(size > 100);
  const kept = JSON.parse(readFileSync(witnessed(), 'utf8'));
  assert.equal(JSON.parse(kept.head).size, size);
  assert.deepEqual(await (await fetch(`${url}/v1/head`)).json(), kept);

  await witness.kill();
  witness = await start_witness(new URL(url).host);
  assert.deepEqual(await (await fetch(`${url}/v1/head`)).json(), kept);
  const against = await run(['ledger', 'verify', '--db', db, '--against', witnessed()]);
  assert.equal(against.code, 0, against.out + against.err);
});

test('a witness takes nothing from anybody else and is not another ledger’s', async () => {
  const post = (body) =>
    fetch(`${witness.url}/v1/heads`, { method: 'POST', body, headers: { 'Content-Type': 'application/json' } });
  assert.equal((await post('{')).status, 422);
  assert.equal((await post('{"head":"x"}')).status, 422);
  const kept = JSON.parse(readFileSync(witnessed(), 'utf8'));
  const forged = { head: kept.head.replace('"size":', '"size":1'), signature: kept.signature, proof: [] };
  const answer = await post(JSON.stringify(forged));
  assert.equal(answer.status, 422);
  assert.equal((await answer.json()).code, 'witness.signature');
  const other = await run(['witness', 'serve', '--listen', '127.0.0.1:0', '--folder', path.join(folder, 'witness'),
    '--ledger-key', kept.witness]);
  assert.equal(other.code, 2);
  assert.match(other.err, /是另一本账的/);
});

test('an address that is none is refused before anything starts', async () => {
  const { code, err } = await run(['serve', '--db', db, '--witness', 'witness.example.org']);
  assert.equal(code, 2);
  assert.match(err, /--witness: 要写成 https:\/\/ 或者 http:\/\/ 开头/);
  const bad = await run(['witness', 'serve', '--folder', path.join(folder, 'other'), '--ledger-key', 'x']);
  assert.equal(bad.code, 2);
  assert.match(bad.err, /账的公钥写得不对，写 qinqing ledger key 打印的那一行/);
});

test('ten events undone and signed anew: the kept head tells, and the witness refuses', async () => {
  const url = witness.url;
  await server.stop();
  const n = Number(by_hand('SELECT max(n) FROM ledger_entry')) - 9;
  const gone = `SELECT event FROM ledger_entry WHERE n >= ${n}`;
  by_hand(`DELETE FROM event_private WHERE event IN (${gone});
    DELETE FROM measure WHERE event IN (${gone}); DELETE FROM event WHERE id IN (${gone});
    DELETE FROM ledger_entry WHERE n >= ${n}; DELETE FROM ledger_head WHERE size > ${n};
    DELETE FROM ledger_subtree WHERE (n + 1) * 256 > ${n}; UPDATE ledger_witness SET said_at = '2026-01-01T00:00:00.000Z'`);
  server = await serve('--db', db, '--witness', url);
  // The server seals what it does now and signs it with its own key.
  const { problem } = await until(() => state()?.problem && state());
  assert.match(problem, /^witness\.(older|refused|no_tree)$/);
  const against = await run(['ledger', 'verify', '--db', db, '--json', '--against', witnessed()]);
  assert.equal(against.code, 1);
  assert.ok(JSON.parse(against.out).wrong);
  assert.match(server.log(), /witness http:\/\/127\.0\.0\.1:\d+: witness\./);
  const notice = await until(() => by_hand("SELECT DISTINCT p.role || ' ' || n.text FROM notice n JOIN post p ON p.person = n.person WHERE n.why = 'alarm'"));
  assert.match(notice, /^inspector 见证人 http:\/\/127\.0\.0\.1:\d+ 没有签账头：.*请查清$/);
});
