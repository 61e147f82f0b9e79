import assert from 'node:assert/strict';
import { test } from 'node:test';

import { due_sentence, due_words } from './due';

const today = '2026-11-24';
const due = { id: 'approve', label: '同意或者不同意', owed_by: '示例局', due: '2026-11-27' } as const;

test('the word beside the light says the day, or how late it is', () => {
  assert.deepEqual(due_words({ due: '2026-11-27', light: 'ok' }, today), { word: '11月27日 周五', under: '' });
  assert.equal(due_words({ due: today, light: 'soon' }, today).word, '今天到期');
  assert.equal(due_words({ due: '2026-11-25', light: 'soon' }, today).word, '明天到期');
  assert.deepEqual(due_words({ due: '2026-11-20', light: 'late' }, today), {
    word: '超期 4 天', under: '应在 11月20日 周五',
  });
});

test('what has passed is late, whatever the light says', () => {
  assert.equal(due_words({ due: '2026-11-23', light: 'ok' }, today).word, '超期 1 天');
});

test('late on its own day is late all the same', () => {
  assert.equal(due_words({ due: today, light: 'late' }, today).word, '已超期');
});

test('a deadline that is paused names no day as if it ran', () => {
  const words = due_words({ due: '2026-11-20', light: 'hold' }, today);
  assert.deepEqual(words, { word: '暂停计时', under: '原定 11月20日 周五' });
});

test('the sentence says who does what by when', () => {
  assert.equal(due_sentence({ ...due, light: 'ok' }, today), '示例局：同意或者不同意，最迟11月27日（星期五）。');
  assert.equal(
    due_sentence({ ...due, due: today, light: 'soon' }, today),
    '示例局：同意或者不同意，最迟今天，11月24日（星期二）。',
  );
  assert.equal(
    due_sentence({ ...due, due: '2026-11-20', light: 'late' }, today),
    '示例局还没有办：同意或者不同意。11月20日（星期五）到期，已超期 4 天。',
  );
  assert.equal(due_sentence({ ...due, light: 'hold' }, today), '示例局：同意或者不同意。现在不计时。');
});
