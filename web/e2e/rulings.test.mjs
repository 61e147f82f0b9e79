// A ruling from the question that the lists leave open to the check that cites it: on a phone and
// without scripts, asked without a name; and what is left of who asked.
import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { after, before, test } from 'node:test';

import { AxeBuilder } from '@axe-core/playwright';

import { ask, heading } from './testing/asker.mjs';
import { button, person, sign_in } from './testing/filer.mjs';
import { browse, desk, ningbo, phone, serve, shots } from './testing/house.mjs';

const gift = (value, extra = {}) => ({
  actor: 'official', contact_on: '2026-11-27', conducts: ['take'],
  facts: { relation: 'none', gift_kind: 'goods', gift_value: value, gift_refusable: 'true', ...extra },
});

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

const open = (viewport = phone, scripts = false) => browser.open({ viewport, scripts, fresh: true });
async function look(page, name) {
  await page.screenshot({ path: `${shots}ruling-${name}.png`, fullPage: true });
}
// axe runs in the page: one with scripts.
async function clean(page) {
  const found = await new AxeBuilder({ page }).analyze();
  assert.deepEqual(found.violations.map((each) => `${each.id}: ${each.nodes.map((node) => node.target).join(' ')}`), []);
}
// Opens an act's fold on the page and gives its form.
async function unfold(page, id) {
  const form = page.locator(`form:has(input[name="act"][value="${id}"])`);
  const folded = form.locator('> details:not([open]) > summary');
  if (await folded.count()) await folded.click();
  return form;
}
const check = (box) => box.check({ force: true });

test('asked without a name, drafted, co-signed, published, cited for somebody else; nothing is left of who asked', async () => {
  const page = await open();
  await ask(page, server.url, gift('88.00'));
  assert.match(await heading(page), /要由人来定|清单没有写到/);
  await button(page, '送去研判').click();
  assert.equal(await heading(page), '送去研判');
  await page.locator('#ruling-place').selectOption('nb-haishu');
  await page.locator('#note').fill('老同学带的土产');
  await look(page, 'new');
  await button(page, '匿名送出').click();
  const code = await page.locator('#code').innerText();
  assert.match(code, /^[0-9A-Z]{5}(-[0-9A-Z]{5}){3}$/);
  await look(page, 'sent');
  assert.deepEqual(await page.context().cookies(), [], 'no cookie was set');

  const asker = await open();
  await asker.goto(`${server.url}/rulings/answer`);
  await asker.locator('#code').fill('AAAAA-AAAAA-AAAAA-AAAAA');
  await button(asker, '看答复').click();
  assert.match(await asker.locator('.errors').innerText(), /没有这个编码/);
  await asker.locator('#code').fill(code.toLowerCase());
  await button(asker, '看答复').click();
  assert.match(await asker.locator('main').innerText(), /现在是“等研判”/);

  const office = await person(browser, server.url, 'tongzhan');
  await office.goto(`${server.url}/rulings/work`);
  await look(office, 'work');
  await office.locator('tbody tr', { hasText: '匿名' }).locator('a').click();
  assert.match(await heading(office), /^等研判/);
  await look(office, 'record');
  const record = office.url();
  const draft = await unfold(office, 'draft');
  await check(draft.locator('[name="a.verdict"][value="permitted"]'));
  await draft.locator('[name="a.reasons"]').fill('与公务没有任何关系的人情往来，价值不大。');
  await check(draft.locator('[name="f.no_tie"]'));
  await draft.locator('button').click();
  assert.match(await office.locator('.errors').innerText(), /还没有写依据哪一条/);
  const again = await unfold(office, 'draft');
  assert.match(await again.locator('[name="a.reasons"]').inputValue(), /人情往来/, 'nothing that was written is lost');
  await look(office, 'draft-fault');
  await again.locator('[name="a.law"]').fill('（试）某法第几条');
  await check(again.locator('[name="f.no_tie"]'));
  await again.locator('button').click();
  assert.match(await heading(office), /^等会签/);

  const watch = await person(browser, server.url, 'jiwei');
  await watch.goto(record);
  const cosign = await unfold(watch, 'cosign');
  await check(cosign.locator('[name="f.no_tie"]'));
  await cosign.locator('button').click();
  assert.match(await heading(watch), /^等复核公布/);

  await office.goto(record);
  assert.equal(await office.locator('input[name="act"][value="publish"]').count(), 0, 'who drafted does not publish');
  const second = await person(browser, server.url, 'tongzhan2');
  await second.goto(record);
  const publish = await unfold(second, 'publish');
  await check(publish.locator('[name="f.no_tie"]'));
  await check(publish.locator('[name="f.no_names"]'));
  await publish.locator('button').click();
  assert.match(await heading(second), /^已答复/);
  await look(second, 'published');

  await asker.locator('#code').fill(code);
  await button(asker, '看答复').click();
  assert.match(await asker.locator('main').innerText(), /人情往来/);
  await look(asker, 'answer');

  // Somebody else, another day: cited where it holds, offered where nobody said where.
  const other = await open(desk, true);
  await ask(other, server.url, { ...gift('88.00'), contact_on: '2026-12-02' });
  assert.match(await other.locator('main').innerText(), /别的地方答复过同样的情形/);
  await look(other, 'elsewhere');
  await button(other, '就在那里').click();
  assert.match(await heading(other), /^可以。.*研判答复（甬研〔2026〕/);
  await clean(other);
  await look(other, 'cited');
  await ask(other, server.url, { ...gift('89.00'), contact_on: '2026-12-02' });
  assert.doesNotMatch(await heading(other), /^可以/, 'one material fact differs');

  assert.doesNotMatch(server.log(), /AAAAA|土产|rulings\/(new|anonymous|answer)/, 'the log holds nothing of it');
});

