import { defineConfig } from 'electron-vite'

/**
 * One flat folder of entries for everything that runs in Node: workers and probes are found beside the file that
 * starts them (src/main/engine/threads/worker-thread.ts). Built for Node 20.18, the oldest that an Electron we run on has.
 */
export default defineConfig({
  main: {
    build: {
      target: 'node20',
      rolldownOptions: {
        input: {
          cli: 'src/main/cli/index.ts',
          'engine-process': 'src/main/engine-process.ts',
          'evaluate-worker': 'src/main/engine/eval/evaluate-worker.ts',
          'inspect-worker': 'src/main/engine/indexing/inspect-worker.ts',
          'model-worker': 'src/main/engine/eval/model-worker.ts',
          'probe-provider': 'src/main/engine/runtime/probe-provider.ts',
        },
        output: { entryFileNames: '[name].js', chunkFileNames: 'chunk-[hash].js' },
      },
    },
  },
})
