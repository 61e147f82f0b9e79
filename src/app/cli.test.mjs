// The command line: results to stdout, words to stderr, exit 0 done, 1 found a fault, 2 bad input.
import assert from 'node:assert/strict';
import { cp, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';

import { hostile, hundredMegabytes } from './testing/hostile.mjs';
import { canonical, jinan, meal, ningbo, run, sample, sha256 } from './testing/qinqing.mjs';

const check = (input, ...more) => run(['--policy', sample, '--now', '2026-11-24', ...more, 'check', '-'], { input });

async function copyOf(pack) {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'qinqing-'));
  await cp(pack, path.join(folder, 'pack'), { recursive: true });
  return { pack: path.join(folder, 'pack'), folder, remove: () => rm(folder, { recursive: true }) };
}

async function replaceIn(file, before, after) {
  const text = await readFile(file, 'utf8');
  assert.ok(text.includes(before), `${file} has ${before}`);
  await writeFile(file, text.replaceAll(before, after));
}

test('check prints a receipt whose hash another program gets too', async () => {
  const { code, out } = await check(JSON.stringify(meal()));
  assert.equal(code, 0);
  const { receipt, hash } = JSON.parse(out);
  assert.equal(sha256(canonical(receipt)), hash);
  assert.equal(receipt.verdict, 'conditional');
  assert.equal(receipt.asked_on, '2026-11-24');
  assert.deepEqual(receipt.duties, [{ id: 'pay_meal', state: 'owed', due: '2026-11-27' }]);
  assert.equal(receipt.binding, false);
});

test('check answers an array in its order', async () => {
  const { code, out } = await check(JSON.stringify([meal(), meal({ facts: { relation: 'pending', meal_kind: 'banquet' } })]));
  assert.equal(code, 0);
  assert.deepEqual(JSON.parse(out).map((answer) => answer.receipt.verdict), ['conditional', 'prohibited']);
});

test('check reads YAML, where values come as text', async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'qinqing-'));
  const file = path.join(folder, 'case.yaml');
  await writeFile(file, 'actor: official\nasked_on: 2026-11-24\ncontact_on: 2026-11-27\nconducts: [attend]\nfacts: {event_public: true, approval: given}\n');
  const { code, out } = await run(['--policy', sample, 'check', file]);
  await rm(folder, { recursive: true });
  assert.equal(code, 0);
  assert.equal(JSON.parse(out).receipt.facts.event_public, true);
});

for (const { name, text, named } of hostile)
  test(`check refuses ${name}`, async () => {
    const { code, out, err } = await check(text);
    assert.equal(code, 2);
    assert.equal(out, '');
    for (const pointer of named) assert.ok(err.includes(pointer), `${pointer} in: ${err}`);
    assert.match(err, /[一-鿿]/);
  });

test('check refuses a hundred megabytes', async () => {
  const { code, out, err } = await run(['--policy', sample, 'check', '-'], { input: hundredMegabytes() });
  assert.equal(code, 2);
  assert.equal(out, '');
  assert.match(err, /太大/);
});

test('check refuses text for a count by name', async () => {
  const copy = await copyOf(sample);
  await replaceIn(path.join(copy.pack, 'facts.yaml'), '{id: gift_refusable, of: take, type: boolean', '{id: guests, of: take, type: count, question: 几个人？}\n  - {id: gift_refusable, of: take, type: boolean');
  const ask = (guests) => run(['--policy', copy.pack, 'check', '-'], { input: JSON.stringify({ actor: 'official', contact_on: '2026-11-27', conducts: ['take'], facts: { gift_kind: 'money', gift_refusable: true, guests } }) });
  const text = await ask('12');
  const negative = await ask(-1);
  const whole = await ask(12);
  await copy.remove();
  assert.equal(text.code, 2);
  assert.match(text.err, /\/facts\/guests/);
  assert.equal(negative.code, 2);
  assert.equal(whole.code, 0, whole.err);
});

test('check without a file, and an unknown command, are bad input', async () => {
  assert.equal((await run(['check', 'no-such-file.json'])).code, 2);
  assert.equal((await run(['chekc'])).code, 2);
  assert.equal((await run(['--now', 'soon', 'pack', 'test', sample])).code, 2);
});

test('a second city is a second folder: its own conduct and fact, the same program', async () => {
  const ask = { pack: 'jinan', actor: 'official', contact_on: '2026-11-27', conducts: ['ride_along'], facts: { unit_approved: 'given' } };
  const missing = await check(JSON.stringify(ask), '--policy', jinan);
  assert.equal(missing.code, 2);
  assert.match(missing.err, /\/facts\/sent_specially.*专门派来接送/);
  const answered = await check(JSON.stringify({ ...ask, facts: { ...ask.facts, sent_specially: true } }), '--policy', jinan);
  assert.equal(answered.code, 0, answered.err);
  assert.equal(JSON.parse(answered.out).receipt.verdict, 'prohibited');
});

