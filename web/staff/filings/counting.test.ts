import assert from 'node:assert/strict';
import { test } from 'node:test';

import type { Of } from '../frame/schemas';
import { count_of, count_words } from './counting';

const items = Array.from({ length: 50 }, (_, n) => ({ id: String(n) })) as Of<'Item'>[];

test('a list that is counted to its end says how many there are', () => {
  assert.equal(count_of({ items, total: 120, at_least: 120 }), '120');
  assert.equal(count_words({ items, total: 120, at_least: 120 }, 100, true), '显示 100 件，共 120 件');
  assert.equal(count_words({ items, total: 50, at_least: 50 }, 50, false), '共 50 件');
});

test('one that is counted to the bound says that there are more', () => {
  assert.equal(count_of({ items, total: null, at_least: 1000 }), '1000+');
  assert.equal(count_words({ items, total: null, at_least: 1000 }, 50, true), '显示 50 件，共 1000 件以上');
});

test('one that is not counted says what is shown', () => {
  assert.equal(count_of({ items, total: null, at_least: 50 }), '');
  assert.equal(count_words({ items, total: null, at_least: 50 }, 50, true), '显示 50 件，还有');
  assert.equal(count_words({ items, total: null, at_least: 50 }, 80, false), '显示 80 件，就这些');
});
