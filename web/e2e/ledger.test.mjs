// "核验此记录": a filing is checked in the reader's own browser, and what was changed behind the
// program's back shows there; the published head and the witnesses.
import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { after, before, test } from 'node:test';

import { AxeBuilder } from '@axe-core/playwright';

import { heading } from './testing/asker.mjs';
import { sign_in } from './testing/filer.mjs';
import { browse, desk, ningbo, phone, serve, shots } from './testing/house.mjs';

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

// The page of a filing's ledger, once the server has sealed and signed what there is.
async function ledger_page(viewport, scripts = true) {
  const page = await browser.open({ viewport, scripts, fresh: true });
  await page.goto(`${server.url}/filings`);
  await sign_in(page, 'ganbu');
  await page.goto(`${server.url}/filings`);
  await page.locator('main a[href^="/filings/0"]').first().click();
  await page.locator('a[href$="/ledger"]').first().click();
  for (let n = 0; n < 200 && (await page.locator('[data-head]').count()) === 0; n++) {
    await page.waitForTimeout(100);
    await page.reload();
  }
  return page;
}
const verify = async (page) => {
  await page.locator('[data-verify]').click();
  await page.locator('[data-verify]:enabled').waitFor();
  await page.waitForFunction(() => document.querySelectorAll('[data-findings] li').length > 2);
  return page.locator('[data-findings] li').allTextContents();
};

for (const [name, viewport] of Object.entries({ desk, phone })) {
  test(`a record is verified in the browser (${name})`, async () => {
    const page = await ledger_page(viewport);
    assert.equal(await heading(page), '核验这件报备');
    const findings = await verify(page);
    assert.match(findings.join('\n'), /✓　账头的签名是真的/);
    assert.match(findings.join('\n'), /✓　\d+ 件事都在账里，没有改过，次序也没有换过/);
    assert.match(findings.join('\n'), /✓　现在的记录和最后一件事留下的一样/);
    assert.doesNotMatch(findings.join('\n'), /✗/);
    await page.screenshot({ path: `${shots}ledger-filing-${name}.png`, fullPage: true });
    const { violations } = await new AxeBuilder({ page }).analyze();
    assert.deepEqual(violations.map(({ id, nodes }) => [id, nodes[0].html]), []);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
  });
}

test('whatever is changed on the page, the browser says so', async () => {
  const page = await ledger_page(desk);
  const changed = async (from, to) => {
    await page.evaluate(([what, by]) => {
      const holder = document.getElementById('ledger-proofs');
      holder.dataset.kept ??= holder.textContent;
      const text = holder.dataset.kept.replace(what, by);
      if (text === holder.dataset.kept) throw new Error(`nothing to change: ${what}`);
      holder.textContent = text;
    }, [from, to]);
    return (await verify(page)).join('\n');
  };
  assert.match(await changed('filing.', 'filinh.'), /✗　第 \d+ 号不在这个账头的账里/);
  assert.match(await changed('\\"size\\":', '\\"size\\":1'), /✗　账头的签名不对/);
  assert.match(await changed('"row":{"id":"0', '"row":{"id":"1'), /✗　现在的记录和最后一件事留下的不一样/);
});

test('without scripts the page gives the head and says what to do with it', async () => {
  const page = await ledger_page(phone, false);
  assert.match(await page.locator('[data-head]').textContent(), /^\{"at":".*"format":"qinqing-head\/1"/);
  assert.match(await page.locator('noscript').textContent(), /qinqing ledger check/);
  assert.ok(!(await page.locator('[data-verify]').isVisible()));
});

test('nobody else reads it', async () => {
  const page = await ledger_page(desk);
  const address = page.url();
  const other = await browser.open({ viewport: desk, fresh: true });
  await other.goto(`${server.url}/filings`);
  await sign_in(other, 'qiye');
  const answer = await other.goto(address);
  assert.equal(answer.status(), 404);
});

for (const [name, viewport] of Object.entries({ desk, phone })) {
  test(`the published head, without signing in (${name})`, async () => {
    const page = await browser.open({ viewport, fresh: true });
    await page.goto(`${server.url}/ledger`);
    assert.equal(await heading(page), '账头和见证人');
    const told = await (await fetch(`${server.url}/api/v1/ledger`)).json();
    assert.match(told.key, /^ed25519\./);
    assert.equal(await page.locator('.hash').textContent(), told.head);
    assert.match(await page.locator('main').textContent(), /还没有见证人/);
    await page.screenshot({ path: `${shots}ledger-${name}.png`, fullPage: true });
    const { violations } = await new AxeBuilder({ page }).analyze();
    assert.deepEqual(violations.map(({ id, nodes }) => [id, nodes[0].html]), []);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
  });
}
