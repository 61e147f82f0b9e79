// A running server and a real browser for the tests of the pages. Each is ended by who began it.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
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
  const child = spawn(program, ['--now', today, ...args, 'serve', '--listen', '127.0.0.1:0'], { cwd: root });
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
      return child.exitCode;
    },
  };
}

// A browser with a profile of its own: {open(options), stop()}.
export async function browse() {
  const profile = await mkdtemp(path.join(os.tmpdir(), 'qinqing-e2e-'));
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
      '--disable-background-networking', '--disable-component-update', '--disable-sync',
      `--disk-cache-dir=${profile}`,
    ],
  });
  return {
    // A page in a context of its own, at that size; `scripts: false` runs none of the site's.
    open: async ({ viewport = phone, scripts = true } = {}) => {
      const context = await browser.newContext({
        viewport, javaScriptEnabled: scripts, locale: 'zh-CN', timezoneId: 'Asia/Shanghai',
        deviceScaleFactor: 1, isMobile: false, acceptDownloads: true,
      });
      context.setDefaultTimeout(30_000);
      return context.newPage();
    },
    stop: async () => {
      await browser.close();
      await rm(profile, { recursive: true, force: true });
    },
  };
}
