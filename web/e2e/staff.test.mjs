// The staff pages in a real browser: every page in both widths, what people do on them, and that
// nothing on them needs more than the site's security policy allows. Run against testing/mock.mjs
// of web/staff, with its pages built into build/web/staff.
import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { after, before, test } from 'node:test';

import jsQR from 'jsqr';

import { mock } from '../staff/testing/mock.mjs';
import { browse, desk, phone, shots } from './testing/house.mjs';
import { look, settled } from './testing/look_staff.mjs';

let browser;
before(async () => {
  await mkdir(shots, { recursive: true });
  browser = await browse();
});
after(() => browser?.stop());

// A page of somebody's, with its own server; what the browser complains of fails the test.
async function staff(t, path, { who = 'admin', viewport = desk, prepare = () => {} } = {}) {
  const server = await mock({ who });
  await prepare(server);
  const page = await browser.open({ viewport, fresh: true });
  const complaints = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (said) => {
    if (said.type() === 'error' && !said.text().startsWith('Failed to load resource')) complaints.push(said.text());
  });
  t.after(async () => {
    await page.context().close();
    await server.stop();
  });
  await page.goto(`${server.url}/staff/${path}`);
  await page.locator('h1').waitFor();
  return { page, server, complaints };
}
const heading = (page) => page.locator('h1').innerText();
const button = (page, name) => page.getByRole('button', { name, exact: true });

for (const [name, path, who] of [
  ['work', '', 'admin'], ['work-sysadmin', '', 'sysadmin'], ['work-nobody', '', 'nobody'], ['filings', 'filings', 'admin'],
  ['filings-none', 'filings?q=nothing', 'admin'], ['filings-basis', 'filings?view=place', 'inspector'], ['filing-new', 'filings/new', 'official'],
  ['record-late', 'filings/f-001', 'admin'], ['record-differs', 'filings/f-003', 'official'], ['record-asked', 'filings/f-005', 'official'],
  ['record-closed', 'filings/f-008', 'official'], ['record-none', 'filings/f-404', 'official'], ['accounts', 'accounts', 'admin'],
  ['posts', 'posts', 'admin'], ['places', 'places', 'sysadmin'], ['delegations', 'delegations', 'admin'], ['sessions', 'sessions', 'official'],
  ['nowhere', 'no-such-page', 'official'],
])
  test(`page: ${name}`, async (t) => {
    const { page, complaints } = await staff(t, path, { who });
    await look(page, name);
    assert.deepEqual(complaints, []);
  });

test('who is not signed in goes to the sign-in page and would come back', async (t) => {
  const server = await mock();
  server.state.signed_in = false;
  const page = await browser.open({ fresh: true });
  t.after(async () => {
    await page.context().close();
    await server.stop();
  });
  await page.goto(`${server.url}/staff/filings?view=unit`);
  await page.waitForURL(/sign-in/);
  assert.equal(new URL(page.url()).searchParams.get('next'), '/staff/filings?view=unit');
});

test('a first password is changed before anything else', async (t) => {
  const { page, server } = await staff(t, 'filings', { prepare: (each) => (each.state.must_change = true) });
  assert.equal(await heading(page), '请先改口令');
  await page.getByLabel('现在的口令').fill('wrong');
  await page.getByLabel('新口令').fill('a new long one');
  await page.getByLabel('再写一次').fill('another');
  await button(page, '改口令').click();
  await page.getByText('两次写的新口令不一样').waitFor();
  await page.getByLabel('再写一次').fill('a new long one');
  await button(page, '改口令').click();
  await page.getByText('现在的口令不对').waitFor();
  await look(page, 'first-password', { first: false });
  await page.getByLabel('现在的口令').fill('right');
  await button(page, '改口令').click();
  await page.getByText('口令改好了').waitFor();
  assert.equal(server.asked.at(-1).headers['x-csrf'], 'word-of-the-session');
  await page.locator('.tabbar a', { hasText: '报备' }).click();
  await page.locator('.title').first().waitFor();
});

