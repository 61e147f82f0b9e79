import assert from 'node:assert/strict';
import { test } from 'node:test';

import { type Field, money_words, place_faults, read_fields, read_money } from './fields';

const field = (over: Partial<Field>): Field => ({
  id: 'f', label: '金额', type: 'money', required: false, ...over,
});
const fault = (over: Partial<Field>, text: string) => read_fields([field(over)], { f: text }).faults.f;

test('an amount is read as people write it and sent as a decimal of two places', () => {
  for (const [text, money] of [
    ['40', '40.00'], ['1,200.5', '1200.50'], ['￥0.10', '0.10'], ['１２００元', '1200.00'], ['007', '7.00'],
  ] as const)
    assert.equal(read_money(text), money, text);
});

test('what is no amount is refused, not rounded', () => {
  for (const text of ['', '-1', '1.234', '1e3', '十元', '1.2.3', '.5'])
    assert.equal(read_money(text), null, text);
  assert.equal(fault({}, '1.999'), '“金额”要写金额，最多两位小数，比如 1200.00。');
});

test('an amount is shown with its groups', () => {
  assert.equal(money_words('1234567.5'), '¥1,234,567.50');
  assert.equal(money_words('40.00'), '¥40.00');
});

test('what is required is asked for by name, with its hint', () => {
  const why = field({ id: 'f', label: '退回的原因', hint: '写明要改什么', type: 'text', required: true });
  assert.equal(read_fields([why], { f: ' \n' }).faults.f, '“退回的原因”还没有写。写明要改什么。');
  assert.equal(fault({ type: 'choice', label: '怎样办的', required: true }, ''), '“怎样办的”要选一项。');
});

test('what is optional and empty is not sent', () => {
  assert.deepEqual(read_fields([field({})], {}), { values: {}, faults: {} });
});

test('a text is measured in characters, not in halves of them', () => {
  assert.equal(fault({ type: 'text', max: 3 }, '𠮷𠮷𠮷'), undefined);
  assert.equal(fault({ type: 'text', label: '附言', max: 3 }, '一二三四'), '“附言”最多 3 个字，现在有 4 个。请删短一些。');
});

test('each type is sent as the API wants it', () => {
  const fields = [
    field({ id: 'n', type: 'count' }), field({ id: 'd', type: 'date' }), field({ id: 'b', type: 'boolean' }),
    field({ id: 'c', type: 'choice', choices: [{ id: 'paid', label: '付了' }] }),
  ];
  const { values, faults } = read_fields(fields, { n: '３', d: '2026-11-27', b: 'false', c: 'paid' });
  assert.deepEqual(faults, {});
  assert.deepEqual(values, { n: 3, d: '2026-11-27', b: false, c: 'paid' });
});

test('what does not fit its type is said', () => {
  assert.ok(fault({ type: 'date' }, '2026-02-30'));
  assert.ok(fault({ type: 'count' }, '1.5'));
  assert.ok(fault({ type: 'choice', choices: [{ id: 'paid', label: '付了' }] }, 'stolen'));
});

test('faults of the server stand at their field, the others above', () => {
  const { at, rest } = place_faults(
    [
      { pointer: '/fields/amount', code: 'type', detail: '应为金额', right: '例如 80.00' },
      { pointer: '/fields/amount', code: 'more', detail: '第二个' },
      { pointer: '', code: 'case.guard', detail: '接触那天还没有到' },
    ],
    [field({ id: 'amount' })],
  );
  assert.deepEqual(at, { amount: '应为金额，例如 80.00' });
  assert.deepEqual(rest.map((each) => each.code), ['case.guard']);
});
