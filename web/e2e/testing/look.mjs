// What is true of every page, looked at in both widths; and its picture, for people to look at.
import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';

import { AxeBuilder } from '@axe-core/playwright';

import { desk, phone, shots } from './house.mjs';

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

async function accessible(page, name) {
  const { violations } = await new AxeBuilder({ page }).withTags(rules).options({ resultTypes: ['violations'] }).analyze();
  const said = violations.map((each) => `${each.id}: ${each.nodes.map((node) => node.html).join(' | ')}`);
  assert.deepEqual(said, [], name);
}

// One title, one h1, a language, landmarks, a way past the bar.
async function whole(page, name) {
  assert.match(await page.title(), /. · 亲清$/, name);
  assert.equal(await page.locator('h1').count(), 1, `${name}: h1`);
  assert.equal(await page.locator('html').getAttribute('lang'), 'zh-CN');
  for (const part of ['body > header', 'body > main#main', 'body > footer', 'body > a.skip[href="#main"]'])
    assert.equal(await page.locator(part).count(), 1, `${name}: ${part}`);
  const inline = await page.locator('body [style]:not([data-looked] *), body [onclick], body style, body script').count();
  assert.equal(inline, 0, `${name}: inline style or script`);
  // Looking leaves its own traces; a page that is looked at twice is not blamed for them.
  await page.evaluate(() => document.documentElement.setAttribute('data-looked', ''));
}

// On a phone nothing sticks out sideways, and what is touched can be touched. Links within a
// sentence are as high as its lines, as WCAG 2.5.8 allows.
async function handy(page, name) {
  const small = await page.evaluate(() => {
    const all = document.querySelectorAll('button, summary, .option, .chip, .tabbar a, .way, .btn, .back, .foot a, .field, input[type=file]');
    return [...all].filter((each) => each.checkVisibility() && !each.classList.contains('vh'))
      .filter((each) => each.getBoundingClientRect().height < 43.5)
      .map((each) => `${each.tagName}.${each.className} ${each.textContent.trim().slice(0, 20)}`);
  });
  assert.deepEqual(small, [], `${name}: targets under 44 px`);
  // What floats over the page finds its new place only after the window has its new size.
  await page.waitForFunction(() => document.scrollingElement.scrollWidth <= window.innerWidth, null, { timeout: 5_000 })
    .catch(() => assert.fail(`${name} scrolls sideways`));
}

async function reachable(page, name) {
  const action = page.locator('.question ~ * .stickyact button, .question .stickyact button');
  if (!(await action.count())) return;
  await page.evaluate(() => window.scrollTo(0, 0));
  const box = await action.boundingBox();
  assert.ok(box.y + box.height <= phone.height, `${name}: the primary action is below the fold`);
}

export async function look(page, name) {
  await mkdir(shots, { recursive: true });
  await whole(page, name);
  for (const [width, viewport] of [['1280', desk], ['390', phone]]) {
    await page.setViewportSize(viewport);
    if (viewport === phone) {
      await handy(page, name);
      await reachable(page, name);
    }
    await accessible(page, `${name} ${width}`);
    await page.screenshot({ path: `${shots}/${name}-${width}.png`, fullPage: true });
  }
}
