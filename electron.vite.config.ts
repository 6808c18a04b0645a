import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig } from 'electron-vite'
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import type { Plugin } from 'vite'
import manifest from './package.json' with { type: 'json' }
import { entries, names, native } from './tools/build/entries.ts'
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
 * entries: workers and probes are found beside the file that starts them (src/main/engine/processes/entry-beside.ts).
 */
export default defineConfig({
  main: {
    plugins: [imageKernel, stamp.first],
    build: {
      target: 'node20',
      // Each thread loads what it imports anew: one file is there sooner than a package's hundred.
      externalizeDeps: { exclude: Object.keys(manifest.dependencies).filter((name) => !native.includes(name)) },
      rolldownOptions: {
        input: {
          index: 'src/main/index.ts',
          'engine-process': 'src/main/engine-process.ts',
          ...entries,
        },
        output: names,
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
