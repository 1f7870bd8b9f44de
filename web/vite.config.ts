import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Where the server listens while Vite serves the sources (`npm run dev` sets it). */
const api = process.env.API ?? 'http://127.0.0.1:4000';

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  server: {
    host: '127.0.0.1',
    proxy: Object.fromEntries(['/graphql', '/reports', '/audit.csv', '/healthz'].map((path) => [path, { target: api }])),
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
            { name: 'graphiql', test: /node_modules[\\/](@?graphiql|codemirror|codemirror-graphql|graphql-language-service|markdown-it|@radix-ui|@headlessui|@motionone|framer-motion|motion)[\\/]/, priority: 2 },
            { name: 'react', test: /node_modules[\\/](react|react-dom|react-router|scheduler)[\\/]/, priority: 1 },
            { name: 'charts', test: /node_modules[\\/](echarts|zrender)[\\/]/ },
            { name: 'antd', test: /node_modules[\\/](antd|@ant-design|@rc-component|rc-[^\\/]+)[\\/]/ },
            { name: 'vendor', test: /node_modules[\\/]/ },
          ],
        },
      },
    },
  },
});
