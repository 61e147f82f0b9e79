import assert from 'node:assert/strict';
import { test } from 'node:test';

import { chips_of, type Listing, listing_of, plain_listing, query_of, sorted_by, without } from './listing';

const states = { pending: '等单位处理', asked: '单位有一问' };
const full: Listing = {
  ...plain_listing('unit'), state: 'asked', due: 'late', q: 'slsh',
  from: '2026-11-01', to: '2026-11-30', sort: '-contact_on',
};

test('a list survives its address', () => {
  assert.deepEqual(listing_of(query_of(full), 'mine'), full);
  assert.deepEqual(query_of(plain_listing()), { view: 'mine' });
});

test('an address with nonsense gives a list without it', () => {
  const listing = listing_of(
    { view: 'everything', state: 'a b', verdict: 'perhaps', due: 'never', sort: 'name;drop', from: '27.11.' }, 'mine',
  );
  assert.deepEqual(listing, plain_listing('mine'));
});

test('a repeated parameter counts once', () => {
  assert.equal(listing_of({ q: ['甲', '乙'] }, 'mine').q, '甲');
});

test('a column sorts up, then down', () => {
  const up = sorted_by(plain_listing(), 'contact_on');
  assert.equal(up.sort, 'contact_on');
  assert.equal(sorted_by(up, 'contact_on').sort, '-contact_on');
  assert.equal(sorted_by(full, 'contact_on').sort, 'contact_on');
});

test('each condition is a chip that can be taken away', () => {
  const chips = chips_of(full, states, '2026-11-24');
  assert.deepEqual(chips.map((chip) => [chip.label, chip.value]), [
    ['搜', 'slsh'], ['状态', '单位有一问'], ['期限', '已超期'], ['接触那天', '11月1日到11月30日'],
  ]);
  const rest = chips.reduce((listing, chip) => without(listing, chip.id), full);
  assert.deepEqual(chips_of(rest, states, '2026-11-24'), []);
  assert.equal(rest.sort, '-contact_on');
});

test('an open span of days says which end it has', () => {
  const value = (from: string, to: string) => chips_of({ ...plain_listing(), from, to }, {}, '2026-11-24')[0]?.value;
  assert.equal(value('2026-11-01', ''), '11月1日起');
  assert.equal(value('', '2025-12-31'), '到2025年12月31日');
});
