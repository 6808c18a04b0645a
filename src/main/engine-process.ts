import { openEngine, serveEngine } from './engine/index.ts'
import { findHome } from './home.ts'
import { findResources } from './resources.ts'

/** The engine as a process of its own, for a parent that forked it: a crash in native code ends this one only. */
const engine = openEngine({ home: findHome(process.argv[2]), resources: findResources() })

serveEngine(engine, {
  // A parent that has died cannot be told anything any more; 'disconnect' below sees to the rest.
  post: (message) => {
    if (process.connected) process.send?.(message, undefined, undefined, () => undefined)
  },
  onMessage: (listener) => process.on('message', listener),
})

// Without a parent there is nobody to work for; what is committed stays, and runs can be resumed.
process.on('disconnect', () => {
  void engine.close().then(() => process.exit(0))
})
