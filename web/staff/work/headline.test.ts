import assert from 'node:assert/strict';
import { test } from 'node:test';

import type { Of } from '../frame/schemas';
import { headline } from './headline';

const today = '2026-11-24';
const owed = (...dues: [string, string][]) =>
  ({
    owed: dues.map(([due, light]) => ({ due, light })), waiting: [], unit: null,
  }) as unknown as Of<'Work'>;

test('the first sentence says how much there is and what is pressing', () => {
  assert.equal(headline(owed(), today), '现在没有要您办的事');
  assert.equal(headline(owed([today, 'soon'], [today, 'soon']), today), '今天有 2 件要您办');
  assert.equal(headline(owed([today, 'soon'], ['2026-11-27', 'ok']), today), '有 2 件要您办，今天到期 1 件');
  assert.equal(headline(owed(['2026-11-27', 'ok']), today), '有 1 件要您办，还来得及');
});

test('what is paused is neither due today nor late', () => {
  assert.equal(headline(owed([today, 'hold'], ['2026-11-25', 'soon']), today), '有 2 件要您办，都还来得及');
  assert.equal(headline(owed(['2026-11-20', 'hold']), today), '有 1 件要您办，还来得及');
});

test('what is late comes before what is due today', () => {
  const work = owed(['2026-11-20', 'late'], [today, 'soon'], ['2026-12-01', 'hold']);
  assert.equal(headline(work, today), '有 3 件要您办，1 件已经超期');
  assert.equal(headline(owed(['2026-11-20', 'late']), today), '有 1 件要您办，已经超期');
});
