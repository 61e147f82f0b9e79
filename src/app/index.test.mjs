// qinqing index: what people and other programs meet on the command line.
import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';

import { root, run } from './testing/qinqing.mjs';

const data = path.join(root, 'src/composite/testdata');
const asem = path.join(data, 'asem');
const folder = mkdtempSync(path.join(os.tmpdir(), 'index-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const at = (...parts) => path.join(folder, ...parts);
const read = (...parts) => readFileSync(path.join(...parts), 'utf8');
const table = (text) => {
  const [head, ...rows] = text.trimEnd().split('\n').map((line) => line.replaceAll('"', '').split(','));
  return rows.map((row) => Object.fromEntries(row.map((field, i) => [head[i], field])));
};
const asemArgs = [
  '--framework', path.join(asem, 'framework.csv'), '--data', path.join(asem, 'indicators.csv'),
  '--method', path.join(data, 'coinr/base/method.yaml'),
];
const uncertain = at('uncertain.yaml');
cpSync(path.join(data, 'coinr/sensitivity-ua/weight-sets.csv'), at('weight-sets.csv'));
writeFileSync(uncertain, `inputs:
- {id: winmax, step: treat, at: first.max_points, values: [1, 2, 3, 4, 5]}
- {id: normalisation, step: normalise, values: [{by: min_max, to: [1, 100]}, {by: z_score, mean: 10, deviation: 2}]}
- {id: weights, sets: weight-sets.csv}
- {id: aggregation, step: aggregate, at: by, values: [arithmetic, geometric]}
`);

test('compute --steps writes every data set, as expected from COINr', async () => {
  const { code, err } = await run(['index', 'compute', ...asemArgs, '--out', at('base'), '--steps']);
  assert.equal(code, 0, err);
  for (const step of ['raw', 'denominated', 'imputed', 'screened', 'treated', 'normalised', 'aggregated']) {
    const ours = new Map(table(read(at('base'), `${step}.csv`)).map((row) => [row.uCode, row]));
    for (const row of table(read(asem, `expected-default-${step}.csv`)))
      for (const [column, value] of Object.entries(row))
        if (column !== 'uCode' && value !== '' && value !== 'NA')
          assert.ok(Math.abs(Number(ours.get(row.uCode)[column]) - Number(value)) <= 1e-11 * Math.max(1, Math.abs(value)),
            `${step} ${row.uCode} ${column}`);
  }
});

test('a bundle is recomputed byte for byte, and refused with one bit changed', async () => {
  const good = await run(['index', 'reproduce', at('base')], { env: { TZ: 'Asia/Shanghai', LC_ALL: 'zh_CN.UTF-8' } });
  assert.equal(good.code, 0, good.err);
  cpSync(at('base'), at('flipped'), { recursive: true });
  const bytes = readFileSync(at('flipped', 'inputs', 'data.csv'));
  bytes[bytes.length >> 1] ^= 1;
  writeFileSync(at('flipped', 'inputs', 'data.csv'), bytes);
  const bad = await run(['index', 'reproduce', at('flipped')]);
  assert.equal(bad.code, 1);
  assert.match(bad.err, /inputs\/data\.csv/);
});

test('uncertainty --replay gives COINr\'s ranks; the threads do not matter', async () => {
  const replay = path.join(data, 'coinr/sensitivity-ua/parameters.csv');
  const all = [];
  for (const threads of ['1', '3']) {
    const out = at(`ua-${threads}`);
    const { code, err } = await run(
      ['index', 'uncertainty', ...asemArgs, '--inputs', uncertain, '--replay', replay, '--threads', threads, '--out', out],
      { env: { TZ: threads === '1' ? 'UTC' : 'Asia/Shanghai', LC_ALL: threads === '1' ? 'C' : 'de_DE.UTF-8' } });
    assert.equal(code, 0, err);
    all.push(Object.fromEntries(readdirSync(out).filter((name) => name !== 'inputs').map((name) => [name, read(out, name)])));
  }
  assert.deepEqual(all[0], all[1]);
  assert.deepEqual(table(all[0]['ranks.csv']), table(read(data, 'coinr/sensitivity-ua/ranks.csv')));
  assert.ok(all[0]['scores.csv'].startsWith('uCode,Nominal,r_1,'));
});

test('sensitivity --replay gives COINr\'s indices', async () => {
  const out = at('sa');
  const { code, err } = await run(['index', 'sensitivity', ...asemArgs, '--inputs', uncertain, '--replay',
    path.join(data, 'coinr/sensitivity-sa/runs.csv'), '--out', out]);
  assert.equal(code, 0, err);
  const ours = table(read(out, 'sobol.csv'));
  for (const [i, row] of table(read(data, 'coinr/sensitivity-sa/indices.csv')).entries())
    for (const column of ['Si', 'STi']) assert.ok(Math.abs(ours[i][column] - row[column]) < 1e-9, `${row.Variable} ${column}`);
});

test('analyse writes its tables, for a year and for a panel', async () => {
  const one = await run(['index', 'analyse', ...asemArgs, '--out', at('analysis')]);
  assert.equal(one.code, 0, one.err);
  for (const name of ['statistics-raw.csv', 'correlations-raw.csv', 'pca-loadings.csv', 'weight-swaps.csv', 'removal-ranks-level2.csv'])
    assert.ok(read(at('analysis'), name).length > 100, name);
  const panel = await run(['index', 'analyse', '--framework', path.join(asem, 'framework.csv'),
    '--data', path.join(asem, 'indicators-panel.csv'), '--method', path.join(data, 'coinr/panel-base/method.yaml'), '--out', at('panel')]);
  assert.equal(panel.code, 0, panel.err);
  assert.match(read(at('panel'), 'trends.csv'), /^uCode,iCode,CAGR/);
  assert.match(panel.err, /多个年份/);
});

test('the framework brings its own method', async () => {
  const { code, err } = await run(['index', 'compute', '--framework', path.join(root, 'policy/index/asem.yaml'),
    '--data', path.join(asem, 'indicators.csv'), '--out', at('own')]);
  assert.equal(code, 0, err);
  assert.equal(read(at('own'), 'results.csv'), read(at('base'), 'results.csv'));
});

test('bad input is named by the path that was given, by line and column', async () => {
  writeFileSync(at('bad.csv'), read(asem, 'indicators.csv').replace('4.097985', 'about 4'));
  const args = [...asemArgs];
  args[3] = at('bad.csv');
  const { code, err } = await run(['index', 'compute', ...args, '--out', at('never')]);
  assert.equal(code, 2);
  assert.match(err, /bad\.csv:2: .*LPI.*“about 4”不是数/);
});

test('a folder with other files is left alone', async () => {
  const out = mkdtempSync(at('kept-'));
  writeFileSync(path.join(out, 'manifest.json'), '{"name": "somebody else\'s"}');
  const { code, err } = await run(['index', 'compute', ...asemArgs, '--out', out]);
  assert.equal(code, 2);
  assert.match(err, /别的文件/);
  assert.deepEqual(readdirSync(out), ['manifest.json']);
});
