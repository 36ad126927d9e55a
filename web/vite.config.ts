import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { oneLanguage } from './one-language.ts';

export default defineConfig({
  root: import.meta.dirname,
  plugins: [oneLanguage(), react()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2023',
    // Files, not data addresses: the content policy stays `'self'`.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 700,
  },
  server: {
    port: 4401,
    proxy: { '/api': 'http://localhost:4400' },
  },
});