test('asked by name: signing in loses nothing, and the asker follows it', async () => {
  const page = await open(phone, true);
  await ask(page, server.url, gift('123.00'));
  await button(page, '送去研判').click();
  await page.locator('#ruling-place').selectOption('nb-haishu');
  await button(page, '登录后具名送出').click();
  await sign_in(page, 'ganbu2');
  await button(page, '继续').click();
  assert.match(await heading(page), /^等研判/);
  await clean(page);
  const withdraw = await unfold(page, 'withdraw');
  await withdraw.locator('button').click();
  assert.match(await heading(page), /^已撤回/);
});

test('what was published is there for all, found by conduct and word', async () => {
  const page = await open(phone, true);
  await page.goto(`${server.url}/rulings`);
  assert.match(await page.locator('main').innerText(), /一共公布过/);
  await clean(page);
  await look(page, 'list');
  await page.goto(`${server.url}/rulings?q=${encodeURIComponent('没有这几个字的')}`);
  assert.match(await page.locator('.empty').innerText(), /没有这样的答复/);
  await page.goto(`${server.url}/rulings`);
  await page.locator('article h3 a').last().click();
  assert.match(await heading(page), /^可以：/);
  await clean(page);
  await look(page, 'one');
});

test('a question is nobody else’s to read, and the record of it is not public', async () => {
  const asker = await person(browser, server.url, 'ganbu');
  await asker.goto(`${server.url}/rulings/work?view=mine&all=1`);
  const address = await asker.locator('tbody a').first().getAttribute('href');
  for (const login of ['ganbu2', 'danwei', 'qiye', 'admin']) {
    const page = await person(browser, server.url, login);
    const answer = await page.goto(`${server.url}${address}`);
    assert.ok([403, 404].includes(answer.status()), `${login}: ${answer.status()}`);
  }
  const nobody = await open();
  const published = await nobody.goto(`${server.url}${address.replace('/record', '')}`);
  assert.equal(published.status(), 404);
});

test('the pages of those who handle it at 1280 px, clean for axe', async () => {
  const page = await open(desk, true);
  await page.goto(`${server.url}/sign-in`);
  await sign_in(page, 'tongzhan2');
  await page.goto(`${server.url}/rulings/work?all=1`);
  await clean(page);
  await look(page, 'work-desk');
  await page.locator('tbody tr', { hasText: '等研判' }).first().locator('a').click();
  await unfold(page, 'draft');
  await clean(page);
  await look(page, 'record-desk');
});
