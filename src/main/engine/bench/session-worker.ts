import { noise, Session } from '../runtime/index.ts'
import { serveTasks } from '../threads/index.ts'
import type { SessionTasks } from './session-tasks.ts'

/** A network and its input, both resident: copies from and to the host are part of what is timed. */
interface Resident {
  session: Session<'classes' | 'probabilities'>
  pixels: Uint8Array
  /** Bytes of one image. */
  size: number
}

const residents: Resident[] = []

serveTasks<SessionTasks>(
  {
    load: async ({ network: { file, pixels, topClasses, topProbabilities }, crop, images, session }) => {
      const size = crop * crop * 3
      const ports = { pixels, outputs: { classes: topClasses, probabilities: topProbabilities } }
      residents.push({
        session: await Session.create(file, ports, crop, session),
        pixels: noise(images * size),
        size,
      })
      return residents.length - 1
    },

    time: async ({ network, batch }) => {
      const resident = residents[network]
      if (!resident) throw new Error(`no network ${network} was loaded`)
      const pixels = resident.pixels.subarray(0, batch * resident.size)
      const start = performance.now()
      await resident.session.run(pixels, batch)
      return performance.now() - start
    },
  },
  async () => {
    for (const { session } of residents) await session.release()
  },
)
