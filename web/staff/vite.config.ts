import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vite';

// The pages' security policy allows no inline script, style or font, and images only from here.
export default defineConfig({
  base: '/staff/',
  publicDir: false,
  plugins: [vue()],
  build: {
    outDir: '../../build/web/staff',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: 'es2022',
  },
  server: {
    fs: { allow: ['..'] },
    proxy: { '/api': 'http://127.0.0.1:8080', '/static': 'http://127.0.0.1:8080' },
  },
});
