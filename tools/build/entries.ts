/** What a process or a thread begins with, but for the app itself: bundled, each is a file of that name beside the others. */
export const entries = {
  cli: 'src/main/cli/index.ts',
  'evaluate-worker': 'src/main/engine/eval/pass/evaluate-worker.ts',
  'index-worker': 'src/main/engine/indexing/index-worker.ts',
  'model-worker': 'src/main/engine/library/model-worker.ts',
  'picture-worker': 'src/main/engine/pictures/picture-worker.ts',
  'probe-provider': 'src/main/engine/runtime/probe-provider.ts',
  'process-watch-worker': 'src/main/engine/threads/process-watch-worker.ts',
  'session-worker': 'src/main/engine/bench/session-worker.ts',
  'untrained-worker': 'src/main/engine/bench/untrained-worker.ts',
}

/** Packages with native code, or that read files of their own, cannot be bundled. */
export const native = ['onnxruntime-node', 'better-sqlite3', 'koffi', '@julusian/jpeg-turbo', '@cwasm/jpeg-turbo']

/** How they are named: flat, so that each finds the others beside itself. */
export const names = { entryFileNames: '[name].js', chunkFileNames: 'chunk-[hash].js' }
