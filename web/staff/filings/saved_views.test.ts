import assert from 'node:assert/strict';
import { test } from 'node:test';

import { same_query, views_of, with_view } from './saved_views';

test('views survive being kept; what is none of them is dropped', () => {
  const views = with_view([], ' 本周超期 ', { view: 'unit', due: 'late' });
  assert.deepEqual(views_of(JSON.stringify(views)), [{ name: '本周超期', query: { view: 'unit', due: 'late' } }]);
  for (const kept of [null, '{', '{}', '[{"name":1}]', '[{"name":"a","query":null}]', '[{"name":"a","query":{"q":1}}]'])
    assert.deepEqual(views_of(kept), [], String(kept));
});

test('a name stands for one view, and there is no view without a name', () => {
  const once = with_view([], '超期', { due: 'late' });
  assert.deepEqual(with_view(once, '超期', { due: 'soon' }), [{ name: '超期', query: { due: 'soon' } }]);
  assert.deepEqual(with_view(once, '  ', { due: 'soon' }), once);
});

test('of too many views the oldest goes', () => {
  let views = with_view([], '第一', {});
  for (let i = 0; i < 12; ++i) views = with_view(views, `第 ${i} 个`, {});
  assert.equal(views.length, 12);
  assert.equal(views[0]?.name, '第 0 个');
});

test('two lists are the same if their conditions are', () => {
  assert.ok(same_query({ a: '1', b: '2' }, { b: '2', a: '1' }));
  assert.ok(!same_query({ a: '1' }, { a: '1', b: '' }));
});
