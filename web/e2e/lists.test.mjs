// The lists: all of them, looking for a word, one clause with what it rests on.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { step } from './testing/asker.mjs';
import { browse, ningbo, serve } from './testing/house.mjs';

let server;
let browser;
let all; // the clauses as the API tells them
before(async () => {
  server = await serve('--policy', ningbo);
  browser = await browse();
  all = (await (await fetch(`${server.url}/api/v1/packs/ningbo/clauses`)).json()).clauses;
});
after(async () => {
  await browser?.stop();
  assert.equal(await server?.stop(), 0);
});

const open = () => browser.open({ scripts: false });
const shown = (page) => page.locator('.item .mono').allTextContents();

test('every clause is there, with its status', async () => {
  const page = await open();
  await page.goto(`${server.url}/lists`);
  assert.deepEqual((await shown(page)).sort(), all.map((clause) => clause.id).sort());
  for (const clause of all.filter((each) => each.status === 'drafted'))
    assert.match(await page.locator(`#${clause.id}`).innerText(), /文字为草拟.*以正式文本为准/s);
});

test('a side by itself', async () => {
  const page = await open();
  await page.goto(`${server.url}/lists`);
  await page.locator('.chip', { hasText: '负面清单' }).click();
  assert.deepEqual((await shown(page)).sort(), all.filter((clause) => clause.side === 'negative').map((clause) => clause.id).sort());
});

test('a word of a wording is found and marked', async () => {
  const page = await open();
  const clause = all.find((each) => each.side === 'negative');
  await page.goto(`${server.url}/lists`);
  await page.getByRole('searchbox').fill(clause.title.slice(0, 4));
  await page.getByRole('button', { name: '找', exact: true }).click();
  assert.ok((await shown(page)).includes(clause.id));
  assert.equal(await page.locator(`#${clause.id} h3 mark`).first().innerText(), clause.title.slice(0, 4));
  assert.match(await page.getByRole('status').innerText(), /找到 \d+ 条/);
});

test('a word of everyday speech finds the clauses of the conduct it means', async () => {
  const page = await open();
  await page.goto(`${server.url}/lists?q=${encodeURIComponent('饭局')}`);
  const found = page.locator('.item', { hasText: '对应：' });
  assert.ok((await found.count()) > 0);
});

test('nothing found says what else to do', async () => {
  const page = await open();
  await page.goto(`${server.url}/lists?q=${encodeURIComponent('<b>飞船</b>')}`);
  assert.match(await page.locator('.empty').innerText(), /换个说法/);
  assert.equal(await page.getByRole('searchbox').inputValue(), '<b>飞船</b>');
  assert.equal(await page.locator('main b', { hasText: '飞船' }).count(), 0);
});

test('a clause has its bases, its rules in words and its examples', async () => {
  const page = await open();
  const clause = all.find((each) => each.id === 'neg-2');
  await page.goto(`${server.url}/lists`);
  await page.locator('#neg-2').getByRole('link', { name: /依据和例子/ }).click();
  assert.equal(await page.locator('h1').innerText(), clause.title);
  const body = await page.locator('main').innerText();
  for (const basis of clause.basis) assert.ok(body.includes(basis.title), basis.title);
  assert.match(body, /怎么判/);
  // No rule is told in the language of the tables.
  assert.doesNotMatch(await page.locator('.rule').allInnerTexts().then((texts) => texts.join('\n')), /"|<=|>=|meal_|not\(/);
});

test('拿我的事对一对 begins the check with that conduct chosen, and keeps it out of the address', async () => {
  const page = await open();
  await page.goto(`${server.url}/lists`);
  const form = page.locator('.item form:has(input[name=conduct])').first();
  const conduct = await form.locator('input[name=conduct]').inputValue();
  await form.getByRole('button').click();
  assert.equal(await step(page), 'conducts');
  assert.equal(await page.locator(`input[name=conduct][value=${conduct}]`).isChecked(), true);
  assert.equal(new URL(page.url()).search, '');
});

test('a clause that is not there is a page, not a blank', async () => {
  const page = await open();
  const response = await page.goto(`${server.url}/lists/no-such`);
  assert.equal(response.status(), 404);
  assert.match(await page.locator('h1').innerText(), /没有/);
});
