import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { defineConfig } from 'vite';

const root = fileURLToPath(new URL('..', import.meta.url));
const tests = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(
  (path) => path.endsWith('.test.ts') && !path.includes('node_modules'),
);

// The unit tests as plain modules, for a Node that does not read TypeScript.
export default defineConfig({
  root,
  publicDir: false,
  build: {
    ssr: true,
    outDir: '../../build/web/staff-tests',
    emptyOutDir: true,
    target: 'node20',
    rolldownOptions: {
      input: Object.fromEntries(
        tests.map((path) => [path.replaceAll('/', '-').replace(/\.ts$/, ''), `${root}/${path}`]),
      ),
      output: { entryFileNames: '[name].mjs', chunkFileNames: 'parts/[name].mjs' },
    },
  },
});
