// `qinqing serve` as a command: where it listens, and what it says when it cannot.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';

import { program, root, serve } from './testing/house.mjs';

async function refused(...args) {
  const child = spawn(program, args, { cwd: root });
  let out = '';
  let err = '';
  child.stdout.on('data', (bytes) => (out += bytes));
  child.stderr.on('data', (bytes) => (err += bytes));
  await once(child, 'close');
  assert.equal(child.exitCode, 2, err);
  assert.equal(out, '');
  assert.match(err, /[一-鿿]{4}/, 'said in Chinese');
  return err;
}

test('the address is the first line, and a signal ends it well', async () => {
  const server = await serve();
  assert.match(server.url, /^http:\/\/127\.0\.0\.1:\d+$/);
  assert.equal((await fetch(server.url)).status, 200);
  assert.equal(await server.stop(), 0);
});

test('an address that is none, or taken, is refused', async () => {
  await refused('serve', '--listen', 'nowhere');
  const server = await serve();
  try {
    await refused('serve', '--listen', new URL(server.url).host);
  } finally {
    assert.equal(await server.stop(), 0);
  }
});

test('a pack that is none is refused with what is missing', async () => {
  const empty = await mkdtemp(path.join(os.tmpdir(), 'qinqing-empty-'));
  try {
    assert.match(await refused('--policy', empty, 'serve', '--listen', '127.0.0.1:0'), /pack\.yaml/);
  } finally {
    await rm(empty, { recursive: true });
  }
});

test('a public address without a scheme is refused', async () => {
  await refused('serve', '--listen', '127.0.0.1:0', '--public-url', 'qinqing.example');
});
