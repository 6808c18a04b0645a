import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig } from 'electron-vite'
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import type { Plugin } from 'vite'
import { stampPlugins } from './tools/build/stamp.ts'

/** Puts the kernel beside the entries, where the module that loads it looks for it. */
const imageKernel: Plugin = {
  name: 'image-kernel',
  buildStart() {
    execFileSync(process.execPath, ['tools/build-kernel.ts'], { stdio: 'inherit' })
    const source = readFileSync('src/main/engine/wasm/kernel.wasm')
    this.emitFile({ type: 'asset', fileName: 'kernel.wasm', source })
  },
}

/** The main process is built first, the page last. */
const stamp = stampPlugins(process.cwd())

/**
 * Built for the oldest Electron that we run on: Node 20.18 and Chromium 130. What runs in Node is one flat folder of
 * entries: workers and probes are found beside the file that starts them (src/main/engine/threads/worker-thread.ts).
 */
export default defineConfig({
  main: {
    plugins: [imageKernel, stamp.first],
    build: {
      target: 'node20',
      rolldownOptions: {
        input: {
          index: 'src/main/index.ts',
          cli: 'src/main/cli/index.ts',
          'engine-process': 'src/main/engine-process.ts',
          'contents-worker': 'src/main/engine/indexing/contents-worker.ts',
          'evaluate-worker': 'src/main/engine/eval/evaluate-worker.ts',
          'inspect-worker': 'src/main/engine/indexing/inspect-worker.ts',
          'model-worker': 'src/main/engine/library/model-worker.ts',
          'picture-worker': 'src/main/engine/pictures/picture-worker.ts',
          'probe-provider': 'src/main/engine/runtime/probe-provider.ts',
          'session-worker': 'src/main/engine/bench/session-worker.ts',
          'untrained-worker': 'src/main/engine/bench/untrained-worker.ts',
        },
        output: { entryFileNames: '[name].js', chunkFileNames: 'chunk-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      target: 'node20',
      // A sandboxed preload script must be CommonJS, and one file.
      rolldownOptions: {
        input: { preload: 'src/preload/index.ts' },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
      externalizeDeps: false,
    },
  },
  renderer: {
    root: 'src/renderer',
    build: { target: 'chrome130', rolldownOptions: { input: 'src/renderer/index.html' } },
    plugins: [svelte(), stamp.last],
  },
})
