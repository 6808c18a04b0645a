import type { WrappedFile } from '../library/index.ts'
import { matrixProduct } from '../model/index.ts'
import { noise, Session, traceNetwork } from '../runtime/index.ts'
import { serveTasks } from '../threads/index.ts'
import type { SessionTasks } from './session-tasks.ts'

/** A network and its input, both resident: copies from and to the host are part of what is timed. */
interface Resident {
  session: Session<string>
  /** Side of an image. */
  side: number
  pixels: Uint8Array
}

const residents: Resident[] = []

serveTasks<SessionTasks>(
  {
    load: async ({ network, crop, session }) =>
      add(await Session.create(network.file, portsOf(network), crop, session), crop),

    loadProduct: async ({ size, precision, session }) => {
      const { model, pixels, output, macs } = matrixProduct(size, precision === 'fp16' ? 'float16' : 'float32')
      const ports = { pixels, outputs: { output } }
      return { number: add(await Session.create(model, ports, 1, session), 1), macs }
    },

    trace: ({ network, crop, batch, session }) =>
      traceNetwork(network.file, portsOf(network), { side: crop, batch }, session),

    time: async ({ network, batch }) => {
      const resident = residents[network]
      if (!resident) throw new Error(`no network ${network} was loaded`)
      const pixels = pixelsOf(resident, batch)
      const start = performance.now()
      await resident.session.run(pixels, batch)
      return performance.now() - start
    },
  },
  async () => {
    for (const { session } of residents) await session.release()
  },
)

const portsOf = ({ pixels, topClasses, topProbabilities }: WrappedFile) => ({
  pixels,
  outputs: { classes: topClasses, probabilities: topProbabilities },
})

function add(session: Session<string>, side: number): number {
  residents.push({ session, side, pixels: new Uint8Array() })
  return residents.length - 1
}

/** Noise for a batch: drawn when so many are first asked for, so that memory runs out for that batch and no other. */
function pixelsOf(resident: Resident, batch: number): Uint8Array {
  const bytes = batch * resident.side * resident.side * 3
  if (resident.pixels.byteLength < bytes) resident.pixels = noise(bytes)
  return resident.pixels.subarray(0, bytes)
}
