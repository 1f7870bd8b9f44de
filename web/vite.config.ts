import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Where the server listens while Vite serves the sources (`npm run dev` sets it). */
const api = process.env.API ?? 'http://127.0.0.1:4000';

/** Packages that GraphiQL alone needs, by name or scope. */
const packagesOfGraphiql = [
  'graphiql', '@graphiql', 'codemirror', 'codemirror-graphql', '@codemirror', '@marijn', 'crelt', 'style-mod', 'w3c-keyname', 'graphql-language-service', 'vscode-languageserver-types',
  'nullthrows', 'debounce-promise', 'markdown-it', 'argparse', 'sprintf-js', 'entities', 'linkify-it', 'uc\\.micro', 'mdurl', 'punycode\\.js', '@radix-ui', 'aria-hidden', 'react-remove-scroll',
  'react-remove-scroll-bar', 'react-style-singleton', 'get-nonce', 'use-callback-ref', 'use-sidecar', 'detect-node-es', '@floating-ui', '@headlessui', 'tabbable', '@react-aria', 'react-aria',
  'react-stately', '@react-stately', '@react-types', '@internationalized', '@swc', '@tanstack', 'use-sync-external-store', 'framer-motion', 'motion-dom', 'motion-utils', 'zustand',
  'copy-to-clipboard', 'toggle-selection', 'get-value', 'isobject', 'set-value', 'is-plain-object', 'is-primitive', '@n1ru4l', 'meros', 'react-compiler-runtime',
];
const ofGraphiql = new RegExp(`node_modules[\\\\/](${packagesOfGraphiql.join('|')})[\\\\/]`);

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  server: {
    host: '127.0.0.1',
    proxy: Object.fromEntries(['/graphql', '/reports', '/oidc', '/audit.csv', '/intake/files', '/intake/marked', '/healthz'].map((path) => [path, { target: api }])),
  },
  build: {
    outDir: '../dist/web',
    emptyOutDir: true,
    target: 'es2023',
    chunkSizeWarningLimit: 1600, // antd is one chunk of its own, kept by the browser between releases
    rolldownOptions: {
      // a hint to a compiler that this build does not use
      onLog: (level, log, tell) => { if (log.code !== 'MODULE_LEVEL_DIRECTIVE') tell(level, log); },
      input: { index: join(import.meta.dirname, 'index.html'), graphiql: join(import.meta.dirname, 'graphiql.html') },
      output: {
        codeSplitting: {
          groups: [
            { name: 'react', test: /node_modules[\\/](react|react-dom|react-router|scheduler)[\\/]/, priority: 3 },
            { name: 'charts', test: /node_modules[\\/](echarts|zrender)[\\/]/, priority: 2 },
            { name: 'antd', test: /node_modules[\\/](antd|@ant-design|@rc-component|rc-[^\\/]+)[\\/]/, priority: 2 },
            // what the two entries share; GraphiQL's own packages come last, so that the application never loads them
            { name: 'vendor', test: (id) => id.includes('vite/preload-helper') || (id.includes('node_modules') && !ofGraphiql.test(id)), priority: 1 },
            { name: 'graphiql', test: ofGraphiql },
          ],
        },
      },
    },
  },
});