test('the list: conditions, order, columns, the address keeps them', async (t) => {
  const { page, complaints } = await staff(t, 'filings');
  await page.locator('.title').first().waitFor();
  assert.equal(await page.locator('.title').first().innerText(), '示例商会年会，会后有工作餐');
  await button(page, '条件').click();
  await page.getByLabel('期限').selectOption('late');
  await page.waitForURL(/due=late/);
  await page.waitForFunction(() => document.querySelectorAll('.title').length === 1);
  await look(page, 'filings-condition', { first: false });
  await page.setViewportSize(desk);
  await page.keyboard.press('Escape');
  await button(page, '去掉条件：期限').click();
  await page.waitForFunction(() => document.querySelectorAll('.title').length > 5);
  await button(page, '接触那天').click();
  await page.waitForURL(/sort=contact_on/);
  await page.waitForFunction(() => document.querySelector('.title').textContent === '签约仪式');
  await button(page, '列').click();
  await page.getByRole('checkbox', { name: '单位' }).check();
  await page.getByRole('checkbox', { name: '编号' }).uncheck();
  await page.reload();
  await page.locator('.title').first().waitFor();
  const heads = await page.locator('thead th').allInnerTexts();
  assert.ok(heads.includes('单位') && !heads.includes('编号'), heads.join());
  assert.equal(await page.locator('th[aria-sort]').innerText(), '接触那天');
  assert.deepEqual(complaints, []);
});

test('the list: by the keyboard alone', async (t) => {
  const { page } = await staff(t, 'filings');
  await page.locator('.title').first().waitFor();
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await page.keyboard.press('k');
  assert.equal(await page.evaluate(() => document.activeElement.textContent), '示例商会年会，会后有工作餐');
  await page.keyboard.press('/');
  await page.keyboard.type('机械 j');
  assert.equal(await page.getByLabel('在列表里搜').inputValue(), '机械 j');
  await page.getByLabel('在列表里搜').fill('样样机械');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.querySelectorAll('.title').length === 1);
  await page.locator('h1').click();
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await page.waitForURL(/filings\/f-002/);
});

test('the list: an error is told and tried again, a view is kept', async (t) => {
  const { page } = await staff(t, 'filings', { prepare: (server) => server.fail(/filings$/, 500) });
  await page.getByText('系统出错').waitFor();
  await look(page, 'filings-error', { first: false });
  await page.setViewportSize(desk);
  await button(page, '再试一次').click();
  await page.locator('.title').first().waitFor();
  await button(page, '条件').click();
  await page.getByLabel('状态').selectOption('pending');
  await button(page, '存成我的视图').click();
  await page.getByLabel('给这些条件起个名字').fill('等我批的');
  await button(page, '存').click();
  await page.goto(page.url().split('?')[0]);
  await page.getByRole('link', { name: /等我批的/ }).click();
  await page.waitForURL(/state=pending/);
  await page.locator('.chip', { hasText: '等单位处理' }).waitFor();
});

test('a reader from outside names a basis first', async (t) => {
  const { page } = await staff(t, 'filings?view=place', { who: 'inspector' });
  await page.getByLabel('依据').fill('示纪信〔2026〕7号');
  await button(page, '按这个依据看').click();
  await page.locator('.title').first().waitFor();
});

test('the record: how a deadline was counted', async (t) => {
  const { page } = await staff(t, 'filings/f-005', { who: 'official' });
  await page.getByText('怎么数的').first().click();
  await page.getByText('从11月20日（星期五）起算。数 3 个工作日，到11月25日（星期三）为止。').first().waitFor();
  await page.getByText('11月23日到11月24日不计时：等报备人回答').waitFor();
  assert.deepEqual(await page.locator('.certificate').first().locator('tbody tr').nth(1).locator('td').allInnerTexts(), ['11月21日 星期六', '不数', '星期六']);
  await look(page, 'record-certificate', { first: false });
});

test('the record: one tap confirms', async (t) => {
  const { page, server, complaints } = await staff(t, 'filings/f-004', { viewport: phone });
  await button(page, '确认，是这样').click();
  await page.getByText('办好了：确认，是这样').waitFor();
  assert.deepEqual(server.asked.map((each) => [each.path, each.headers['if-match'], each.body]), [['/api/v1/filings/f-004/acts', '"3"', { act: 'confirm', fields: {} }]]);
  await look(page, 'record-confirmed', { first: false });
  assert.deepEqual(complaints, []);
});

