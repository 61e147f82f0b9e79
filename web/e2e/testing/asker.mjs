// Walks the check as a person does: reads which question is on the page, answers it, goes on.
//
// Answers are chosen by the values that the pack gives them, not by their wording, so that a pack
// may be reworded; what is clicked is what a person sees.
import assert from 'node:assert/strict';

export const step = (page) => page.locator('#check input[name=at]').inputValue();
export const heading = (page) => page.locator('h1').innerText();
const main = (page) => page.locator('.stickyact button');

export async function next(page) {
  await main(page).click();
}
export async function back(page) {
  await page.getByRole('button', { name: '上一问' }).click();
}

async function choose(page, name, value) {
  await page.locator(`label:has(input[name="${name}"][value="${value}"])`).click();
}

// Answers the question on the page out of `situation`, without going on. A fact that is not told
// fails the test: the pack asks for something the test did not expect to matter.
export async function answer(page, situation) {
  const at = await step(page);
  if (at === 'actor') return choose(page, 'actor', situation.actor);
  if (at === 'conducts') {
    for (const conduct of situation.conducts) await choose(page, 'conduct', conduct);
    return;
  }
  if (at === 'day') {
    const quick = page.locator(`input[name=contact_on][value="${situation.contact_on}"]`);
    if (await quick.count()) return choose(page, 'contact_on', situation.contact_on);
    await choose(page, 'contact_on', 'other');
    return page.locator('#other_day').fill(situation.contact_on);
  }
  const fact = at.slice('f.'.length);
  const field = page.locator('#value');
  if (situation.unknown?.includes(fact)) {
    if (await field.count()) return page.locator('label:has([data-unclear])').click();
    return choose(page, at, '?');
  }
  assert.ok(fact in situation.facts, `asked for “${fact}” (${await heading(page)})`);
  const value = String(situation.facts[fact]);
  if (await field.count()) return field.fill(value);
  await choose(page, at, value);
}

// From the start page to the verdict. Calls `seen(page)` on every question before it is answered.
export async function ask(page, url, situation, { pack, seen = async () => {} } = {}) {
  await page.goto(pack ? `${url}/?pack=${pack}` : url);
  await page.locator(`.way[href*="actor=${situation.actor}"]`).click();
  await goOn(page, situation, { seen });
}

// From any question to the verdict, or to the step `until`.
export async function goOn(page, situation, { seen = async () => {}, until = 'verdict' } = {}) {
  for (let steps = 0; steps < 60; ++steps) {
    const at = await step(page);
    if (at === until || at === 'verdict') return;
    await seen(page, at);
    await answer(page, situation);
    await next(page);
    assert.notEqual(await step(page), at, `no way on from ${at}: ${await page.locator('main').innerText()}`);
  }
  assert.fail('no end of questions');
}

// What the form on the page holds, hidden or not: {name: [values]}.
export async function held(page) {
  const fields = await page.locator('#check').evaluate((form) =>
    [...new FormData(form)].map(([name, value]) => [name, String(value)]));
  const all = {};
  for (const [name, value] of fields) (all[name] ??= []).push(value);
  return all;
}

export const verdict = async (page) =>
  (await page.locator('.verdict').getAttribute('class')).match(/v--(\w+)/)[1];
export const clauses = (page) => page.locator('.clause .mono').allInnerTexts();
