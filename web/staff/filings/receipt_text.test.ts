import assert from 'node:assert/strict';
import { test } from 'node:test';

import { check_of_hash, check_of_receipt } from './receipt_text';

const check = {
  pack: 'ningbo', actor: 'official', contact_on: '2026-11-27', conducts: ['eat'],
  facts: { meal_cost: '40.00', meal_payer: '自己' }, unknown: [],
};
const hash_of = (value: unknown): string => `#check=${Buffer.from(JSON.stringify(value)).toString('base64url')}`;

test('a receipt gives the check that it answers, and nothing else of it', () => {
  const receipt = { ...check, format: 'qinqing.receipt.1', verdict: 'conditional', rules: ['r1'] };
  assert.deepEqual(check_of_receipt(JSON.stringify(receipt)), check);
  assert.deepEqual(check_of_hash(hash_of(receipt)), check);
});

test('a receipt without unknown facts has none', () => {
  const { unknown: _, ...rest } = check;
  assert.deepEqual(check_of_receipt(JSON.stringify(rest))?.unknown, []);
});

test('what is no receipt is refused', () => {
  const without = (part: object) => JSON.stringify({ ...check, ...part });
  for (const text of ['', 'null', '[]', '{}', without({ contact_on: '2026-02-30' }), without({ conducts: [] }), without({ conducts: [1] }), without({ facts: null }), without({ facts: [] }), without({ unknown: 'all' }), without({ pack: 1 })])
    assert.equal(check_of_receipt(text), null, text);
  for (const hash of ['', '#check=', '#check=%E4', '#check=!!!', '#other=abc', '#check=_w'])
    assert.equal(check_of_hash(hash), null, hash);
});
