import { readdir, readFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import type { GraphTrace } from '../../../shared/graph-trace.ts'
import { withPassingFolder } from '../processes/index.ts'
import { noise } from './noise.ts'
import { readTrace } from './read-trace.ts'
import { Session, type GraphPorts, type SessionOptions } from './session.ts'

/**
 * Runs a network once with ONNX Runtime's profile on, in a session of its own, and says which provider computed what.
 * Blocks the thread that calls it, as any session does.
 * @throws AcuityError as {@link Session.create} and {@link Session.run}
 */
export async function traceNetwork<O extends string>(
  model: string | Uint8Array,
  ports: GraphPorts<O>,
  { side, batch }: { side: number; batch: number },
  options: SessionOptions,
): Promise<GraphTrace> {
  return withPassingFolder(os.tmpdir(), 'acuity-trace', async (folder) => {
    const session = await Session.create(model, ports, side, { ...options, profilePrefix: path.join(folder, 'run') })
    try {
      await session.run(noise(batch * side * side * 3), batch)
      session.endProfile()
    } finally {
      await session.release()
    }
    const [file] = await readdir(folder)
    if (file === undefined) throw new Error('ONNX Runtime wrote no profile')
    return readTrace(await readFile(path.join(folder, file), 'utf8'), { provider: options.provider, batch, side })
  })
}
