import assert from 'node:assert/strict';
import { test } from 'node:test';

import { uuid7 } from './uuid';

test('a UUIDv7 has its form, its time and its version', () => {
  const id = uuid7(0x0123456789ab, new Uint8Array(10).fill(0xff));
  assert.equal(id, '01234567-89ab-7fff-bfff-ffffffffffff');
  assert.match(uuid7(), /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

test('ids of one instant differ, ids of a later one sort behind', () => {
  assert.notEqual(uuid7(1), uuid7(1));
  assert.ok(uuid7(1_000) < uuid7(2_000));
});
