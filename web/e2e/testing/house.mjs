// A running server and a real browser for the tests of the pages. Each is ended by who began it.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { chromium } from 'playwright-core';

export const root = fileURLToPath(new URL('../../../', import.meta.url));
export const shots = fileURLToPath(new URL('../shots/', import.meta.url));
export const program = process.env.QINQING ?? path.join(root, 'build/release/qinqing');

export const ningbo = path.join(root, 'policy/ningbo');
export const jinan = path.join(root, 'src/norms/testdata/jinan');
export const today = '2026-11-24'; // a Tuesday

export const phone = { width: 390, height: 844 };
export const desk = { width: 1280, height: 800 };

// A server whose first line on stdout is its address: {url, log(), stop()}.
export async function serve(...args) {
  const folder = mkdtempSync(path.join(tmpdir(), 'qinqing-'));
  const day = args.includes('--now') ? [] : ['--now', today];
  const child = spawn(program, [...day, ...args, 'serve', '--listen', '127.0.0.1:0'], {
    cwd: root, env: { ...process.env, QINQING_DB: `sqlite:${folder}/qinqing.db` },
  });
  let log = '';
  let first = '';
  child.stderr.on('data', (bytes) => (log += bytes));
  const closed = once(child, 'close');
  while (!first.includes('\n')) {
    const got = await Promise.race([once(child.stdout, 'data'), closed.then(() => null)]);
    if (got === null) throw new Error(`the server ended: ${log}`);
    first += got[0];
  }
  return {
    url: first.trim(),
    log: () => log,
    stop: async () => {
      child.kill('SIGTERM');
      await closed;
      rmSync(folder, { recursive: true, force: true });
      return child.exitCode;
    },
  };
}

// A browser: {open(options), stop()}.
export async function browse() {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
      '--disable-background-networking', '--disable-component-update', '--disable-sync',
    ],
  });
  const shared = new Map();
  const context = async ({ viewport, scripts }) => {
    const made = await browser.newContext({
      viewport, javaScriptEnabled: scripts, locale: 'zh-CN', timezoneId: 'Asia/Shanghai', acceptDownloads: true,
    });
    made.setDefaultTimeout(60_000);
    return made;
  };
  return {
    // The page to use from now on; one opened earlier with the same options is closed. It shares
    // what the browser keeps of the site's files with that one, unless `fresh`. `scripts: false`
    // runs none of the site's.
    open: async ({ viewport = phone, scripts = true, fresh = false } = {}) => {
      if (fresh) return (await context({ viewport, scripts })).newPage();
      const key = JSON.stringify([viewport, scripts]);
      const used = shared.get(key) ?? { context: await context({ viewport, scripts }), page: null };
      const page = await used.context.newPage();
      await used.page?.close();
      shared.set(key, { ...used, page });
      return page;
    },
    stop: () => browser.close(),
  };
}
