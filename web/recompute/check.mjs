// node web/recompute/check.mjs: bundles that the native program wrote, recomputed by the page in
// Chromium. Needs build/recompute/ (scripts/recompute.sh), build/release/qinqing and web/e2e's packages.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { appendFileSync, cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import http from 'node:http';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const { chromium } = createRequire(path.join(root, 'web/e2e/'))('playwright-core');
const site = path.join(root, 'build/recompute');
const data = path.join(root, 'src/composite/testdata');
const work = mkdtempSync(path.join(site, 'check-'));

const types = { '.html': 'text/html', '.js': 'text/javascript', '.wasm': 'application/wasm' };
const server = http.createServer(async (request, response) => {
  const name = path.join(site, decodeURIComponent(new URL(request.url, 'http://x').pathname));
  try {
    const bytes = await readFile(name.endsWith('/') ? `${name}index.html` : name);
    const type = types[path.extname(name)] ?? (name.endsWith('/') ? 'text/html' : 'text/plain; charset=utf-8');
    response.writeHead(200, { 'content-type': type }).end(bytes);
  } catch {
    response.writeHead(404).end();
  }
});
await new Promise((listening) => server.listen(0, '127.0.0.1', listening));

const index = (command, out, ...more) =>
  execFileSync(path.join(root, 'build/release/qinqing'), ['index', command,
    '--framework', path.join(data, 'asem/framework.csv'), '--data', path.join(data, 'asem/indicators.csv'),
    '--method', path.join(data, 'coinr/base/method.yaml'), '--out', path.join(work, out), ...more]);
const inputs = path.join(work, 'inputs.yaml');
cpSync(path.join(data, 'coinr/sensitivity-ua/weight-sets.csv'), path.join(work, 'weight-sets.csv'));
writeFileSync(inputs, `inputs:
- {id: winmax, step: treat, at: first.max_points, values: [1, 2, 3, 4, 5]}
- {id: normalisation, step: normalise, values: [{by: min_max, to: [1, 100]}, {by: z_score, mean: 10, deviation: 2}]}
- {id: weights, sets: weight-sets.csv}
- {id: aggregation, step: aggregate, at: by, values: [arithmetic, geometric]}
`);
index('compute', 'asem', '--steps');
index('uncertainty', 'ua', '--inputs', inputs, '--replications', '2000', '--seed', '2026');
cpSync(path.join(work, 'asem'), path.join(work, 'changed'), { recursive: true });
appendFileSync(path.join(work, 'changed/results.csv'), ' ');

const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });
try {
  for (const [bundle, expected] of [['asem', /逐字节相同/], ['ua', /逐字节相同/], ['changed', /不一致[^]*results\.csv/]]) {
    const page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${server.address().port}/?bundle=${path.basename(work)}/${bundle}/`);
    await page.waitForSelector('#said[data-done]', { timeout: 60_000, state: 'attached' });
    const said = await page.textContent('#said');
    console.log(`${bundle}: ${said}`);
    assert.match(said, expected);
    await page.close();
  }
} finally {
  await browser.close();
  server.close();
  rmSync(work, { recursive: true, force: true });
}
