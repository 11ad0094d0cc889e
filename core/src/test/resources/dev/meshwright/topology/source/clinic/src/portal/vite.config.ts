import { defineConfig } from 'vite';

export default defineConfig({
  server: { proxy: { '/api': 'http://booking:80' } },
});
