import assert from 'node:assert/strict';
import { test } from 'node:test';

import type { Of } from '../frame/schemas';
import { compare, merge, steps_since } from './conflict';

const before = { title: '年会', counterpart: '示例商会', contact_on: '2026-11-27' };

const standings = (mine: object, theirs: object) =>
  Object.fromEntries(
    compare(before, { ...before, ...mine }, { ...before, ...theirs }).map((row) => [row.id, row.standing]),
  );

test('each row says who changed it', () => {
  assert.deepEqual(standings({ title: '商会年会' }, { contact_on: '2026-11-28' }), {
    title: 'mine', counterpart: 'same', contact_on: 'theirs',
  });
  assert.equal(standings({ title: '商会年会' }, { title: '秋季年会' }).title, 'both');
});

test('two who made the same change do not differ', () => {
  assert.equal(standings({ title: '商会年会' }, { title: '商会年会' }).title, 'same');
});

test('merging keeps what either side changed alone', () => {
  const rows = compare(before, { ...before, title: '商会年会' }, { ...before, contact_on: '2026-11-28' });
  assert.deepEqual(merge(rows, {}), { title: '商会年会', counterpart: '示例商会', contact_on: '2026-11-28' });
});

test('where both changed one thing, what is stored stands until something is chosen', () => {
  const rows = compare(before, { ...before, title: '甲' }, { ...before, title: '乙' });
  assert.equal(merge(rows, {}).title, '乙');
  assert.equal(merge(rows, { title: 'mine' }).title, '甲');
});

test('my own change can be given up for theirs', () => {
  const rows = compare(before, { ...before, title: '甲' }, before);
  assert.equal(merge(rows, { title: 'theirs' }).title, '年会');
});

test('an answer that only one side has is a difference too', () => {
  const rows = compare(before, { ...before, 'fact:payer': '自己' }, before, { 'fact:payer': '谁付的钱' });
  const row = rows.find((each) => each.id === 'fact:payer');
  assert.equal(row?.label, '谁付的钱');
  assert.equal(row?.standing, 'mine');
  assert.equal(row?.theirs, '');
});

test('the steps since are those that were not on the page', () => {
  const step = (n: number, said: string) => ({ n, at: '2026-11-24T02:00:00Z', said, by: '王样本', post: '科长', note: [] });
  const shown = { steps: [step(1, '提交了报备')] } as unknown as Of<'Filing'>;
  const current = { steps: [step(1, '提交了报备'), step(2, '退回了报备')] } as unknown as Of<'Filing'>;
  assert.deepEqual(steps_since(shown, current).map((each) => each.said), ['退回了报备']);
});
