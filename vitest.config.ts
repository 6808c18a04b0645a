import os from 'node:os'
import path from 'node:path'
import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig } from 'vitest/config'
import { patient } from './src/testing/patience.ts'

// Every thread and every command that a test starts would strip the types of all its sources anew: a third of its start.
process.env['NODE_COMPILE_CACHE'] ||= path.join(import.meta.dirname, 'node_modules/.cache/node-compile')

/**
 * Files that leave nothing behind, neither in their process nor in the modules that they import: they follow each other in
 * one. Elsewhere each has a process of its own, which takes longer to start than most tests: it may measure its memory.
 */
const TOGETHER = [
  'src/{shared,renderer,main/app}/**/*.test.ts',
  'src/main/engine/{architectures,caches,crop-cache,dataset,db,export,files,image,library,model}/**/*.test.ts',
  'src/main/engine/{pictures,processes,results,runtime,sources,wasm}/**/*.test.ts',
  'src/main/engine/{bench,indexing,tests}/**/*.test.ts',
  'src/{main,main/cli,main/engine,main/log,testing}/*.test.ts',
  'tools/{bench,build,cuda,electron,sample,test}/**/*.test.ts',
]

export default defineConfig({
  // Runes as a page has them: for what runs in Node, the plugin would leave out their reactivity.
  plugins: [svelte({ configFile: false, dynamicCompileOptions: () => ({ generate: 'client' }) })],
  test: {
    globalSetup: ['tools/test/bundle-entries.ts', 'tools/test/homes.ts'],
    alias: [{ find: /^.*\/entry-beside\.ts$/, replacement: path.resolve('src/testing/entry-bundled.ts') }],
    // Native sessions and decoders live in worker threads of their own: tests run in processes, not in threads.
    pool: 'forks',
    // One core less than there are, but two in any case: tests wait for the programs and threads that they start.
    maxWorkers: Math.max(2, os.availableParallelism() - 1),
    setupFiles: 'src/testing/be-patient.ts',
    expect: { poll: { timeout: patient(10_000) } },
    projects: [
      { extends: true, test: { name: 'together', include: TOGETHER, isolate: false } },
      { extends: true, test: { name: 'alone', include: ['{src,tools}/**/*.test.ts'], exclude: TOGETHER } },
    ],
  },
})
