// qinqing export, import, backup, restore: the record leaves the machine whole and comes back.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { cpSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';

import { program, root, run, serve } from './testing/qinqing.mjs';

let folder;
let server;
let db;
const at = (...parts) => path.join(folder, ...parts);
before(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'qinqing-export-'));
  db = `sqlite:${at('record.db')}`;
  server = await serve('--db', db);
  await sealed();
});
after(async () => {
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function verified(database, ...more) {
  const { out, err } = await run(['ledger', 'verify', '--db', database, '--json', ...more]);
  assert.ok(out, err);
  return JSON.parse(out);
}
// The server seals every second; a loaded machine may take longer.
async function sealed() {
  for (let n = 0; n < 300; n++) {
    const found = await verified(db);
    if (found.events > 0 && found.sealed === found.events && found.heads > 0) return;
    await new Promise((done) => setTimeout(done, 200));
  }
  throw new Error('nothing was sealed');
}
function files(below) {
  const found = {};
  for (const entry of readdirSync(below, { recursive: true, withFileTypes: true }))
    if (entry.isFile()) {
      const file = path.join(entry.parentPath ?? entry.path, entry.name);
      found[path.relative(below, file)] = readFileSync(file);
    }
  return found;
}
const named = (bytes) => `sha256:${createHash('sha256').update(bytes).digest('hex')}`;

test('the record of a running server is exported, imported and exported again the same', async () => {
  const out = await run(['export', at('first'), '--db', db]);
  assert.equal(out.code, 0, out.err);
  assert.match(out.out, /^已导出到 .*：\d+ 张表，\d+ 行。\n账头 sha256:[0-9a-f]{64}/);
  assert.match(out.err, /已导出 filing：\d+ 行/);

  const manifest = JSON.parse(readFileSync(at('first', 'manifest.json')));
  assert.equal(manifest.format, 'qinqing-export-1');
  for (const { name, rows, sha256 } of manifest.tables) {
    const bytes = readFileSync(at('first', 'tables', `${name}.jsonl`));
    assert.equal(named(bytes), sha256, name);
    assert.equal(bytes.toString().split('\n').length - 1, rows, name);
  }
  const tables = manifest.tables.map(({ name }) => name);
  assert.ok(tables.includes('filing_row') && tables.includes('event_private'));
  for (const transient of ['session', 'credential_secret', 'lockout', 'event_unsealed', 'migration'])
    assert.ok(!tables.includes(transient), transient);
  const inForce = manifest.calendars.find(({ in_force }) => in_force);
  const calendar = readFileSync(at('first', 'calendars', `${inForce.hash.slice(7)}.json`));
  assert.equal(named(calendar), inForce.hash);
  assert.equal(JSON.parse(calendar).years['2026'].work['2026-02-14'], '春节');

  const other = `sqlite:${at('other.db')}`;
  const keys = ['--keys', at('keys')];
  const done = await run(['import', at('first'), '--db', other, ...keys]);
  assert.equal(done.code, 0, done.err);
  assert.match(done.out, /已导入并核对：\d+ 个事件/);
  assert.ok(done.out.includes(`根 ${manifest.head.root}`));
  assert.match(done.err, /密码和登录状态不在导出里/);
  assert.equal((await verified(other, ...keys)).wrong, null);
  const again = await run(['export', at('second'), '--db', other]);
  assert.equal(again.code, 0, again.err);
  assert.deepEqual(files(at('second')), files(at('first')));
});

// As a server leaves it that was killed before it sealed anything.
test('an export is sealed and signed to its last event, or refused where there is no key to do it', async () => {
  await run(['backup', at('unsealed.db'), '--db', db]);
  const unsealed = `sqlite:${at('unsealed.db')}`;
  execFileSync('sqlite3', [at('unsealed.db'), `INSERT OR IGNORE INTO event_unsealed SELECT id FROM event;
    DELETE FROM ledger_entry; DELETE FROM ledger_subtree; DELETE FROM ledger_head`]);
  const { events, sealed } = await verified(unsealed, '--keys', at('keys'));
  assert.ok(events > 0);
  assert.equal(sealed, 0);
  const refused = await run(['export', at('unsealed'), '--db', unsealed, '--keys', at('none')]);
  assert.equal(refused.code, 2);
  assert.match(refused.err, /还有事件没有封存.*\n.*没有密钥文件夹/);
  assert.ok(!existsSync(at('unsealed')));
  const done = await run(['export', at('unsealed'), '--db', unsealed, '--keys', at('keys')]);
  assert.equal(done.code, 0, done.err);
  assert.match(done.out, new RegExp(`到第 ${events} 个事件`));
  const second = await verified(unsealed, '--keys', at('keys'));
  assert.deepEqual([second.wrong, second.sealed, second.heads], [null, events, 1]);
});

test('words are found in a record that was imported', async () => {
  await run(['export', at('words'), '--db', db]);
  assert.equal((await run(['import', at('words'), '--db', `sqlite:${at('words.db')}`, '--keys', at('keys')])).code, 0);
  const count = (file, table) =>
    execFileSync('sqlite3', [at(file), `SELECT count(*) FROM ${table}`]).toString().trim();
  assert.ok(Number(count('words.db', 'filing_row')) > 0);
  assert.equal(count('words.db', 'filing_search'), count('words.db', 'filing_row'));
});

test('nothing is replaced, and without its keys a record says what it needs', async () => {
  const taken = await run(['export', at('record.db'), '--db', db]);
  assert.equal(taken.code, 2);
  assert.match(taken.err, /已经在了，不覆盖/);
  await run(['export', at('third'), '--db', db]);
  const full = await run(['import', at('third'), '--db', db]);
  assert.equal(full.code, 2);
  assert.match(full.err, /数据库里已经有记录.*import\.not_empty/);
  const bare = await run(['import', at('third'), '--db', `sqlite:${at('bare.db')}`, '--keys', at('none')]);
  assert.equal(bare.code, 0, bare.err);
  assert.match(bare.err, /账头的签名没有核对.*sign\.key、encrypt\.key、match\.key/);
  const nothing = await run(['export', at('fourth'), '--db', `sqlite:${at('no.db')}`]);
  assert.equal(nothing.code, 2);
  assert.match(nothing.err, /没有这个数据库/);
  assert.ok(!existsSync(at('fourth')) && !existsSync(at('no.db')));
});

test('an export that was altered is refused with file, line and reason, and nothing is made', async () => {
  await run(['export', at('whole'), '--db', db]);
  const refused = async (spoil) => {
    rmSync(at('spoilt'), { recursive: true, force: true });
    cpSync(at('whole'), at('spoilt'), { recursive: true });
    spoil();
    const { code, err } = await run(['import', at('spoilt'), '--db', `sqlite:${at('spoilt.db')}`, '--keys', at('keys')]);
    assert.equal(code, 2);
    return err;
  };
  const filing = at('spoilt', 'tables', 'filing.jsonl');
  const text = () => readFileSync(filing, 'utf8');
  assert.match(
    await refused(() => writeFileSync(filing, text().replace('permitted', 'permittee'))),
    /tables\/filing\.jsonl.*内容被改过/,
  );
  assert.match(
    await refused(() => writeFileSync(filing, text().split('\n').reverse().join('\n').slice(1) + '\n')),
    /tables\/filing\.jsonl:2: 没有按键的次序排/,
  );
  assert.match(await refused(() => writeFileSync(at('spoilt', 'x'), '')), /x: 多出来的/);
  assert.match(await refused(() => rmSync(filing)), /tables\/filing\.jsonl: 缺这个文件/);
  assert.ok(!existsSync(at('spoilt.db')), 'looked through before any database is opened');
  // With a manifest that fits: only the events tell.
  assert.match(
    await refused(() => {
      const changed = text().replace('permitted', 'permittee');
      writeFileSync(filing, changed);
      const file = at('spoilt', 'manifest.json');
      const old = named(readFileSync(at('whole', 'tables', 'filing.jsonl')));
      writeFileSync(file, readFileSync(file, 'utf8').replace(old, named(changed)));
    }),
    /导出里的记录不对：表 filing，键 [0-9a-f-]{36}（altered）/,
  );
});

// Kills the command at the first line that it says of its work.
async function killed(words, ...args) {
  const child = spawn(program, args, { cwd: root });
  let err = '';
  child.stderr.on('data', (bytes) => {
    err += bytes;
    if (err.includes(words)) child.kill('SIGKILL');
  });
  const [, signal] = await once(child, 'close');
  assert.equal(signal, 'SIGKILL', err);
}

test('what is killed half-way leaves no half', async () => {
  await killed('已导出', 'export', at('half'), '--db', db);
  assert.ok(!existsSync(at('half')));
  assert.equal((await run(['export', at('half'), '--db', db])).code, 0);
  const to = ['--db', `sqlite:${at('half.db')}`, '--keys', at('keys')];
  await killed('已导入 event：', 'import', at('half'), ...to);
  const events = execFileSync('sqlite3', [at('half.db'), 'SELECT count(*) FROM event']).toString();
  assert.equal(events.trim(), '0');
  assert.equal((await run(['import', at('half'), ...to])).code, 0);
});

test('a backup of a running server is restored and verified', async () => {
  const { code, out, err } = await run(['backup', at('copy.db'), '--db', db]);
  assert.equal(code, 0, err);
  assert.match(out, /已备份到 .*copy\.db，\d+ 字节/);
  assert.match(err, /密钥不在里面/);
  const back = `sqlite:${at('back.db')}`;
  const restored = await run(['restore', at('copy.db'), '--db', back]);
  assert.equal(restored.code, 0, restored.err);
  const found = await verified(back, '--keys', at('keys'));
  assert.equal(found.wrong, null);
  assert.equal(found.root, (await verified(db)).root);
  const twice = await run(['restore', at('copy.db'), '--db', back]);
  assert.equal(twice.code, 2);
  assert.match(twice.err, /已经在了，不覆盖/);
  const other = await run(['backup', at('pg'), '--db', 'postgresql://a@127.0.0.1:1/x']);
  assert.equal(other.code, 2);
  assert.match(other.err, /pg_dump.*qinqing export/);
});

test('the public keys are printed for others to verify with', async () => {
  const { code, out } = await run(['ledger', 'key', '--db', db]);
  assert.equal(code, 0);
  assert.match(out, /^ed25519\.[\w-]{8}\.[\w-]{43}\n$/);
});
