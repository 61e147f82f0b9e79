// What is true of every staff page, looked at in both widths; and its picture, for people to look at.
import assert from 'node:assert/strict';

import { AxeBuilder } from '@axe-core/playwright';

import { desk, phone, shots } from './house.mjs';

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

export const settled = (page) => page.locator('.bones').waitFor({ state: 'detached' });

async function handy(page, name) {
  const small = await page.evaluate(() => {
    const all = document.querySelectorAll('button, summary, .tabbar a, .btn, .back, .field, .choice, .views a, .menu__item');
    return [...all].filter((each) => each.checkVisibility() && !each.closest('.vh'))
      .filter((each) => each.getBoundingClientRect().height < 43.5)
      .map((each) => `${each.tagName}.${each.className} ${each.textContent.trim().slice(0, 20)}`);
  });
  assert.deepEqual(small, [], `${name}: targets under 44 px`);
  // What floats over the page finds its new place only after the window has its new size.
  await page.waitForFunction(() => document.scrollingElement.scrollWidth <= window.innerWidth, null, { timeout: 5_000 })
    .catch(() => assert.fail(`${name} scrolls sideways`));
}

async function accessible(page, name) {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).withTags(rules).options({ resultTypes: ['violations'] }).analyze();
  assert.deepEqual(violations.map((each) => `${each.id}: ${each.nodes.map((node) => node.html).join(' | ')}`), [], name);
}

export async function look(page, name, { first = true } = {}) {
  await settled(page);
  assert.equal(await page.locator('h1').count(), 1, `${name}: h1`);
  assert.match(await page.title(), /. · 亲清$/);
  for (const [width, viewport] of [['1280', desk], ['390', phone]]) {
    await page.setViewportSize(viewport);
    if (viewport === phone) await handy(page, name);
    // What is met on the way is laid out as its page is: one width will do.
    if (first || viewport === phone) await accessible(page, `${name} ${width}`);
    await page.evaluate(() => window.scrollTo(0, 0));
    await page.screenshot({ path: `${shots}/staff-${name}-${width}.png`, fullPage: true });
  }
}