test('the record: a field that is missing is asked for by name, a draft is offered back', async (t) => {
  const { page, server } = await staff(t, 'filings/f-001');
  await button(page, '退回').click();
  await page.locator('.act__foot').getByRole('button', { name: '退回' }).click();
  await page.getByText('“退回的原因”还没有写。写明要改什么。').waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.tagName), 'TEXTAREA');
  await look(page, 'record-fault', { first: false });
  await page.getByLabel('退回的原因').fill('请写明谁付的饭钱');
  await page.reload();
  await button(page, '退回').click();
  assert.equal(await page.getByLabel('退回的原因').inputValue(), '请写明谁付的饭钱');
  await page.locator('.act__foot').getByRole('button', { name: '退回' }).click();
  await page.getByText('办好了：退回').waitFor();
  assert.deepEqual(server.asked.at(-1).body, { act: 'return', fields: { why_returned: '请写明谁付的饭钱' } });
  assert.equal(await page.evaluate(() => Object.keys(localStorage).filter((key) => key.includes('draft')).length), 0);
});

test('the record: what cannot be undone is asked once more', async (t) => {
  const { page, server } = await staff(t, 'filings/f-001');
  await button(page, '不同意').click();
  await page.getByLabel('不同意的原因').fill('负面清单第 5 项');
  await page.locator('.act__foot').getByRole('button', { name: '不同意' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('不同意以后这份报备就结束了').waitFor();
  await look(page, 'record-sure', { first: false });
  await dialog.getByRole('button', { name: '再想想' }).click();
  assert.equal(server.asked.length, 0);
  await page.locator('.act__foot').getByRole('button', { name: '不同意' }).click();
  await dialog.getByRole('button', { name: '不同意' }).click();
  await page.getByText('办好了：不同意').waitFor();
});

test('the record: faults of the server stand at their field', async (t) => {
  const { page } = await staff(t, 'filings/f-001');
  await button(page, '同意').click();
  await page.getByLabel('附言').fill('慢');
  await page.locator('.act__foot').getByRole('button', { name: '同意' }).click();
  await page.locator('.fielderror', { hasText: '附言写得不清楚' }).waitFor();
});

test('two at once: the second sees what the first did and acts on that', async (t) => {
  const { page, server } = await staff(t, 'filings/f-001');
  const record = server.filings.find((each) => each.id === 'f-001');
  record.version = 4;
  record.title = '示例商会年会（没有餐）';
  record.steps = [...record.steps, { n: 3, at: '2026-11-24T02:20:00Z', said: '更正了报备', by: '林示例', post: '科员', note: [] }];
  await button(page, '退回').click();
  await page.getByLabel('退回的原因').fill('请写明谁付的饭钱');
  await page.locator('.act__foot').getByRole('button', { name: '退回' }).click();
  await page.getByText('这份报备刚刚被别人改过').waitFor();
  await page.getByText('林示例：更正了报备').waitFor();
  assert.deepEqual(await page.locator('.versus tbody td').allInnerTexts(), ['示例商会年会，会后有工作餐', '示例商会年会（没有餐）']);
  await look(page, 'record-conflict', { first: false });
  await button(page, '看过了，还是退回').click();
  await page.getByText('办好了：退回').waitFor();
  assert.equal(server.asked.at(-1).headers['if-match'], '"4"');
});

test('amending: facts that matter only now are asked for, a conflict is chosen by field', async (t) => {
  const { page, server, complaints } = await staff(t, 'filings/f-003', { who: 'official' });
  const record = server.filings.find((each) => each.id === 'f-003');
  await button(page, '更正').click();
  await page.getByLabel('事由').fill('示例注塑厂的工作餐');
  await page.getByText('招商、展销等经贸活动').click();
  await page.getByLabel('改了什么，为什么').fill('写错了');
  await page.locator('.act__foot').getByRole('button', { name: '更正' }).click();
  await page.getByText('改了以后，这一问也要答。').waitFor();
  await page.locator('.choice', { hasText: '工作餐' }).click();
  record.version = 9;
  record.title = '示例注塑厂的晚饭';
  record.receipt = { ...record.receipt, facts: { ...record.receipt.facts, meal_cost: '60.00' } };
  await page.locator('.act__foot').getByRole('button', { name: '更正' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('改了以后的结论').waitFor();
  await dialog.getByRole('button', { name: '更正' }).click();
  await page.locator('.versus tbody tr').first().waitFor();
  await look(page, 'record-amend-conflict', { first: false });
  await page.setViewportSize(desk);
  await page.locator('.versus').getByText('示例注塑厂的工作餐').click();
  await button(page, '按选的更正').click();
  await page.getByText('办好了：更正').waitFor();
  const { telling } = server.asked.at(-1).body;
  assert.equal(telling.title, '示例注塑厂的工作餐');
  assert.deepEqual(telling.check.facts, { event_kind: 'trade', meal_cost: '60.00', meal_settled: false, meal_kind: 'work_meal' });
  assert.deepEqual(telling.check.unknown, ['meal_payer']);
  assert.deepEqual(complaints, []);
});

test('a duty is met with what it cost', async (t) => {
  const { page, server } = await staff(t, 'filings/f-006', { who: 'official', viewport: phone });
  await button(page, '办了一件').click();
  await page.locator('.choice', { hasText: '付自己的饭钱' }).click();
  await page.locator('.choice', { hasText: '付了' }).click();
  await page.getByLabel('金额').fill('四十');
  await page.locator('.act__foot').getByRole('button', { name: '办了一件' }).click();
  await page.getByText('“金额”要写金额').waitFor();
  await look(page, 'record-settle', { first: false });
  await page.getByLabel('金额').fill('￥1,040元');
  await page.locator('.act__foot').getByRole('button', { name: '办了一件' }).click();
  await page.getByText('办好了：办了一件').waitFor();
  assert.deepEqual(server.asked.at(-1).body.fields, { duty: 'pay', how_met: 'paid', amount: '1040.00' });
});

test('a new filing whose answer was lost is filed once', async (t) => {
  const check = { pack: 'ningbo', actor: 'official', contact_on: '2026-11-27', conducts: ['eat'], facts: { meal_cost: '40.00' }, unknown: [] };
  const hash = Buffer.from(JSON.stringify(check)).toString('base64url');
  const { page, server, complaints } = await staff(t, `filings/new#check=${hash}`, { who: 'official' });
  await page.getByText('11月27日（星期五）的接触').waitFor();
  await page.getByLabel('事由').fill('商会座谈');
  await page.getByLabel('对方是谁').fill('示例商会');
  await page.getByRole('combobox', { name: '同去的人' }).fill('钱');
  await page.getByRole('option', { name: /钱假名/ }).click();
  await look(page, 'filing-new-checked', { first: false });
  await page.setViewportSize(desk);
  server.lose(/filings\/0/);
  const before = server.filings.length;
  await button(page, '报单位').click();
  await page.waitForURL(/filings\/0[0-9a-f-]{35}$/);
  const puts = server.asked.filter((each) => each.method === 'PUT');
  assert.equal(puts.length, 2);
  assert.equal(puts[0].path, puts[1].path);
  assert.equal(puts[0].headers['if-none-match'], '*');
  assert.deepEqual(puts[1].body.attendees, ['p-qian']);
  assert.equal(server.filings.length, before + 1);
  assert.deepEqual(complaints, []);
});

test('what is no receipt is refused in words', async (t) => {
  const { page } = await staff(t, 'filings/new', { who: 'official' });
  await page.getByLabel('或者贴回执的全文').fill('{"verdict":"permitted"}');
  await button(page, '用这张回执报').click();
  await page.getByText('这不是一张回执').waitFor();
});

test('an account is opened and its first password shown once', async (t) => {
  const { page, complaints } = await staff(t, 'accounts');
  await button(page, '开账号').click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: '开账号' }).click();
  await dialog.getByText('“姓名”还没有写。').waitFor();
  await look(page, 'account-open', { first: false });
  await page.setViewportSize(desk);
  await dialog.getByLabel('姓名').fill('冯样样');
  await dialog.getByLabel('登录名').fill('linsl');
  await dialog.getByLabel('职务').fill('科员');
  await dialog.getByRole('button', { name: '开账号' }).click();
  await dialog.locator('.fielderror', { hasText: '这个登录名有人用了' }).waitFor();
  await dialog.getByLabel('登录名').fill('fengyy');
  await dialog.getByRole('button', { name: '开账号' }).click();
  await page.getByText('k7mp-3xqa-9tzc-w4hn').waitFor();
  await look(page, 'account-opened', { first: false });
  await button(page, '告诉本人了').click();
  assert.equal(await page.getByText('k7mp-3xqa-9tzc-w4hn').count(), 0);
  await page.getByText('冯样样').waitFor();
  assert.deepEqual(complaints, []);
});

test('an account is stopped; nobody is offered to stop their own', async (t) => {
  const { page } = await staff(t, 'accounts');
  await page.getByText('这是您自己').waitFor();
  assert.equal(await button(page, '停用周样本的账号').count(), 0);
  await button(page, '停用林示例的账号').click();
  await page.getByRole('dialog').getByText('林示例马上退出登录').waitFor();
  await page.getByRole('dialog').getByRole('button', { name: '停用' }).click();
  await button(page, '启用林示例的账号').waitFor();
});

test('a post is given and ended', async (t) => {
  const { page, server } = await staff(t, 'posts');
  await button(page, '任岗').click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('combobox', { name: '谁' }).fill('钱');
  await page.getByRole('option', { name: /钱假名/ }).click();
  await dialog.getByLabel('职务').fill('副主任');
  await dialog.getByRole('button', { name: '任岗' }).click();
  await page.getByText('钱假名从11月24日起是示例区样本局的副主任。').waitFor();
  const { body } = server.asked.at(-1);
  assert.deepEqual([body.person, body.organisation, body.role, body.held_from, body.head], ['p-qian', 'u-sample', 'official', '2026-11-24', false]);
  await button(page, '林示例卸任').click();
  await dialog.getByLabel('最后一天').fill('2026-11-30');
  await dialog.getByRole('button', { name: '卸任' }).click();
  await page.getByText('林示例的岗位到11月30日为止。').waitFor();
});

test('a post is delegated for an absence, and taken back', async (t) => {
  const { page } = await staff(t, 'delegations');
  await button(page, '委托').click();
  const dialog = page.getByRole('dialog');
  await dialog.locator('.choice', { hasText: '周样本' }).first().click();
  await dialog.locator('fieldset').nth(1).locator('.choice', { hasText: '钱假名' }).click();
  await dialog.getByLabel('到哪天止').fill('2026-11-28');
  await dialog.getByLabel('为什么').fill('外出培训');
  await look(page, 'delegate', { first: false });
  await page.setViewportSize(desk);
  await dialog.getByRole('button', { name: '委托' }).click();
  await page.getByText('11月24日（星期二）到11月28日（星期六），钱假名替周样本办事。').waitFor();
  await button(page, '结束林示例替赵样样的委托').click();
  await dialog.getByRole('button', { name: '结束' }).click();
  await page.getByText('提前结束了').waitFor();
});

test('a session elsewhere is ended', async (t) => {
  const { page } = await staff(t, 'sessions', { who: 'official' });
  await page.getByRole('button', { name: /11月23日.*登录的退出/ }).click();
  await page.getByText('那一处已经退出').waitFor();
  assert.equal(await page.getByRole('button', { name: /登录的退出/ }).count(), 0);
});

test('the record on paper has its head, a code that leads back, and none of the buttons', async (t) => {
  const { page } = await staff(t, 'filings/f-001');
  await page.locator('.qr path').waitFor({ state: 'attached' });
  await page.emulateMedia({ media: 'print' });
  assert.ok(await page.locator('.printhead').isVisible());
  for (const part of ['.topbar', '.rail', '.owed__acts', '.tabbar', '.back']) assert.ok(!(await page.locator(part).first().isVisible()), part);
  await page.screenshot({ path: `${shots}/staff-record-print.png`, fullPage: true });
  const seen = await page.locator('.qr').evaluate((svg) => {
    const modules = svg.viewBox.baseVal.width;
    const drawn = Object.assign(document.createElement('canvas'), { width: modules * 8, height: modules * 8 }).getContext('2d');
    drawn.fillStyle = '#fff';
    drawn.fillRect(0, 0, modules * 8, modules * 8);
    drawn.scale(8, 8);
    drawn.fillStyle = '#000';
    drawn.fill(new Path2D(svg.firstElementChild.getAttribute('d')));
    return { side: modules * 8, pixels: [...drawn.getImageData(0, 0, modules * 8, modules * 8).data] };
  });
  assert.equal(jsQR(Uint8ClampedArray.from(seen.pixels), seen.side, seen.side)?.data, page.url());
});