test('pack test ends with its count, and fails where an expectation does', async () => {
  const good = await run(['pack', 'test', ningbo]);
  assert.equal(good.code, 0, good.out);
  const [, passed] = good.out.match(/^(\d+) passed, 0 failed$/m);
  assert.ok(Number(passed) >= 150);

  const copy = await copyOf(sample);
  await replaceIn(path.join(copy.pack, 'tests/worked.yaml'), 'verdict: permitted', 'verdict: prohibited');
  const bad = await run(['pack', 'test', copy.pack]);
  await copy.remove();
  assert.equal(bad.code, 1);
  assert.match(bad.out, /banquet-self-paid: 判定应为 prohibited，得到 permitted/);
  assert.match(bad.out, /^8 passed, 1 failed$/m);
});

test('pack test writes a receipt a case', async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'qinqing-'));
  const { code } = await run(['pack', 'test', sample, '--receipts', folder]);
  const files = await readdir(folder);
  const receipt = await readFile(path.join(folder, 'trade-event.json'), 'utf8');
  await rm(folder, { recursive: true });
  assert.equal(code, 0);
  assert.equal(files.length, 8); // nine cases, one of them refused
  assert.equal(canonical(JSON.parse(receipt)), receipt);
});

test('pack lint names what is wrong and says so by its exit', async () => {
  assert.equal((await run(['pack', 'lint', ningbo])).code, 0);
  const copy = await copyOf(sample);
  await replaceIn(path.join(copy.pack, 'rules/take.dmn'), 'neg-1, law-pia-34', 'law-pia-34');
  const { code, out } = await run(['pack', 'lint', copy.pack]);
  await copy.remove();
  assert.equal(code, 1);
  assert.match(out, /clauses\/neg-1\.md.*clause_without_rule/);
});

test('pack diff names the regions that change, each with a situation that check takes', async () => {
  const copy = await copyOf(ningbo);
  await replaceIn(path.join(copy.pack, 'parameters.yaml'), '"100.00"', '"120.00"');
  const { code, out } = await run(['--now', '2026-11-24', 'pack', 'diff', ningbo, copy.pack, '--json']);
  assert.equal(code, 0);
  const { parts, regions } = JSON.parse(out);
  assert.deepEqual(parts.map(({ part, id }) => [part, id]), [['parameter', 'meal_standard']]);
  assert.ok(regions.length);
  for (const { witness, a, b, change } of regions) {
    const answer = async (pack) =>
      JSON.parse((await run(['--policy', pack, 'check', '-'], { input: JSON.stringify(witness.situation) })).out).receipt;
    const [before, after] = [await answer(ningbo), await answer(copy.pack)];
    assert.equal(before.verdict, a.verdict);
    assert.equal(after.verdict, b.verdict);
    assert.deepEqual(before.duties.map(({ id, state, due }) => ({ id, state, due })), witness.a.duties);
    if (change === 'basis') assert.notDeepEqual(before.clauses, after.clauses);
  }
  const words = await run(['pack', 'diff', ningbo, copy.pack]);
  assert.match(words.out, /1 处改动，\d+ 类情形的答复会变\n$/);
  assert.equal((await run(['pack', 'diff', ningbo, path.join(copy.folder, 'none')])).code, 2);
  await copy.remove();
});

test('pack import and export give back the folder byte for byte', async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'qinqing-'));
  const db = ['--db', `sqlite:${path.join(folder, 'q.db')}`];
  const imported = await run(['pack', 'import', ningbo, ...db]);
  assert.equal(imported.code, 0, imported.err);
  const [, hash] = imported.out.trim().split(' ');
  assert.equal(hash, JSON.parse((await run(['pack', 'show', ningbo])).out).hash);
  const out = path.join(folder, 'out');
  assert.equal((await run(['pack', 'export', hash, out, ...db])).code, 0);
  const files = async (at) => (await readdir(at, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile()).map((entry) => path.relative(at, path.join(entry.parentPath ?? entry.path, entry.name))).sort();
  assert.deepEqual(await files(out), await files(ningbo));
  for (const file of await files(ningbo))
    assert.deepEqual(await readFile(path.join(out, file)), await readFile(path.join(ningbo, file)), file);
  assert.equal((await run(['pack', 'export', hash, out, ...db])).code, 2, 'never over a folder that is there');
  assert.equal((await run(['pack', 'export', 'sha256:0', path.join(folder, 'other'), ...db])).code, 2);
  await rm(folder, { recursive: true });
});

test('pack show prints the pack and the hash that adoption names', async () => {
  const { code, out } = await run(['pack', 'show', sample]);
  assert.equal(code, 0);
  const pack = JSON.parse(out);
  assert.match(pack.hash, /^sha256:[0-9a-f]{64}$/);
  assert.equal(pack.rules.length, 10);
});

test('pack mutate lists every mutant with what killed it', async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'qinqing-'));
  const csv = path.join(folder, 'mutants.csv');
  const { out } = await run(['pack', 'mutate', sample, '--csv', csv]);
  const lines = (await readFile(csv, 'utf8')).trim().split('\n');
  await rm(folder, { recursive: true });
  assert.equal(lines[0], 'operator,file,place,change,killed_by');
  const [, killed, all] = out.match(/killed (\d+) of (\d+)/);
  assert.equal(lines.length - 1, Number(all));
  assert.equal(lines.slice(1).filter((line) => !line.endsWith(',')).length, Number(killed));
  for (const line of lines.slice(1)) assert.match(line, /,(case:[\w-]+|lint:\w+|load:\w+|)$/);
});
