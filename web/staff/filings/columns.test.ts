import assert from 'node:assert/strict';
import { test } from 'node:test';

import { choice_of, columns_of, moved, toggled, usual_choice } from './columns';

const ids = (choice: ReturnType<typeof usual_choice>) => columns_of(choice).map((each) => each.id);

test('a choice survives being kept', () => {
  const choice = moved(toggled(usual_choice(), 'unit'), 'unit', -1);
  assert.deepEqual(choice_of(JSON.stringify(choice)), choice);
  assert.ok(ids(choice).includes('unit'));
});

test('what a browser kept wrongly is forgotten', () => {
  for (const kept of [null, '', '{', '[]', '{"order":1,"shown":[]}', '"due"'])
    assert.deepEqual(choice_of(kept), usual_choice(), String(kept));
});

test('columns that are gone are left out, new ones come last', () => {
  const choice = choice_of(JSON.stringify({ order: ['title', 'colour', 'due', 'due'], shown: ['colour', 'due'] }));
  assert.deepEqual(choice.order.slice(0, 2), ['title', 'due']);
  assert.equal(choice.order.length, usual_choice().order.length);
  assert.deepEqual(ids(choice), ['title', 'due']);
});

test('the column that opens a row cannot be hidden', () => {
  assert.deepEqual(toggled(usual_choice(), 'title'), usual_choice());
  assert.deepEqual(ids(choice_of('{"order":[],"shown":[]}')), ['title']);
});

test('a column moves one place and stops at the ends', () => {
  assert.deepEqual(moved(usual_choice(), 'due', -1), usual_choice());
  assert.equal(moved(usual_choice(), 'due', 1).order[1], 'due');
  assert.deepEqual(moved(usual_choice(), 'colour', 1), usual_choice());
});
