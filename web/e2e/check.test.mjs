// The check as people do it: on a phone, without scripts.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { answer, ask, back, clauses, goOn, heading, held, next, step, verdict } from './testing/asker.mjs';
import { browse, ningbo, serve } from './testing/house.mjs';
import { gift, trade, uncovered, unclear, visit } from './testing/situations.mjs';

let server;
let browser;
before(async () => {
  server = await serve('--policy', ningbo);
  browser = await browse();
});
after(async () => {
  await browser?.stop();
  assert.equal(await server?.stop(), 0);
});

const open = () => browser.open({ scripts: false });
const text = (page, selector) => page.locator(selector).innerText();
const duties = (page) => page.locator('.duty').allInnerTexts();

test('a gift of ¥1,203.47 while a matter is pending: not allowed, hand it in by a day, clauses', async () => {
  const page = await open();
  await ask(page, server.url, gift);
  assert.equal(await verdict(page), 'prohibited');
  assert.match(await heading(page), /^不可以。/);
  const handIn = (await duties(page)).find((duty) => duty.includes('上交'));
  assert.ok(handIn, 'no duty to hand it in');
  assert.match(handIn, /12月24日\s*星期四/);
  assert.match(handIn, /要做/);
  const cited = await clauses(page);
  for (const clause of ['neg-1', 'law-1988-9']) assert.ok(cited.includes(clause), `${clause} is not cited`);
  assert.match(await text(page, '.facts'), /¥1,203\.47/);
  assert.match(await text(page, '.verdict'), /演示·非正式/);
});

test('an approved public trade event with a work meal at the standard: allowed, one duty met, one owed', async () => {
  const page = await open();
  await ask(page, server.url, trade);
  assert.equal(await verdict(page), 'conditional');
  assert.match(await heading(page), /^可以，但要做一件事：/);
  const all = await duties(page);
  assert.ok(all.some((duty) => duty.includes('已经做了') && duty.includes('同意')), all.join('\n'));
  assert.ok(all.some((duty) => duty.includes('要做') && duty.includes('餐费') && /11月27日\s*星期五/.test(duty)), all.join('\n'));
  // How a day was counted can be followed with a finger.
  await page.locator('.duty .disclose summary').first().click();
  assert.match(await page.locator('.count').first().innerText(), /11月26日（星期四）\s*前第 1 个工作日/);
});

test('the same with a conduct that the lists leave open: ask first, and whom, by when', async () => {
  const page = await open();
  await ask(page, server.url, uncovered);
  assert.equal(await verdict(page), 'undetermined');
  assert.match(await text(page, '.verdict__sub'), /问谁：\S+/);
  assert.match(await text(page, '.verdict__sub'), /最晚11月27日（星期五前）答复/);
  // What is allowed by itself stays told, and does not carry the rest with it.
  const results = await page.locator('.results li').allInnerTexts();
  assert.equal(results.length, 3);
  assert.ok(results.some((result) => result.includes('要先问')));
  assert.ok(results.some((result) => result.includes('可以')));
});

test('without anything to do: plainly allowed', async () => {
  const page = await open();
  await ask(page, server.url, visit);
  assert.equal(await verdict(page), 'permitted');
  assert.match(await heading(page), /^可以。/);
  assert.equal(await page.locator('.duty').count(), 0);
});

test('five times 上一问 and forward again lose nothing', async () => {
  const page = await open();
  const visited = [];
  await ask(page, server.url, trade, { seen: async (_, at) => visited.push(at) });
  const answers = await held(page);
  for (let i = 1; i <= 5; ++i) {
    await back(page);
    assert.equal(await step(page), visited.at(-i));
    const given = page.locator('.options input:checked, #value');
    assert.equal(await given.count(), 1, `the answer to ${visited.at(-i)} is gone`);
    assert.notEqual(await given.inputValue(), '');
  }
  // Forward, touching nothing.
  for (let i = 4; i >= 1; --i) {
    await next(page);
    assert.equal(await step(page), visited.at(-i));
  }
  await next(page);
  assert.equal(await verdict(page), 'conditional');
  assert.deepEqual(await held(page), answers);
});

test('an answer half given goes along with 上一问 and comes back', async () => {
  const page = await open();
  await page.goto(`${server.url}/check?actor=official`);
  await goOn(page, trade, { until: 'f.meal_cost' });
  await page.locator('#value').fill('77');
  await back(page);
  await next(page);
  assert.equal(await page.locator('#value').inputValue(), '77');
});

test('修改 opens one answer and comes back to where one was', async () => {
  const page = await open();
  await ask(page, server.url, trade);
  await page.getByRole('button', { name: /修改\s*：哪一天/ }).click();
  assert.equal(await step(page), 'day');
  await answer(page, { ...trade, contact_on: '2026-11-25' });
  await next(page);
  assert.equal(await verdict(page), 'conditional');
  assert.match(await text(page, '.facts'), /11月25日（星期三）/);
  // Another conduct brings its own questions; the answers given stay.
  await page.getByRole('button', { name: /修改\s*：做什么/ }).click();
  await answer(page, { conducts: ['visit'] });
  await next(page);
  assert.equal(await step(page), 'f.visit_purpose');
  await goOn(page, visit);
  assert.match(await text(page, '.facts'), /¥100\.00/);
});

test('a conduct taken out takes its facts out of the answer, and gives them back', async () => {
  const page = await open();
  await ask(page, server.url, trade);
  const toggleMeal = async () => {
    await page.getByRole('button', { name: /修改\s*：做什么/ }).click();
    await page.locator('label:has(input[name=conduct][value=eat])').click();
    await next(page);
  };
  await toggleMeal();
  assert.doesNotMatch(await text(page, '.facts'), /¥100\.00/);
  assert.deepEqual((await held(page))['f.meal_cost'], ['100.00']);
  await toggleMeal();
  assert.match(await text(page, '.facts'), /¥100\.00/);
});

