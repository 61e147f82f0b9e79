// Runs the program for tests: as a command, and as a server that is ended by its own id.
import {spawn} from 'node:child_process';
import {createHash} from 'node:crypto';
import {once} from 'node:events';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {fileURLToPath} from 'node:url';

export const root = fileURLToPath(new URL('../../../', import.meta.url));
export const program = process.env.QINQING ?? path.join(root, 'build/release/qinqing');
export const sample = path.join(root, 'src/norms/testdata/sample');
export const jinan = path.join(root, 'src/norms/testdata/jinan');
export const ningbo = path.join(root, 'policy/ningbo');

// {code, out, err} of one command. `input` goes to standard input, in pieces where it is an
// iterable.
export async function run(args, {input, env} = {}) {
  const child = spawn(program, args, {cwd: root, env: {...process.env, ...env}});
  const out = [];
  const err = [];
  child.stdout.on('data', (bytes) => out.push(bytes));
  child.stderr.on('data', (bytes) => err.push(bytes));
  child.stdin.on('error', () => {});  // it may refuse before it has read all
  for (const piece of typeof input === 'string' ? [input] : (input ?? [])) {
    if (child.stdin.destroyed || child.exitCode !== null) break;
    if (!child.stdin.write(piece))
      await Promise.race([once(child.stdin, 'drain'), once(child, 'close')]).catch(() => {});
  }
  child.stdin.end();
  if (child.exitCode === null || !child.stdout.closed) await once(child, 'close');
  return {
    code: child.exitCode,
    out: Buffer.concat(out).toString(),
    err: Buffer.concat(err).toString()
  };
}

// A running server: {url, lines(n), log(), stop()}. Its first line on stdout is its address.
export const serve = (...args) =>
    start('--now', '2026-11-24', 'serve', '--listen', '127.0.0.1:0', ...args);

// The same of any command that serves.
export async function start(...args) {
  const folder = mkdtempSync(path.join(tmpdir(), 'qinqing-'));
  const child = spawn(program, args, {
    cwd: root,
    env: {...process.env, QINQING_DB: `sqlite:${folder}/qinqing.db`},
  });
  let log = '';
  let said = '';
  child.stderr.on('data', (bytes) => (log += bytes));
  child.stdout.on('data', (bytes) => (said += bytes));
  const closed = once(child, 'close');
  const lines = async (n) => {
    while (said.split('\n').length <= n) {
      const got = await Promise.race([once(child.stdout, 'data'), closed.then(() => null)]);
      if (got === null && said.split('\n').length <= n) throw new Error(`it ended: ${log}`);
    }
    return said.split('\n').slice(0, n);
  };
  return {
    url: (await lines(1))[0],
    lines,
    pid: child.pid,
    log: () => log,
    // Waits until the log, which is written after the answer, has that line.
    logged: async (pattern) => {
      while (!pattern.test(log)) await Promise.race([once(child.stderr, 'data'), closed]);
    },
    kill: async () => {
      child.kill('SIGKILL');
      await closed;
    },
    stop: async () => {
      child.kill('SIGTERM');
      await closed;
      rmSync(folder, {recursive: true, force: true});
      return child.exitCode;
    },
  };
}

// RFC 8785 for what receipts hold, written here anew: sorted keys, no spaces.
export function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value && typeof value === 'object')
    return `{${
        Object.keys(value)
            .sort()
            .map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`)
            .join(',')}}`;
  return JSON.stringify(value);
}

export const sha256 = (text) => `sha256:${createHash('sha256').update(text).digest('hex')}`;

// A complete situation of the sample pack, with changes.
export const meal = (changes = {}) => ({
  actor: 'official',
  contact_on: '2026-11-27',
  conducts: ['eat'],
  facts: {relation: 'none', meal_kind: 'work_meal', meal_payer: 'organiser', meal_cost: '80.00'},
  ...changes,
});
