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
          // The first load in two files, of which a release changes the second: together they compress better than in forty.
          // Nothing else stands in them, so that no screen's own parts are fetched before it.
          groups: [
            { name: 'libraries', tags: ['$initial'], test: /node_modules/ },
            { name: 'frame', tags: ['$initial'], test: /\.tsx?$/ },
            { name: 'icons', minShareCount: 4, test: /@tabler/ },
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
