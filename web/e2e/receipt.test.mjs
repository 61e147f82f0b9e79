// A receipt from the answer that gives it to the page that checks it, without scripts.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';

import { ask } from './testing/asker.mjs';
import { browse, jinan, ningbo, serve, today } from './testing/house.mjs';
import { gift } from './testing/situations.mjs';

let server;
let browser;
let receipt; // the file's text
before(async () => {
  server = await serve('--policy', ningbo);
  browser = await browse();
  const page = await open();
  await ask(page, server.url, gift);
  const waiting = page.waitForEvent('download');
  await page.getByRole('button', { name: '下载回执' }).click();
  const download = await waiting;
  assert.match(download.suggestedFilename(), /^回执-2026-11-24-[0-9a-f]{8}\.json$/);
  receipt = await readFile(await download.path(), 'utf8');
});
after(async () => {
  await browser?.stop();
  assert.equal(await server?.stop(), 0);
});

const open = () => browser.open({ scripts: false });
const sha256 = (text) => `sha256:${createHash('sha256').update(text).digest('hex')}`;

// What the page says of a text that was pasted.
async function finding(text, url = server.url) {
  const page = await open();
  await page.goto(`${url}/receipt`);
  await page.locator('#receipt').fill(text);
  await page.getByRole('button', { name: '核对' }).click();
  return page.locator('main').innerText();
}

// A receipt with other content and a fingerprint that fits it.
function forged(change) {
  const inner = receipt.slice(receipt.indexOf('"receipt":') + '"receipt":'.length, -1);
  const text = change(inner);
  assert.notEqual(text, inner);
  return `{"hash":"${sha256(text)}","receipt":${text}}`;
}

test('the file holds the exact bytes that its fingerprint is of', () => {
  const { hash, receipt: inner } = JSON.parse(receipt);
  const bytes = receipt.slice(receipt.indexOf('"receipt":') + '"receipt":'.length, -1);
  assert.equal(sha256(bytes), hash);
  assert.equal(inner.asked_on, today);
  assert.equal(inner.facts.gift_value, '1203.47');
  assert.equal(inner.binding, false);
});

test('pasted as it is: 一致, and in words', async () => {
  const said = await finding(receipt);
  assert.match(said, /一致/);
  assert.match(said, /¥1,203\.47/);
  assert.match(said, /不能证明/);
});

test('pretty-printed it is still the same receipt', async () => {
  assert.match(await finding(JSON.stringify(JSON.parse(receipt), null, 2)), /一致/);
});

test('one figure altered: 内容被改过', async () => {
  assert.match(await finding(receipt.replace('1203.47', '203.47')), /内容被改过/);
});

test('altered with a fitting fingerprint: the lists say otherwise', async () => {
  assert.match(await finding(forged((text) => text.replace('"verdict":"prohibited"', '"verdict":"permitted"'))), /按清单重判结果不同/);
});

test('made with other lists: not judged again', async () => {
  assert.match(await finding(forged((text) => text.replace(/"pack_hash":"sha256:\w{8}/, '"pack_hash":"sha256:00000000'))), /用的清单不是现在这份/);
  const other = await serve('--policy', jinan);
  try {
    assert.match(await finding(receipt, other.url), /用的清单不是现在这份/);
  } finally {
    assert.equal(await other.stop(), 0);
  }
});

test('what is no receipt is said so, and shown again', async () => {
  const page = await open();
  await page.goto(`${server.url}/receipt`);
  await page.locator('#receipt').fill('{"hello": 1}');
  await page.getByRole('button', { name: '核对' }).click();
  assert.match(await page.locator('#receipt-error').innerText(), /这不是回执/);
  assert.equal(await page.locator('#receipt').inputValue(), '{"hello": 1}');
  await page.locator('#receipt').fill('');
  await page.getByRole('button', { name: '核对' }).click();
  assert.match(await page.locator('#receipt-error').innerText(), /请贴上/);
});

test('chosen as a file', async () => {
  const page = await open();
  await page.goto(`${server.url}/receipt`);
  await page.locator('#file').setInputFiles({ name: '回执.json', mimeType: 'application/json', buffer: Buffer.from(receipt) });
  await page.getByRole('button', { name: '核对' }).click();
  assert.match(await page.locator('main').innerText(), /一致/);
});

test('with scripts it may be dropped as a file', async () => {
  const page = await browser.open();
  await page.goto(`${server.url}/receipt`);
  const data = await page.evaluateHandle((text) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([text], '回执.json', { type: 'application/json' }));
    return transfer;
  }, receipt);
  await page.dispatchEvent('[data-drop]', 'drop', { dataTransfer: data });
  await page.getByText('已经读入“回执.json”').waitFor();
  await page.getByRole('button', { name: '核对' }).click();
  assert.match(await page.locator('main').innerText(), /一致/);
});
