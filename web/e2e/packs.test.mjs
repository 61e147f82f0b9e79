// Two cities on one server: files only, each with conducts and facts of its own.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { ask, goOn, heading, step, verdict } from './testing/asker.mjs';
import { browse, jinan, ningbo, serve } from './testing/house.mjs';
import { visit } from './testing/situations.mjs';

let server;
let browser;
before(async () => {
  server = await serve('--policy', ningbo, '--policy', jinan);
  browser = await browse();
});
after(async () => {
  await browser?.stop();
  assert.equal(await server?.stop(), 0);
});

const outing = {
  actor: 'official', contact_on: '2026-11-27', conducts: ['help_outside'],
  facts: { unit_approved: 'given', settlement: 'at_standard' },
};

test('the second city is chosen by name, asks its own questions and answers by its own clauses', async () => {
  const page = await browser.open({ scripts: false });
  await page.goto(server.url);
  await page.locator('.places a', { hasText: '济南市' }).click();
  assert.match(await page.locator('.topbar').innerText(), /济南市/);
  await page.locator('.way[href*="actor=official"]').click();
  const asked = [];
  await goOn(page, outing, { seen: async (_, at) => asked.push(at) });
  assert.ok(asked.includes('f.settlement'), asked.join());
  assert.equal(await verdict(page), 'conditional');
  assert.match(await page.locator('main').innerText(), /pos-6/);
  assert.match(await page.locator('.topbar').innerText(), /济南市/);
});

test('the first city stays what it was', async () => {
  const page = await browser.open({ scripts: false });
  await ask(page, server.url, visit);
  assert.equal(await verdict(page), 'permitted');
  assert.match(await page.locator('.topbar').innerText(), /宁波市/);
});

test('an answer of one city given to the other is left out and said so', async () => {
  const page = await browser.open({ scripts: false });
  await page.goto(`${server.url}/check?pack=jinan&actor=official`);
  const response = await page.request.post(`${server.url}/check`, {
    form: { pack: 'jinan', actor: 'official', conduct: 'eat', 'f.meal_cost': '80' },
  });
  assert.match(await response.text(), /有 2 个回答不在现在的清单里/);
});

test('each page stays with its city', async () => {
  const page = await browser.open({ scripts: false });
  await page.goto(`${server.url}/?pack=jinan`);
  for (const href of await page.locator('.pubnav a').evaluateAll((links) => links.map((link) => link.getAttribute('href'))))
    assert.match(href, /pack=jinan/);
  await page.goto(`${server.url}/check?pack=jinan&actor=official`);
  assert.equal(await step(page), 'conducts');
  assert.match(await heading(page), /是什么事/);
  assert.equal((await page.goto(`${server.url}/?pack=atlantis`)).status(), 404);
});
