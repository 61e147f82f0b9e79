// The year's holidays: the administrator publishes the notice without scripts, anyone counts days.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { heading } from './testing/asker.mjs';
import { browse, ningbo, phone, serve } from './testing/house.mjs';
import { look } from './testing/look.mjs';

const password = '亲清演示二〇二六'; // policy/demonstration/ningbo.yaml
// Invented for the test: the notice for 2027 is not out.
const off = ['一、元旦：1月1日（周五）至5日（周二）放假调休，共5天。1月9日（周六）上班。', '二、国庆节：10月1日至7日放假。'].join('\n');

let server;
let browser;
before(async () => {
  [server, browser] = await Promise.all([serve('--policy', ningbo, '--now', '2026-12-30'), browse()]);
});
after(async () => {
  await browser?.stop();
  assert.equal(await server?.stop(), 0);
});

const open = (scripts = false) => browser.open({ viewport: phone, scripts, fresh: true });
const button = (page, name) => page.getByRole('button', { name, exact: true });

async function administer(page) {
  await page.goto(`${server.url}/calendar`);
  await page.locator('#login').fill('admin');
  await page.locator('#password').fill(password);
  await button(page, '登录').click();
  assert.equal(await heading(page), '放假安排');
}

async function count(page, from, days) {
  await page.goto(`${server.url}/workdays`);
  await page.locator('#from').fill(from);
  await page.locator('#count').fill(days);
  await button(page, '数一数').click();
  return page.locator('#result').innerText();
}

test('anyone counts days and sees each of them, without scripts', async () => {
  const page = await open();
  const text = await count(page, '2026-12-30', '3');
  assert.match(text, /最晚 2027年1月5日/);
  assert.match(text, /暂定/);
  assert.match(text, /元旦/);
  await page.goto(`${server.url}/workdays?from=2026-02-30&count=3`);
  assert.match(await page.locator('[role=alert]').innerText(), /没有这一天/);
});

test('the pages have nothing that axe objects to, in both widths', async () => {
  const page = await open(true);
  await page.goto(`${server.url}/workdays?from=2026-12-30&count=3`);
  await look(page, 'workdays');
  await administer(page);
  await look(page, 'calendar');
  await page.locator('#title').fill('试用的放假安排');
  await page.locator('#off').fill(off);
  await button(page, '看看会改变什么').click();
  await look(page, 'calendar-preview');
});

test('a notice is pasted, looked at, mended, confirmed; days are counted with it at once', async () => {
  const page = await open();
  await administer(page);
  await page.locator('#off').fill(off.replace('周五', '周四'));
  await button(page, '看看会改变什么').click();
  const said = await page.locator('[role=alert]').innerText();
  assert.match(said, /没有写依据的通知/);
  assert.match(said, /第 1 行：2027年1月1日是星期五/);
  await page.locator('#title').fill('试用的放假安排');
  await page.locator('#off').fill(off);
  await button(page, '看看会改变什么').click();
  assert.match(await heading(page), /还没有发布/);
  assert.match(await page.locator('main').innerText(), /可能漏了一段/);
  await page.locator('#confirmed').check();
  await button(page, '发布2027年的安排').click();
  assert.match(await page.locator('[role=status]').innerText(), /2027年的放假安排已经发布/);
  const text = await count(page, '2026-12-30', '3');
  assert.match(text, /最晚 2027年1月7日/);
  assert.doesNotMatch(text, /暂定/);
});
