// qinqing deadline and qinqing procedure show.
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';

import { canonical, ningbo, root, run } from './testing/qinqing.mjs';

const count = (lines, ...more) => run([...more, 'deadline', '-'], { input: lines.join('\n') });

test('deadline prints a certificate a line, in its one form', async () => {
  const { code, out, err } = await count([
    '{"anchor":{"day":"2026-11-26"},"period":"5 workdays"}',
    '',
    '{"anchor":{"day":"2026-11-26","after_hours":true},"period":"-1 workday"}',
  ]);
  assert.equal(code, 0, err);
  const lines = out.trimEnd().split('\n');
  const certificates = lines.map((line) => JSON.parse(line));
  assert.deepEqual(certificates.map(({ due }) => due), ['2026-12-03', '2026-11-25']);
  assert.deepEqual(certificates.map(({ provisional }) => provisional), [false, false]);
  for (const [i, line] of lines.entries()) assert.equal(canonical(certificates[i]), line);
});

test('deadline names every bad line by number and field, and prints nothing', async () => {
  const { code, out, err } = await count([
    '{"anchor":{"day":"2026-11-26"},"period":"5 workdays"}',
    '{"anchor":{"day":"2026-11-31"},"period":"5 workdays"}',
    '{"anchor":{"day":"2026-11-26"},"period":"5 weeks"}',
    'anchor',
  ]);
  assert.equal(code, 2);
  assert.equal(out, '');
  assert.match(err, /:2: \/anchor\/day/);
  assert.match(err, /:3: \/period/);
  assert.match(err, /:4: /);
});

test('deadline counts by the calendar it is given', async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'qinqing-'));
  await writeFile(path.join(folder, '2026.yaml'), 'year: 2026\nnotice: {title: 试, number: 试, date: 2025-11-04, source: https://example.cn/notice}\nholidays:\n  - {from: 2026-11-27, to: 2026-11-27, name: 试放假}\nworkdays: []\n');
  const { code, out, err } = await count(['{"anchor":{"day":"2026-11-26"},"period":"1 workday"}'], '--calendar', folder);
  const none = await count(['{"anchor":{"day":"2026-11-26"},"period":"1 workday"}'], '--calendar', path.join(folder, 'none'));
  await rm(folder, { recursive: true });
  assert.equal(code, 0, err);
  assert.equal(JSON.parse(out).due, '2026-11-30');
  assert.equal(none.code, 2);
});

test('procedure show prints the drawing that is in docs', async () => {
  const { code, out, err } = await run(['procedure', 'show', ningbo]);
  assert.equal(code, 0, err);
  for (const name of ['filing', 'ruling']) {
    assert.ok(out.includes(await readFile(path.join(root, `docs/procedures/${name}.md`), 'utf8')), name);
    assert.match(err, new RegExp(`^${name}：sha256:[0-9a-f]{64}$`, 'm'));
  }
});

test('procedure show names what is wrong with file and line', async () => {
  const bad = path.join(root, 'src/casework/testdata/bad.yaml');
  const { code, out, err } = await run(['procedure', 'show', bad]);
  assert.equal(code, 2);
  assert.equal(out, '');
  assert.match(err, /bad\.yaml:\d+: \/states\/1: .*\[unreachable_state\]/);
  assert.match(err, /bad\.yaml:\d+: \/deadlines\/0: .*\[never_met\]/);
  assert.equal((await run(['procedure', 'show', path.join(root, 'src/base')])).code, 1);
});
