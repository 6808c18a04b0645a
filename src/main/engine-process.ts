import type { MessagePortMain, ParentPort } from 'electron'
import type { Port } from '../shared/protocol.ts'
import { windowContract } from '../shared/window-contract.ts'
import { openEngine, serveEngine, serveFailure } from './engine/index.ts'
import { Log, logErrors, slowQueries, stackOf } from './log/index.ts'
import { findResources } from './resources.ts'

/**
 * The engine as a utility process of its own: a crash in native code ends this one only. The main process asks over
 * `parentPort`; it also sends a port for each page, which may ask for what the window's contract holds.
 */
const { parentPort } = process
const [home = '', place] = process.argv.slice(2)
const serve = open(home)

serve.main(fromParent(parentPort))
parentPort.on('message', ({ data, ports: [page] }) => {
  if (page) serve.page(fromPage(page))
  else if (data === 'close') void serve.close().then(() => process.exit(0))
})

/** Where the engine cannot be opened, every request is answered with the reason: a window must be able to show it. */
function open(home: string) {
  const log = new Log(home, 'engine')
  try {
    const opened = openEngine({ home, resources: findResources(), watch: true, onSlow: slowQueries(log) })
    const engine = logErrors(opened, log)
    // Where an engine died under them they go on; after a night with the window closed, that is to be said first.
    void engine.call('queue.takeUp', { paused: place !== 'next' }).catch(() => undefined)
    return {
      main: (port: Port) => serveEngine(engine, port),
      page: (port: Port) => serveEngine(engine, port, windowContract),
      close: () => engine.close(),
    }
  } catch (error) {
    log.write('error', `cannot be opened: ${stackOf(error)}`)
    const fail = (port: Port) => serveFailure(error, port)
    return { main: fail, page: fail, close: () => Promise.resolve() }
  }
}

function fromParent(parent: ParentPort): Port {
  return {
    post: (message) => parent.postMessage(message),
    onMessage: (listener) =>
      parent.on('message', ({ data, ports }) => {
        if (ports.length === 0 && data !== 'close') listener(data)
      }),
  }
}

function fromPage(port: MessagePortMain): Port {
  return {
    post: (message) => port.postMessage(message),
    onMessage: (listener) => {
      port.on('message', ({ data }) => listener(data))
      port.start()
    },
    onClose: (listener) => port.on('close', listener),
  }
}
