// From the question to the end of a filing, on a phone and without scripts: ask, keep, sign in with
// nothing lost, file, approve, go, follow up; and from the firm's side.
import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { after, before, test } from 'node:test';

import { AxeBuilder } from '@axe-core/playwright';

import { heading } from './testing/asker.mjs';
import { act, button, keep as keep_at, sign_in } from './testing/filer.mjs';
import { browse, desk, ningbo, phone, serve, shots } from './testing/house.mjs';

const plan = {
  actor: 'official', contact_on: '2026-11-24', conducts: ['attend', 'eat'],
  facts: {
    relation: 'none', approval: 'given', event_kind: 'trade', event_public: 'true',
    meal_kind: 'work_meal', meal_payer: 'host', meal_cost: '80.00', meal_settled: 'false',
  },
};
const treat = {
  actor: 'entrepreneur', contact_on: '2026-11-25', conducts: ['treat'],
  facts: { relation: 'none', treat_kind: 'work_meal', treat_cost: '80.00', treat_charged: 'true' },
};

let server;
let browser;
before(async () => {
  await mkdir(shots, { recursive: true });
  [server, browser] = await Promise.all([serve('--policy', ningbo), browse()]);
});
after(async () => {
  await browser?.stop();
  assert.equal(await server?.stop(), 0);
});

const open = (viewport = phone) => browser.open({ viewport, scripts: false, fresh: true });
const keep = (page, login, situation) => keep_at(page, server.url, login, situation);

async function look(page, name) {
  await page.screenshot({ path: `${shots}filing-${name}.png`, fullPage: true });
}

test('ask, keep, sign in with nothing lost, file: the unit has it, and its end is reached', async () => {
  const page = await open();
  await keep(page, 'ganbu', plan);
  await look(page, 'new');
  await page.locator('#title').fill('一字对接会');
  await page.locator('#counterpart').fill('子丑机械有限公司（演示）');
  await button(page, '报单位').click();
  assert.match(await heading(page), /^等单位处理：一字对接会$/);
  await look(page, 'pending');
  const address = page.url();

  const unit = await open();
  await unit.goto(address);
  await sign_in(unit, 'danwei');
  assert.match(await heading(unit), /^等单位处理/);
  await act(unit, 'approve');
  assert.match(await heading(unit), /^单位已同意/);

  await page.reload();
  await act(page, 'went');
  assert.match(await heading(page), /^会后的事/);
  await page.locator('#settle-duty').selectOption('pay_meal');
  await page.locator('#settle-how_met').selectOption('paid');
  await page.locator('#settle-amount').fill('80.00');
  await look(page, 'follow-up');
  await page.locator('form:has(input[value="settle"]) button').click();
  assert.match(await heading(page), /^已办结/);
  await look(page, 'closed');
  assert.doesNotMatch(server.log(), /80\.00|一字对接会/);
});

test('a form sent twice files once', async () => {
  const page = await open();
  await keep(page, 'ganbu2', plan);
  await page.locator('#title').fill('二字对接会');
  await page.locator('#counterpart').fill('寅卯食品有限公司（演示）');
  const form = {};
  for (const field of await page.locator('form [name]').all())
    form[await field.getAttribute('name')] = await field.evaluate((element) => element.value);
  form.submit = '1';
  const send = () => page.request.post(`${server.url}/filings`, { form, maxRedirects: 0, headers: { Origin: server.url } });
  const [first, second] = await Promise.all([send(), send()]);
  assert.deepEqual([first.status(), second.status()], [303, 303]);
  assert.equal(first.headers().location, second.headers().location);
  await page.goto(`${server.url}/filings`);
  assert.equal(await page.getByText('二字对接会').count(), 1);
});

test('what is left out is said beside the form, and nothing typed is lost', async () => {
  const page = await open();
  await keep(page, 'ganbu', plan);
  await page.locator('#title').fill('三字对接会');
  await page.locator('#counterpart').fill(' ');
  await button(page, '报单位').click();
  assert.match(await page.locator('.errors').innerText(), /还没有写对方是谁/);
  assert.equal(await page.locator('#title').inputValue(), '三字对接会');
});

test('the firm files its own account to the unit, and sees no act of the unit', async () => {
  const page = await open(desk);
  await keep(page, 'qiye', treat);
  await look(page, 'firm');
  await page.locator('#title').fill('请对接会的同志吃便饭');
  await page.locator('#counterpart').fill('甲字局乙科（演示）');
  await page.locator('#unit').selectOption('demo-office');
  await button(page, '报单位').click();
  assert.match(await heading(page), /：请对接会的同志吃便饭$/);
  assert.equal(await page.locator('input[value="approve"], input[value="receive"]').count(), 0);
});

test('an official who tells the firm’s side is told so', async () => {
  const page = await open();
  await keep(page, 'ganbu', treat);
  await page.locator('#title').fill('请客');
  await page.locator('#counterpart').fill('某');
  await page.locator('#unit').selectOption('demo-office');
  await button(page, '报单位').click();
  assert.match(await page.locator('.errors').innerText(), /您代表单位，要按干部一方来报/);
});

test('others are told that there is no such filing', async () => {
  const page = await open();
  await keep(page, 'ganbu', plan);
  await page.locator('#title').fill('四字对接会');
  await page.locator('#counterpart').fill('子丑机械有限公司（演示）');
  await button(page, '报单位').click();
  const address = page.url();
  for (const login of ['ganbu2', 'qiye', 'jiedao', 'admin']) {
    const other = await open();
    await other.goto(`${server.url}/sign-in`);
    await sign_in(other, login);
    const answer = await other.goto(address);
    assert.equal(answer.status(), 404, login);
    await other.context().close();
  }
});

test('the pages of filing have no accessibility violation', async () => {
  const page = await browser.open({ viewport: phone, fresh: true });
  const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
  const clean = async (name) => {
    const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).withTags(rules).analyze();
    assert.deepEqual(violations.map((each) => `${each.id}: ${each.nodes.map((node) => node.html).join(' | ')}`), [], name);
  };
  await keep(page, 'ganbu', plan);
  await clean('new');
  await page.locator('#title').fill('五字对接会');
  await page.locator('#counterpart').fill('子丑机械有限公司（演示）');
  await button(page, '报单位').click();
  await clean('record');
  await page.goto(`${server.url}/filings`);
  await clean('list');
});
