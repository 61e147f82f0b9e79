// People of the demonstration at their filings: on the pages without scripts, and on the staff pages.
import assert from 'node:assert/strict';

import { ask, heading } from './asker.mjs';
import { desk, phone } from './house.mjs';

export const password = '亲清演示二〇二六'; // policy/demonstration/ningbo.yaml

export const button = (page, name) => page.getByRole('button', { name, exact: true });

export async function sign_in(page, login) {
  await page.locator('#login').fill(login);
  await page.locator('#password').fill(password);
  await button(page, '登录').click();
}

// Asks and keeps; signing in on the way loses nothing. Ends on the form of the filing.
export async function keep(page, url, login, situation) {
  await ask(page, url, situation);
  await button(page, '留存并报备').click();
  await sign_in(page, login);
  assert.match(await heading(page), /已经登录/);
  await button(page, '继续').click();
  assert.equal(await heading(page), '报备这次接触');
}

// Somebody's own browser on a phone, signed in, without scripts.
export async function person(browser, url, login) {
  const page = await browser.open({ viewport: phone, scripts: false, fresh: true });
  await page.goto(`${url}/sign-in`);
  await sign_in(page, login);
  return page;
}

// One act on the page of a filing: what is written into its fields, then its button.
export async function act(page, id, fields = {}) {
  const form = page.locator(`form:has(input[name="act"][value="${id}"])`);
  const folded = form.locator('details:not([open]) > summary');
  if (await folded.count()) await folded.click();
  for (const [name, value] of Object.entries(fields)) await form.locator(`[name="f.${name}"]`).fill(value);
  await form.getByRole('button').click();
}
export const offers = (page) => page.locator('input[name="act"]').evaluateAll((all) => all.map((each) => each.value));

// The staff pages of somebody's, signed in; what the browser complains of fails the test.
export async function staff(t, browser, url, login, { viewport = desk } = {}) {
  const page = await browser.open({ viewport, fresh: true });
  const complaints = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (said) => {
    if (said.type() === 'error' && !said.text().startsWith('Failed to load resource')) complaints.push(said.text());
  });
  t.after(async () => {
    await page.context().close();
    assert.deepEqual(complaints, []);
  });
  await page.goto(`${url}/staff`);
  await page.waitForURL(/sign-in/);
  await page.locator('input[name=login]').fill(login);
  await page.locator('input[type=password]').fill(password);
  await page.locator('input[type=password]').press('Enter');
  await page.waitForURL(/\/staff/);
  await page.locator('h1').waitFor();
  return page;
}
export const in_form = (page, name) => page.locator('.act__foot').getByRole('button', { name, exact: true });
export async function told(page) {
  await page.locator('#told').waitFor();
  return page.locator('#told').innerText();
}
export async function open_staff(page, url, title, view = 'mine') {
  await page.goto(`${url}/staff/filings?view=${view}`);
  await page.locator('.title', { hasText: title }).click();
  await page.locator('.owed').waitFor();
}
