// Every page in every state, in both widths: accessible, whole, light, printable; and its picture.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';

import jsQR from 'jsqr';

import { ask, goOn, next, verdict } from './testing/asker.mjs';
import { browse, desk, jinan, ningbo, serve, shots } from './testing/house.mjs';
import { look } from './testing/look.mjs';
import { gift, trade, uncovered, unclear, visit } from './testing/situations.mjs';

let server;
let two; // two cities
let browser;
before(async () => {
  await mkdir(shots, { recursive: true });
  [server, two, browser] = await Promise.all([serve('--policy', ningbo), serve('--policy', ningbo, '--policy', jinan), browse()]);
});
after(async () => {
  await browser?.stop();
  assert.equal(await server?.stop(), 0);
  assert.equal(await two?.stop(), 0);
});

const at = async (path, base = server) => {
  const page = await browser.open();
  await page.goto(base.url + path);
  return page;
};

for (const [name, path] of [['start', '/'], ['who', '/check'], ['conducts', '/check?actor=official'], ['conducts-enterprise', '/check?actor=entrepreneur'],
  ['receipt', '/receipt'], ['lists', '/lists'], ['lists-negative', '/lists?side=negative'], ['lists-search', '/lists?q=%E5%90%83%E9%A5%AD'],
  ['lists-empty', '/lists?q=%E9%A3%9E%E8%88%B9'], ['clause', '/lists/neg-2'], ['clause-law', '/lists/law-aucl-2019-7'],
  ['how', '/how'], ['problem-404', '/no-such-page']])
  test(`page: ${name}`, async () => look(await at(path), name));

test('page: start with two cities', async () => look(await at('/?pack=jinan', two), 'start-two-packs'));

test('page: a problem with a form', async () => {
  const page = await at('/check');
  await page.locator('#check input[name=pack]').evaluate((field) => (field.value = '不存在'));
  await next(page);
  await look(page, 'problem-pack');
});

test('page: narrowing a long list with a script', async () => {
  const page = await at('/check?actor=official');
  await page.locator('[data-narrow] input').fill('红包');
  assert.match(await page.getByRole('status').innerText(), /“红包”找到 \d+ 件/);
  const left = page.locator('.option:visible');
  assert.ok((await left.count()) < 5);
  await look(page, 'conducts-narrowed');
  await page.locator('[data-narrow] input').fill('宇宙飞船');
  assert.match(await page.getByRole('status').innerText(), /没有找到/);
  await page.locator('[data-narrow] input').press('Enter');
  assert.match(await page.locator('h1').innerText(), /什么事/);
});

test('pages: one question of each kind, as they are met', async () => {
  const page = await at('/check?actor=official');
  const kinds = { day: 'day', 'f.relation': 'choice', 'f.event_public': 'boolean', 'f.meal_cost': 'money', 'f.received_on': 'date' };
  for (const situation of [trade, gift]) {
    await page.goto(`${server.url}/check?actor=official`);
    await goOn(page, situation, { seen: async (_, step) => {
      if (!kinds[step]) return;
      await look(page, `question-${kinds[step]}`);
      delete kinds[step];
    } });
  }
  assert.deepEqual(kinds, {}, 'a kind of question was not met');
});

test('pages: errors beside their fields, focus on what is wrong', async () => {
  const page = await at('/check?actor=official');
  await next(page);
  assert.equal(await page.evaluate(() => document.activeElement.className), 'errors');
  await look(page, 'error-conducts');
  await goOn(page, trade, { until: 'f.relation' });
  await next(page);
  await look(page, 'error-choice');
  await page.locator('details.whybox summary').click();
  await look(page, 'question-why');
  await goOn(page, trade, { until: 'f.meal_cost' });
  await page.locator('#value').fill('八十块');
  await next(page);
  await look(page, 'error-money');
});

test('a number and 不清楚 exclude each other in sight, and neither is lost', async () => {
  const page = await at('/check?actor=official');
  await goOn(page, trade, { until: 'f.meal_cost' });
  await page.locator('#value').fill('80');
  await page.locator('label:has([data-unclear])').click();
  assert.equal(await page.locator('#value').inputValue(), '');
  await page.locator('label:has([data-unclear])').click();
  assert.equal(await page.locator('#value').inputValue(), '80');
});

