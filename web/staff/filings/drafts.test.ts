import assert from 'node:assert/strict';
import { test } from 'node:test';

import { draft_of } from './drafts';

test('a draft is offered back with what was written in it', () => {
  assert.deepEqual(draft_of('{"at":5,"typed":{"note":"写了一半","amount":""}}'), { at: 5, typed: { note: '写了一半' } });
});

test('an empty draft, or none, is not offered', () => {
  for (const text of [null, '', '{', 'null', '{"at":5,"typed":{"note":""}}', '{"at":"5","typed":{"a":"b"}}', '{"at":5,"typed":null}', '{"at":5,"typed":{"a":1}}'])
    assert.equal(draft_of(text), null, String(text));
});