test('不清楚 tells what each possibility would give', async () => {
  const page = await open();
  await ask(page, server.url, unclear);
  assert.equal(await verdict(page), 'undetermined');
  assert.match(await heading(page), /^还定不下来/);
  const rows = await page.locator('table tbody tr').allInnerTexts();
  assert.equal(rows.length, 2);
  assert.match(rows[0], /不超过¥100\.00[\s\S]*可以，有要做的事/);
  assert.match(rows[1], /¥100\.01[\s\S]*不可以/);
});

test('what is no number is said beside the field, and nothing is lost', async () => {
  const page = await open();
  await page.goto(`${server.url}/check?actor=official`);
  await goOn(page, gift, { until: 'f.gift_value' });
  const before = await held(page);
  await page.locator('#value').fill('一千二左右');
  await next(page);
  assert.equal(await step(page), 'f.gift_value');
  assert.equal(await page.locator('#value').inputValue(), '一千二左右');
  assert.match(await text(page, '.errors'), /有一处要改/);
  const said = await page.locator('#value').getAttribute('aria-describedby');
  assert.match(await text(page, `#${said}`), /看不懂“一千二左右”。写数字/);
  assert.match(await page.title(), /^要改一处/);
  const now = await held(page);
  assert.deepEqual({ ...now, 'f.gift_value': before['f.gift_value'] }, before);
  // As a Chinese keyboard writes it.
  await page.locator('#value').fill('￥１，２０３．４７元');
  await next(page);
  assert.match(await text(page, '.facts'), /¥1,203\.47/);
});

test('a question left open is asked again, with what would be right', async () => {
  const page = await open();
  await page.goto(`${server.url}/check`);
  for (const at of ['actor', 'conducts', 'day']) {
    await next(page);
    assert.equal(await step(page), at);
    assert.match(await text(page, '.errors'), /请/);
    await answer(page, visit);
    await next(page);
  }
  await next(page);
  assert.match(await text(page, '.errors'), /请选一项；不知道就选“不清楚”/);
});

test('a day that does not exist and a day before the lists are refused by name', async () => {
  const page = await open();
  const form = { actor: 'official', conduct: 'visit', at: 'day', contact_on: 'other' };
  for (const [day, said] of [['2026-02-30', '不是真实的日期'], ['2001-01-01', '起施行']]) {
    const response = await page.request.post(`${server.url}/check`, { form: { ...form, other_day: day } });
    assert.equal(response.status(), 422);
    assert.ok((await response.text()).includes(said));
  }
});

test('the figure of a gift is in no address, no header and no line of the log', async () => {
  const page = await browser.open({ scripts: false, fresh: true });
  const seen = [];
  page.context().on('request', (request) => seen.push([request.url(), request]));
  page.context().on('response', (response) => seen.push([response.url(), response]));
  await ask(page, server.url, gift);
  for (let i = 0; i < 3; ++i) await back(page);
  const download = page.waitForEvent('download');
  await goOn(page, gift);
  await page.getByRole('button', { name: '下载回执' }).click();
  await (await download).delete();
  let requests = 0;
  for (const [url, message] of seen) {
    const headers = JSON.stringify(await message.allHeaders());
    assert.ok(!/1,?203/.test(url + headers), `${url} ${headers}`);
    requests += 1;
  }
  assert.ok(requests > 40, `only ${requests} messages were seen`);
  assert.equal(await page.context().cookies().then((cookies) => cookies.length), 0);
  await page.goto(`${server.url}/how`);
  const log = server.log();
  assert.match(log, /GET \/how 200/, 'the log is written at all');
  assert.doesNotMatch(log, /1203|1,203/);
  assert.doesNotMatch(log, / \/(check|receipt)[ /]/, 'nobody learns that a check was asked');
});

test('hostile and stale forms get a page that says what to do, never a failure', async () => {
  const page = await open();
  const post = (form) => page.request.post(`${server.url}/check`, { form, headers: { accept: 'text/html' } });
  const pack = { pack: 'ningbo', actor: 'official', conduct: 'eat', contact_on: '2026-11-27' };
  for (const form of [
    {}, { actor: 'emperor' }, { ...pack, conduct: 'no_such' }, { ...pack, 'f.no_such': '1' },
    { ...pack, 'f.relation': 'no_such' }, { ...pack, at: 'nowhere', action: 'edit:nowhere' },
    { ...pack, action: 'back' }, { ...pack, 'f.relation': '<script>alert(1)</script>' },
    { ...pack, pack_hash: 'sha256:0' }, { ...pack, u: 'no_such' }, { ...pack, asked_on: 'tomorrow' },
  ]) {
    const response = await post(form);
    assert.ok(response.status() === 200 || response.status() === 422, `${response.status()} ${JSON.stringify(form)}`);
    const html = await response.text();
    assert.match(html, /<h1/);
    assert.doesNotMatch(html, /<script>alert/);
  }
  assert.equal((await post({ pack: 'no_such' })).status(), 404);
  const large = await page.request.post(`${server.url}/check`, { form: { 'f.relation': 'x'.repeat(1 << 20) }, headers: { accept: 'text/html' } });
  assert.equal(large.status(), 413);
  const bytes = await page.request.post(`${server.url}/check`, {
    headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html' }, data: Buffer.from('actor=%FF%FE'),
  });
  assert.equal(bytes.status(), 400);
  assert.match(await bytes.text(), /读不懂/);
});
