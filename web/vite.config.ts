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
    rolldownOptions: {
      output: {
        codeSplitting: {
          // What a dozen files need stands in one: many small ones compress worse, by 10 kB at the first load.
          groups: [
            {
              name: 'base',
              test: /node_modules[\\/](react|react-dom|scheduler|@tanstack|@mantine[\\/](core|hooks|notifications|store))[\\/]/,
              minShareCount: 12,
            },
          ],
        },
      },
    },
  },
  server: {
    port: 4401,
    proxy: { '/api': 'http://localhost:4400' },
  },
});
