import assert from 'node:assert/strict';
import { test } from 'node:test';

import type { Of } from '../frame/schemas';
import { first_owed } from './owing';

const deadline = (id: string, due: string, state = 'running', open = true) =>
  ({ id, due, state, open }) as Of<'Deadline'>;

test('the first that is still owed is what is to be done next', () => {
  const all = [deadline('pay', '2026-12-01'), deadline('hand_in', '2026-11-27'), deadline('file', '2026-11-20', 'met', false)];
  assert.equal(first_owed(all)?.id, 'hand_in');
});

test('what is paused waits behind what runs', () => {
  const all = [deadline('approve', '2026-11-25', 'paused'), deadline('answer', '2026-11-26')];
  assert.equal(first_owed(all)?.id, 'answer');
  assert.equal(first_owed(all.slice(0, 1))?.id, 'approve');
});

test('late and still owed is owed; late and lifted is not', () => {
  assert.equal(first_owed([deadline('file', '2026-11-20', 'late')])?.id, 'file');
  assert.equal(first_owed([deadline('file', '2026-11-20', 'late', false)]), null);
});
