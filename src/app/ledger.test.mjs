// qinqing ledger: the running server seals and signs; verification says what was done behind it.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';

import { run, serve } from './testing/qinqing.mjs';

let folder;
let server;
let db;
before(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'qinqing-ledger-'));
  db = `sqlite:${path.join(folder, 'record.db')}`;
  server = await serve('--db', db);
});
after(async () => {
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const verify = async (...more) => {
  const { code, out, err } = await run(['ledger', 'verify', '--db', db, '--json', ...more]);
  assert.ok(out, err);
  return { code, ...JSON.parse(out) };
};
// The server seals every second; a loaded machine may take longer.
async function sealed() {
  for (let n = 0; n < 300; n++) {
    const found = await verify();
    assert.equal(found.wrong, null);
    if (found.events > 0 && found.sealed === found.events && found.heads > 0) return found;
    await new Promise((done) => setTimeout(done, 200));
  }
  throw new Error('nothing was sealed');
}
const by_hand = (statement) => execFileSync('sqlite3', [path.join(folder, 'record.db'), statement]);

test('what the server did is sealed, signed and verified', async () => {
  const found = await sealed();
  assert.equal(found.code, 0);
  assert.match(found.root, /^sha256:[0-9a-f]{64}$/);
  assert.ok(found.rows > 100);
  const { code, out, err } = await run(['ledger', 'verify', '--db', db]);
  assert.equal(code, 0);
  assert.match(out, new RegExp(`核对无误：${found.events} 个事件，其中 ${found.sealed} 个已封存`));
  assert.match(err, new RegExp(`已核对 ${found.events} / ${found.events} 个事件`));
});

test('a row that was updated alone is named, and put back it is right again', async () => {
  await sealed();
  by_hand("UPDATE filing SET verdict = 'permitted-' || verdict WHERE id = (SELECT min(id) FROM filing)");
  const found = await verify();
  assert.equal(found.code, 1);
  assert.equal(found.wrong.table, 'filing');
  assert.equal(found.wrong.kind, 'altered');
  const { out } = await run(['ledger', 'verify', '--db', db]);
  assert.match(out, /不对：表 filing，键 [0-9a-f-]{36}：被改过/);
  by_hand("UPDATE filing SET verdict = substr(verdict, 11) WHERE verdict LIKE 'permitted-%'");
  assert.equal((await verify()).wrong, null);
});

test('a counter that does not follow from the records is named', async () => {
  await sealed();
  by_hand('UPDATE case_number SET last = last + 1');
  const { code, wrong } = await verify();
  assert.equal(code, 1);
  assert.deepEqual([wrong.table, wrong.kind], ['case_number', 'altered']);
  by_hand('UPDATE case_number SET last = last - 1');
  assert.equal((await verify()).wrong, null);
});

test('a row of the lists that does not follow from the records is named', async () => {
  await sealed();
  by_hand("UPDATE filing_row SET place_2 = 'nb-x' || place_2");
  const { code, wrong } = await verify();
  assert.equal(code, 1);
  assert.deepEqual([wrong.table, wrong.kind], ['filing_row', 'altered']);
  by_hand("UPDATE filing_row SET place_2 = substr(place_2, 5)");
  assert.equal((await verify()).wrong, null);
});

test('a head that was kept tells, whatever the server signs later', async () => {
  await sealed();
  const { out } = await run(['ledger', 'head', '--db', db]);
  const head = JSON.parse(out);
  const file = path.join(folder, 'head.json');
  writeFileSync(file, out);
  assert.equal((await verify('--against', file)).wrong, null);
  writeFileSync(file, JSON.stringify({ ...head, root: `sha256:${'0'.repeat(64)}` }));
  assert.equal((await verify('--against', file)).wrong.kind, 're_signed');
  writeFileSync(file, '{"size": 3}');
  const refused = await run(['ledger', 'verify', '--db', db, '--against', file]);
  assert.equal(refused.code, 2);
  assert.match(refused.err, /head\.json 里不是账头，应是 qinqing ledger head 打印的那一行/);
  writeFileSync(file, '{"size":');
  const cut = await run(['ledger', 'verify', '--db', db, '--against', file]);
  assert.equal(cut.code, 2);
  assert.match(cut.err, /head\.json.*JSON 还没有写完/);
});

test('a key file with one byte altered is refused by name, by verify and by serve', async () => {
  await sealed();
  for (const name of ['sign.key', 'encrypt.key', 'match.key']) {
    const file = path.join(folder, 'keys', name);
    const whole = readFileSync(file);
    const damaged = Buffer.from(whole);
    damaged[whole.length - 9] ^= 1;
    writeFileSync(file, damaged);
    for (const command of [['ledger', 'verify'], ['ledger', 'key'], ['serve', '--listen', '127.0.0.1:0']]) {
      const { code, out, err } = await run([...command, '--db', db]);
      assert.equal(code, 2, out + err);
      assert.equal(out, '');
      assert.match(err, new RegExp(`${name}.*这一行不是密钥.*从备份里取回整个文件`));
    }
    writeFileSync(file, whole);
  }
  assert.equal((await verify()).wrong, null);
});

test('without a database nothing is made', async () => {
  const { code, err } = await run(['ledger', 'verify', '--db', `sqlite:${path.join(folder, 'none.db')}`]);
  assert.equal(code, 2);
  assert.match(err, /没有这个数据库/);
});