// The PDF a browser prints: {pages, size, text}.
async function printed(page, name) {
  const file = `${shots}/${name}.pdf`;
  await page.pdf({ path: file, preferCSSPageSize: true, printBackground: true });
  const run = promisify(execFile);
  const info = (await run('pdfinfo', [file])).stdout;
  await run('pdftoppm', ['-r', '60', '-png', '-singlefile', file, file.replace(/\.pdf$/, '-print')]);
  return { pages: Number(info.match(/Pages:\s+(\d+)/)[1]), size: info.match(/Page size:\s+(.*)/)[1], text: (await run('pdftotext', ['-layout', file, '-'])).stdout };
}

const kinds = { permitted: visit, conditional: trade, prohibited: gift, undetermined: uncovered, unclear };
for (const [name, situation] of Object.entries(kinds))
  test(`verdict: ${name}, on the screen and on one A4 page`, async () => {
    const page = await at('/');
    await ask(page, server.url, situation);
    assert.equal(await verdict(page), name === 'unclear' ? 'undetermined' : name);
    await look(page, `verdict-${name}`);
    await page.setViewportSize(desk);
    const { pages, size, text } = await printed(page, `verdict-${name}`);
    assert.equal(pages, 1, 'one page');
    assert.match(size, /A4/);
    assert.match(text, /演示·非正式/);
    const hash = await page.locator('.hash').textContent();
    assert.ok(text.replace(/\s/g, '').includes(hash), 'the fingerprint is printed');
    if (name !== 'prohibited') return;
    // The code beside it holds the same fingerprint.
    const picture = await page.locator('.printhead svg').evaluate(async (svg) => {
      const image = new Image();
      const copy = svg.cloneNode(true);
      copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
      for (const side of ['width', 'height']) copy.setAttribute(side, '400');
      image.src = `data:image/svg+xml,${encodeURIComponent(copy.outerHTML)}`;
      await image.decode();
      const canvas = document.createElement('canvas');
      canvas.width = canvas.height = 400;
      const brush = canvas.getContext('2d');
      brush.drawImage(image, 0, 0, 400, 400);
      return [...brush.getImageData(0, 0, 400, 400).data];
    });
    assert.equal(jsQR.default ? jsQR.default(Uint8ClampedArray.from(picture), 400, 400)?.data : jsQR(Uint8ClampedArray.from(picture), 400, 400)?.data, `qinqing:receipt:${hash}`);
  });

test('pages: what became of a receipt', async () => {
  const page = await at('/');
  await ask(page, server.url, gift);
  const waiting = page.waitForEvent('download');
  await page.getByRole('button', { name: '下载回执' }).click();
  const receipt = await readFile(await (await waiting).path(), 'utf8');
  for (const [name, text] of [['same', receipt], ['altered', receipt.replace('1203.47', '3.47')],
    ['other', JSON.stringify(JSON.parse(receipt).receipt).replace(/"pack_hash":"sha256:./, '"pack_hash":"sha256:_')],
    ['differs', JSON.stringify(JSON.parse(receipt).receipt).replace('"prohibited"', '"permitted"')], ['error', 'no receipt']]) {
    await page.goto(`${server.url}/receipt`);
    await page.locator('#receipt').fill(text);
    await page.getByRole('button', { name: '核对' }).click();
    await look(page, `receipt-${name}`);
  }
});

test('the first view of each page is at most 60 KB over the wire', async () => {
  const weigh = async (go) => {
    const page = await browser.open({ fresh: true });
    const wire = await page.context().newCDPSession(page);
    let bytes = 0;
    wire.on('Network.loadingFinished', (event) => (bytes += event.encodedDataLength));
    await wire.send('Network.enable');
    await go(page);
    await page.waitForLoadState('networkidle');
    return bytes;
  };
  for (const path of ['/', '/check?actor=official', '/lists', '/lists/neg-2', '/how', '/receipt']) {
    const bytes = await weigh((page) => page.goto(server.url + path));
    assert.ok(bytes > 3000 && bytes <= 60 * 1024, `${path}: ${bytes} bytes`);
    console.log(`# ${path}: ${bytes} bytes`);
  }
  // A verdict comes after the first view, but is light by itself.
  const body = await fetch(`${server.url}/check`, { method: 'POST', headers: { 'accept-encoding': 'gzip' }, body: new URLSearchParams({ actor: 'official' }) });
  assert.equal(body.headers.get('content-encoding'), 'gzip');
});
