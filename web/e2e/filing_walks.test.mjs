// Filings of several people, on the real server: one files for colleagues and each confirms with one
// tap; two sides tell one contact differently and correct it; the head of a unit files one level up.
// On the pages without scripts, and on the staff pages where those people would sit.
import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { after, before, test } from 'node:test';

import { heading } from './testing/asker.mjs';
import { act, button, in_form, keep, offers, open_staff, person, sign_in, staff as staff_at, told } from './testing/filer.mjs';
import { browse, ningbo, phone, serve, shots } from './testing/house.mjs';
import { look } from './testing/look.mjs';
import { look as look_staff } from './testing/look_staff.mjs';

const firm = '寅卯食品有限公司（演示）';
const plan = {
  actor: 'official', contact_on: '2026-11-27', conducts: ['attend'],
  facts: { relation: 'none', approval: 'not_yet', event_kind: 'forum', event_public: 'true' },
};
// The same meal as each side tells it.
const meal = (contact_on) => ({
  actor: 'official', contact_on, conducts: ['attend', 'eat'],
  facts: {
    relation: 'none', approval: 'given', event_kind: 'forum', event_public: 'true',
    meal_kind: 'work_meal', meal_payer: 'host', meal_cost: '60.00', meal_settled: 'true',
  },
});
const treat = (contact_on, cost) => ({
  actor: 'entrepreneur', contact_on, conducts: ['treat'],
  facts: { relation: 'none', treat_kind: 'work_meal', treat_cost: cost, treat_charged: 'true' },
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

const fresh = () => browser.open({ viewport: phone, scripts: false, fresh: true });
const at = async (login, address) => {
  const page = await person(browser, server.url, login);
  if (address) await page.goto(address);
  return page;
};
const staff = (t, login, options) => staff_at(t, browser, server.url, login, options);
const open = (page, title, view) => open_staff(page, server.url, title, view);

// Files and ends on the record; gives its address.
async function file(page, login, situation, words) {
  await keep(page, server.url, login, situation);
  for (const [id, text] of Object.entries(words))
    if (id === 'unit') await page.locator('#unit').selectOption(text);
    else await page.locator(`#${id}`).fill(text);
  await button(page, '报单位').click();
  return page.url();
}
// What the record's own page looks like with the site's scripts, in both widths.
async function seen(login, address, name) {
  const page = await browser.open({ fresh: true });
  await page.goto(`${server.url}/sign-in`);
  await sign_in(page, login);
  await page.goto(address);
  await look(page, `filing-${name}`);
  await page.context().close();
}

test('one files for three colleagues; each confirms with one tap, then the unit has it', async () => {
  const organiser = await fresh();
  const address = await file(organiser, 'ganbu', plan, { title: '六字座谈会', counterpart: firm, attendees: '甲二、甲三，甲九' });
  assert.match(await heading(organiser), /^等同去的人确认：六字座谈会$/);
  await seen('ganbu', address, 'to-confirm');
  const unit = await at('danwei', address);
  assert.deepEqual(await offers(unit), []);

  for (const login of ['ganbu2', 'kezhang', 'chuli']) {
    const colleague = await at(login, `${server.url}/filings`);
    await colleague.getByRole('link', { name: '六字座谈会' }).click();
    assert.match(await heading(colleague), /^等同去的人确认/);
    if (login === 'ganbu2') await seen(login, address, 'confirm');
    const yes = button(colleague, '确认，是这样');
    assert.match(await yes.getAttribute('class'), /btn--primary/); // not 不对
    await yes.click();
    assert.ok(!(await offers(colleague)).includes('confirm'), `${login} is asked once`);
    const left = { ganbu2: /^等同去的人确认/, kezhang: /^等同去的人确认/, chuli: /^等单位处理/ }[login];
    assert.match(await heading(colleague), left);
    await colleague.context().close();
  }
  await unit.reload();
  await act(unit, 'approve');
  assert.match(await heading(unit), /^单位已同意/);
});

test('one who was there says that it is wrong: the organiser amends, and all confirm anew', async () => {
  const organiser = await fresh();
  const address = await file(organiser, 'ganbu', plan, { title: '七字座谈会', counterpart: firm, attendees: '甲二 甲三' });
  const first = await at('kezhang', address);
  await button(first, '确认，是这样').click();
  const second = await at('ganbu2', address);
  await act(second, 'dispute', { what_is_wrong: '会后还吃了饭' });
  assert.match(await heading(second), /^说法不一致，等更正/);

  // The unit is not asked before it is corrected, and the organiser is told what is wrong.
  const unit = await at('danwei', address);
  assert.deepEqual(await offers(unit), []);
  await organiser.reload();
  await organiser.getByText('会后还吃了饭').waitFor();
  await organiser.getByRole('link', { name: '更正', exact: true }).click();
  assert.equal(await heading(organiser), '更正报备');
  await seen('ganbu', `${address}/amend`, 'amend');

  // A meal is added: what it needs to be judged is asked beside the form, and nothing is lost.
  await organiser.locator('summary', { hasText: '还有别的事' }).click();
  await organiser.locator('label:has(input[value="eat"])').click();
  await organiser.locator('#title').fill('七字座谈会和工作餐');
  await organiser.locator('#a-what_changes').fill('漏写了会后的工作餐');
  await button(organiser, '更正').click();
  assert.match(await organiser.locator('.errors').innerText(), /还要回答/);
  assert.doesNotMatch(await organiser.locator('.errors').innerText(), /unknown|meal_/);
  for (let asked = 0; asked < 5 && (await organiser.locator('.errors').count()); ++asked) {
    assert.equal(await organiser.locator('#title').inputValue(), '七字座谈会和工作餐');
    const answers = { ...meal('').facts, meal_cost: '六十' };
    for (const field of await organiser.locator('[aria-invalid]').all()) {
      const fact = (await field.getAttribute('id')).slice(2);
      const again = fact === 'meal_cost' && (await field.inputValue()) === '六十';
      if (again) await organiser.getByText('看不懂“六十”').first().waitFor();
      if (await field.evaluate((each) => each.tagName === 'SELECT')) await field.selectOption(answers[fact]);
      else await field.fill(again ? '60' : answers[fact]);
    }
    await button(organiser, '更正').click();
  }
  assert.equal(organiser.url(), address);
  assert.match(await heading(organiser), /^等同去的人确认：七字座谈会和工作餐$/);
  await organiser.getByText('¥60.00').waitFor();

  // Who had confirmed the former account is asked again.
  for (const login of ['kezhang', 'ganbu2']) {
    const colleague = await at(login, address);
    await button(colleague, '确认，是这样').click();
    await colleague.context().close();
  }
  await organiser.reload();
  assert.match(await heading(organiser), /^等单位处理/);
});

test('names are told apart: nobody of that name is said, and what was typed is not lost', async () => {
  const page = await fresh();
  await file(page, 'ganbu', plan, { title: '八字座谈会', counterpart: firm, attendees: '甲二、查无此人' });
  assert.match(await page.locator('.errors').innerText(), /没有叫“查无此人”的人/);
  assert.equal(await page.locator('#attendees').inputValue(), '查无此人');
  assert.equal(await page.locator('#title').inputValue(), '八字座谈会');
  await page.locator('#attendees').fill('');
  assert.ok(await page.locator('input[name="attendee"]').isChecked());
  await button(page, '报单位').click();
  assert.match(await heading(page), /^等同去的人确认/);
  await page.getByText('甲二：还没有确认').waitFor();
});

test('two accounts that differ go to both first; the firm corrects its own, and both go on', async () => {
  const day = '2026-11-19';
  const official = await fresh();
  const ours = await file(official, 'ganbu2', meal(day), { title: '九字座谈会', counterpart: firm });
  assert.match(await heading(official), /^等单位处理/);
  const enterprise = await fresh();
  const theirs = await file(enterprise, 'qiye2', treat(day, '200.00'), { title: '九字便饭', counterpart: '甲字局乙科（演示）', unit: 'demo-office' });
  assert.match(await heading(enterprise), /^说法不一致，等更正/);
  await official.reload();
  assert.match(await heading(official), /^说法不一致，等更正/);
  for (const page of [official, enterprise]) {
    const row = page.locator('.table tbody tr');
    assert.match(await row.innerText(), /60\.00[\s\S]*200\.00|200\.00[\s\S]*60\.00/);
  }
  await seen('ganbu2', ours, 'differs');
  // The unit that decides is not asked while the two may still correct themselves.
  const unit = await at('danwei', ours);
  assert.deepEqual(await offers(unit), []);

  await enterprise.getByRole('link', { name: '更正', exact: true }).click();
  assert.equal(await enterprise.locator('#f-treat_cost').inputValue(), '200.00');
  await seen('qiye2', `${theirs}/amend`, 'amend-firm');
  await enterprise.locator('#f-treat_cost').fill('６０元');
  await enterprise.locator('#a-what_changes').fill('二百是一桌的');
  await button(enterprise, '更正').click();
  // Of a meal that dear nobody had asked whether the official pays for it; of this one it matters.
  assert.match(await enterprise.locator('.errors').innerText(), /还要回答：收不收/);
  assert.equal(await enterprise.locator('#f-treat_cost').inputValue(), '６０元');
  await enterprise.locator('#f-treat_charged').selectOption('true');
  await button(enterprise, '更正').click();
  assert.match(await heading(enterprise), /^等单位处理/);
  await enterprise.getByText('二百是一桌的').waitFor();
  assert.equal(await enterprise.locator('.table').count(), 0);
  await official.reload();
  assert.match(await heading(official), /^等单位处理/);
  for (const address of [ours, theirs]) {
    await unit.goto(address);
    await act(unit, 'receive');
    assert.doesNotMatch(await heading(unit), /^等单位处理/);
  }
});

test('one stands by what was told: both accounts are before the unit, side by side', async () => {
  const day = '2026-11-18';
  const official = await fresh();
  const ours = await file(official, 'ganbu2', meal(day), { title: '十字座谈会', counterpart: firm });
  const enterprise = await fresh();
  await file(enterprise, 'qiye2', treat(day, '200.00'), { title: '十字便饭', counterpart: '甲字局乙科（演示）', unit: 'demo-office' });
  await official.reload();
  await act(official, 'stand', { why_stand: '收据在，每人六十' });
  assert.match(await heading(official), /^等单位处理/);
  const unit = await at('danwei', ours);
  assert.match(await unit.locator('.table tbody').innerText(), /60\.00[\s\S]*200\.00/);
  assert.ok((await offers(unit)).includes('receive'));
});

test('two sides at once: an amendment over a changed filing is not stored, and not lost', async () => {
  const page = await fresh();
  const address = await file(page, 'ganbu', { ...plan, contact_on: '2026-12-01' }, { title: '十一字座谈会', counterpart: firm });
  await page.goto(`${address}/amend`);
  await page.locator('#title').fill('十一字座谈会，改了名');
  await page.locator('#a-what_changes').fill('名字写错了');
  const unit = await at('danwei', address);
  await act(unit, 'ask', { question: '几个人去？' });
  await button(page, '更正').click();
  assert.match(await page.locator('.errors').innerText(), /别人改了这份报备/);
  assert.equal(await page.locator('#title').inputValue(), '十一字座谈会，改了名');
  assert.equal(await page.locator('#a-what_changes').inputValue(), '名字写错了');
  await button(page, '更正').click();
  assert.match(await heading(page), /^等单位处理：十一字座谈会，改了名/);
});

test('only who filed may amend, and not what has ended', async () => {
  const page = await fresh();
  const address = await file(page, 'ganbu', plan, { title: '十二字座谈会', counterpart: firm, attendees: '甲二' });
  const colleague = await at('ganbu2');
  assert.equal((await colleague.goto(`${address}/amend`)).status(), 409);
  assert.match(await colleague.locator('.errors').innerText(), /不能由您更正/);
  await colleague.context().close();
  // Who decides may read it, and so is told that it is there; amending is no right of theirs.
  const approver = await at('danwei');
  assert.equal((await approver.goto(`${address}/amend`)).status(), 403);
  await approver.context().close();
  for (const login of ['jiedao', 'qiye', 'admin']) {
    const other = await at(login);
    assert.ok([403, 404].includes((await other.goto(`${address}/amend`)).status()), login);
    await other.context().close();
  }
  await act(page, 'withdraw', { why_withdrawn: '不去了' });
  assert.equal((await page.goto(`${address}/amend`)).status(), 409);
});

test('the head of a unit files one level up: their own unit has no say in it', async () => {
  const head = await fresh();
  const address = await file(head, 'kezhang', plan, { title: '十三字座谈会', counterpart: firm });
  assert.match(await heading(head), /^等单位处理/);
  await head.getByText('甲三，报到甲字局（演示）').waitFor();
  assert.ok(!(await offers(head)).some((id) => ['approve', 'refuse', 'return', 'receive'].includes(id)));

  const own = await at('danwei');
  assert.equal((await own.goto(address)).status(), 404);
  const forged = await own.request.post(`${address}/acts`, {
    form: { csrf: await csrf_of(own), version: '2', act: 'approve' }, maxRedirects: 0, headers: { Origin: server.url },
  });
  assert.equal(forged.status(), 404);

  const above = await at('juzhang', address);
  await seen('juzhang', address, 'one-level-up');
  await act(above, 'approve');
  assert.match(await heading(above), /^单位已同意/);
  await head.reload();
  assert.match(await heading(head), /^单位已同意/);
});
// The word that somebody's changes carry, from a form of theirs.
async function csrf_of(page) {
  const { csrf } = await (await page.request.get(`${server.url}/api/v1/session`)).json();
  return csrf;
}

// --- the staff pages

async function with_receipt(page, situation) {
  const answer = await page.request.post(`${server.url}/api/v1/checks`, { data: { ...situation, pack: 'ningbo' } });
  assert.equal(answer.status(), 200);
  await page.goto(`${server.url}/staff/filings/new`);
  await page.getByLabel('或者贴回执的全文').fill(JSON.stringify((await answer.json()).receipt));
  await button(page, '用这张回执报').click();
}
// The form has a banner of its own: what was filed is the record at its own address.
async function on_record(page) {
  await page.waitForURL(/\/staff\/filings\/[0-9a-f-]{36}$/);
  await page.locator('.owed').waitFor();
}
const api = ({ actor, contact_on, conducts, facts }) => ({
  actor, contact_on, conducts,
  facts: Object.fromEntries(Object.entries(facts).map(([id, value]) => [id, ['true', 'false'].includes(value) ? value === 'true' : value])),
});

test('staff: one files for three, each confirms from the start page', async (t) => {
  const organiser = await staff(t, 'ganbu');
  await with_receipt(organiser, api(plan));
  await organiser.getByLabel('事由').fill('十四字座谈会');
  await organiser.getByLabel('对方是谁').fill(firm);
  await organiser.locator('.owed .v', { hasText: '可以' }).waitFor();
  for (const name of ['甲二', '甲三', '甲九']) {
    await organiser.getByRole('combobox', { name: '同去的人' }).fill(name);
    await organiser.getByRole('option', { name: new RegExp(`^${name}`) }).click();
  }
  await look_staff(organiser, 'walk-new', { first: false });
  await in_form(organiser, '报单位').click();
  await on_record(organiser);
  assert.match(await organiser.locator('.owed').innerText(), /等同去的人确认/);
  await look_staff(organiser, 'walk-to-confirm');

  for (const login of ['ganbu2', 'kezhang', 'chuli']) {
    const colleague = await staff(t, login, { viewport: phone });
    await colleague.locator('.rows a', { hasText: '十四字座谈会' }).click();
    if (login === 'ganbu2') await look_staff(colleague, 'walk-confirm');
    assert.match(await button(colleague, '确认，是这样').getAttribute('class'), /btn--primary/);
    await button(colleague, '确认，是这样').click();
    assert.match(await told(colleague), login === 'chuli' ? /等单位处理/ : /等同去的人确认/);
  }
  const unit = await staff(t, 'danwei');
  await open(unit, '十四字座谈会', 'unit');
  await button(unit, '同意').click();
  await in_form(unit, '同意').click();
  assert.match(await told(unit), /单位已同意/);
});

test('staff: the official corrects the account that differs from the firm’s, and both go on', async (t) => {
  const day = '2026-11-17';
  const official = await staff(t, 'ganbu2');
  await with_receipt(official, api(meal(day)));
  await official.getByLabel('事由').fill('十五字座谈会');
  await official.getByLabel('对方是谁').fill(firm);
  await in_form(official, '报单位').click();
  await on_record(official);
  const enterprise = await fresh();
  await file(enterprise, 'qiye2', treat(day, '75.00'), { title: '十五字便饭', counterpart: '甲字局乙科（演示）', unit: 'demo-office' });
  await official.reload();
  await official.locator('.versus').waitFor();
  assert.match(await official.locator('.versus').innerText(), /60\.00[\s\S]*75\.00/);
  await look_staff(official, 'walk-differs');

  await button(official, '更正').click();
  await official.getByLabel('每人大约多少钱').fill('75');
  await official.getByLabel('改了什么，为什么').fill('饭钱记错了');
  await look_staff(official, 'walk-amend');
  // What is added is asked about; what is taken out again asks nothing.
  await button(official, '还有别的事').click();
  await official.getByLabel('住宿', { exact: true }).check();
  await in_form(official, '更正').click();
  await official.getByText('改了以后，这一问也要答').first().waitFor();
  await official.getByLabel('住宿', { exact: true }).uncheck();
  await in_form(official, '更正').click();
  const sure = official.getByRole('dialog');
  await sure.getByText('改了以后的结论：可以').waitFor();
  await sure.getByRole('button', { name: '更正' }).click();
  assert.match(await told(official), /等单位处理/);
  assert.equal(await official.locator('.versus').count(), 0);
  await enterprise.reload();
  assert.match(await heading(enterprise), /^等单位处理/);
});

test('staff: what a head files is on the list of the unit above and on no other', async (t) => {
  const head = await staff(t, 'kezhang');
  await with_receipt(head, api(plan));
  await head.getByLabel('事由').fill('十六字座谈会');
  await head.getByLabel('对方是谁').fill(firm);
  await in_form(head, '报单位').click();
  await on_record(head);
  assert.equal(await button(head, '同意').count(), 0);

  const own = await staff(t, 'danwei');
  await own.goto(`${server.url}/staff/filings?view=unit`);
  await own.locator('.title').first().waitFor();
  assert.equal(await own.locator('.title', { hasText: '十六字座谈会' }).count(), 0);
  await own.goto(head.url());
  await own.getByRole('heading', { level: 1, name: '打不开这份报备' }).waitFor();

  const above = await staff(t, 'juzhang');
  await open(above, '十六字座谈会', 'unit');
  await button(above, '同意').click();
  await in_form(above, '同意').click();
  assert.match(await told(above), /单位已同意/);
  await look_staff(above, 'walk-one-level-up');
});
