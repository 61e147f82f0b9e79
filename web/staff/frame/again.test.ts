import assert from 'node:assert/strict';
import { test } from 'node:test';

import { again } from './again';
import { Problem, unreachable } from './problem';

const busy = (after: number | null) => new Problem(503, 'busy', '系统正忙', '', [], null, after);

// Fails with these in turn, then answers; `waits` are the pauses asked for.
function answering(...failures: Error[]) {
  const waits: number[] = [];
  let sent = 0;
  const send = async () => {
    sent += 1;
    const failure = failures.shift();
    if (failure) throw failure;
    return 'answered';
  };
  return { waits, sent: () => sent, go: () => again(send, async (ms) => void waits.push(ms)) };
}

test('a lost answer is asked for again', async () => {
  const link = answering(unreachable(), busy(null));
  assert.equal(await link.go(), 'answered');
  assert.equal(link.sent(), 3);
});

test('the server says how long to wait, within reason', async () => {
  const link = answering(busy(3), busy(600));
  await link.go();
  assert.deepEqual(link.waits, [3_000, 8_000]);
});

test('what is refused is not sent again', async () => {
  const link = answering(new Problem(422, 'filing.invalid', '提交的内容有误', ''));
  await assert.rejects(link.go(), { status: 422 });
  assert.equal(link.sent(), 1);
});

test('after four tries the last problem stands', async () => {
  const link = answering(unreachable(), unreachable(), unreachable(), busy(1));
  await assert.rejects(link.go(), { status: 503 });
  assert.equal(link.sent(), 4);
});
