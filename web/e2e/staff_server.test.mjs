// The staff pages on the real server with its demonstration: who signs in does their part of a
// filing, and two who act at once are told of each other.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { button, in_form, open_staff, staff as staff_at, told } from './testing/filer.mjs';
import { browse, ningbo, phone, serve } from './testing/house.mjs';

let server;
let browser;
before(async () => {
  browser = await browse();
  server = await serve('--policy', ningbo);
});
after(async () => {
  await browser?.stop();
  assert.equal(await server?.stop(), 0);
});

const staff = (t, login, options) => staff_at(t, browser, server.url, login, options);
const open = (page, title, view) => open_staff(page, server.url, title, view);

test('the start page says what is whose, and leads there', async (t) => {
  const page = await staff(t, 'ganbu2', { viewport: phone });
  assert.match(await page.locator('h1').innerText(), /^有 \d+ 件要您办/);
  await page.locator('.rows a', { hasText: '商会年中座谈会' }).click();
  await button(page, '确认，是这样').click();
  assert.match(await told(page), /^办好了：确认/);
});

test('a filing is amended with the questions of its pack, then approved', async (t) => {
  const filer = await staff(t, 'ganbu');
  await open(filer, '产供销对接会');
  await button(filer, '更正').click();
  await filer.getByLabel('事由').fill('产供销对接会，只吃工作餐');
  await filer.getByLabel('每人大约多少钱').fill('60');
  await filer.getByLabel('改了什么，为什么').fill('饭钱写错了');
  await in_form(filer, '更正').click();
  await filer.getByRole('dialog').getByRole('button', { name: '更正' }).click();
  assert.match(await told(filer), /^办好了：更正/);
  await filer.getByText('¥60.00').waitFor();

  const unit = await staff(t, 'danwei');
  await open(unit, '产供销对接会，只吃工作餐', 'unit');
  await button(unit, '同意').click();
  await unit.getByLabel('附言').fill('可以去，饭钱自己付');
  await in_form(unit, '同意').click();
  assert.match(await told(unit), /单位已同意/);
  await unit.getByText('可以去，饭钱自己付').waitFor();
});

test('two at once: the second is shown what the first did', async (t) => {
  const page = await staff(t, 'ganbu');
  await open(page, '去企业看生产线');
  const status = await page.evaluate(async (address) => {
    const { csrf } = await (await fetch('/api/v1/session')).json();
    const seen = await fetch(address);
    const headers = { 'X-CSRF': csrf, 'If-Match': seen.headers.get('ETag'), 'Content-Type': 'application/json' };
    return (await fetch(`${address}/acts`, { method: 'POST', headers, body: '{"act":"submit","fields":{}}' })).status;
  }, `/api/v1/filings/${page.url().split('/').at(-1)}`);
  assert.equal(status, 200);
  await button(page, '不报了').click();
  await page.getByRole('dialog').getByRole('button', { name: '不报了' }).click();
  await page.getByText('这份报备刚刚被别人改过').waitFor();
  assert.match(await page.locator('.versus').innerText(), /草稿/);
  await button(page, '看现在的').click();
  await page.locator('.conflict').waitFor({ state: 'detached' });
  assert.equal(await button(page, '不报了').count(), 0);
});

test('a reader from outside names a basis for the list and for each record', async (t) => {
  const page = await staff(t, 'jiwei');
  await page.goto(`${server.url}/staff/filings?view=place`);
  await page.getByLabel('依据').fill('线索〔2026〕1号');
  await button(page, '按这个依据看').click();
  await page.locator('.title').first().click();
  await button(page, '按这个依据看').click();
  await page.locator('.owed').waitFor();
  assert.equal(await page.locator('.owed__acts .btn').count(), 0);
});

test('a new colleague: account, first password, own password', async (t) => {
  const admin = await staff(t, 'danwei');
  await admin.goto(`${server.url}/staff/accounts`);
  await button(admin, '开账号').click();
  const dialog = admin.getByRole('dialog');
  await dialog.getByLabel('姓名').fill('丁二');
  await dialog.getByLabel('登录名').fill('dinger');
  await dialog.getByLabel('职务').fill('科员');
  await dialog.getByRole('button', { name: '开账号' }).click();
  const first = await admin.locator('.once').innerText();

  const page = await browser.open({ fresh: true });
  t.after(() => page.context().close());
  await page.goto(`${server.url}/sign-in?next=/staff/filings`);
  await page.locator('input[name=login]').fill('dinger');
  await page.locator('input[type=password]').fill(first);
  await page.locator('input[type=password]').press('Enter');
  await page.getByRole('heading', { level: 1, name: /口令/ }).waitFor();
  await page.goto(`${server.url}/staff/filings`);
  assert.equal(await page.locator('h1').innerText(), '请先改口令');
  await page.getByLabel('现在的口令').fill(first);
  await page.getByLabel('新口令').fill('自己记得住的口令一句');
  await page.getByLabel('再写一次').fill('自己记得住的口令一句');
  await button(page, '改口令').click();
  await page.getByText('口令改好了').waitFor();
  // The next change is made with what belongs to the new session.
  await page.getByLabel('现在的口令').fill('自己记得住的口令一句');
  await page.getByLabel('新口令').fill('自己记得住的口令两句');
  await page.getByLabel('再写一次').fill('自己记得住的口令两句');
  await Promise.all([
    page.waitForResponse((answer) => answer.url().endsWith('/me/password') && answer.status() === 200),
    button(page, '改口令').click(),
  ]);
  await page.goto(`${server.url}/staff/filings`);
  await page.getByText('还没有报备').waitFor();
});

test('who may not is told so, and not offered to try again', async (t) => {
  const page = await staff(t, 'admin');
  assert.equal(await page.locator('.rail a', { hasText: '报备' }).count(), 0);
  await page.goto(`${server.url}/staff/filings`);
  await page.getByText('您现在的岗位不能“看报备列表”').waitFor();
  assert.equal(await button(page, '再试一次').count(), 0);
});
