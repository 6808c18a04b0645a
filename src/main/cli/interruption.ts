import { onInterrupt } from './supervise/supervised.ts'
import type { Interrupt } from './supervise/messages.ts'

/**
 * How long work that was interrupted may take to end in good order. A network that never answers, which only some images
 * make of it, never does; what is lost of one that is slow are the batches it is at.
 */
const GRACE_MS = 5000

/** An interrupt of the person's, until `stop` or `settled`. */
export interface Interruption {
  /** Aborted at the first one. */
  signal: AbortSignal
  /** From here on, an interrupt has the effect that it has on any program; the time that has begun runs on. */
  stop: () => void
  /** All has ended in good order. */
  settled: () => void
}

/**
 * The first interrupt asks work to end; a second one means now, and so does time that passes after the first.
 * @param end ends this process at once
 * @param tell that this happens because nothing else did
 */
export function interruption(end: (signal: Interrupt) => void, tell: (text: string) => void): Interruption {
  const controller = new AbortController()
  let patience: NodeJS.Timeout | undefined
  const endNow = (signal: Interrupt) => {
    clearTimeout(patience)
    stop()
    end(signal)
  }
  const stop = onInterrupt((signal) => {
    if (controller.signal.aborted) {
      endNow(signal)
      return
    }
    patience = setTimeout(() => {
      tell(
        `acuity: ${GRACE_MS / 1000} s after it was interrupted, a network or a file is still being worked on: it may be so ` +
          'for ever, and is left. What is committed is kept ("acuity evaluate --resume RUN" goes on with a run).',
      )
      endNow(signal)
    }, GRACE_MS).unref()
    controller.abort()
  })
  return { signal: controller.signal, stop, settled: () => clearTimeout(patience) }
}
