import { Presets, SingleBar } from 'cli-progress'
import { withoutControls } from '../../shared/text.ts'
import { note } from './context.ts'

const LINE_EVERY_MS = 5_000

/** Shows how far a long job is: a bar on a terminal, a line every few seconds elsewhere. All of it on stderr. */
export interface ProgressView {
  update(done: number, total: number, detail: string): void
  /** Writes a line of its own. */
  say(text: string): void
  end(): void
}

export function showProgress(what: string): ProgressView {
  return process.stderr.isTTY ? bar(what) : lines(what)
}

function bar(what: string): ProgressView {
  const bar = new SingleBar(
    { format: `${what} {bar} {value}/{total} {detail}`, stream: process.stderr, hideCursor: true, barsize: 24 },
    Presets.shades_classic,
  )
  let started = false
  return {
    update(done, total, text) {
      // The bar has one line.
      const detail = withoutControls(text).replaceAll(/\s/g, ' ')
      if (!started) bar.start(total, done, { detail })
      started = true
      bar.setTotal(total)
      bar.update(done, { detail })
    },
    say(text) {
      // In the place of the bar, which is drawn again below.
      if (started) process.stderr.write('\r\u001B[K')
      note(text)
    },
    end() {
      if (started) bar.stop()
    },
  }
}

function lines(what: string): ProgressView {
  let last = performance.now()
  return {
    update(done, total, detail) {
      if (performance.now() - last < LINE_EVERY_MS) return
      last = performance.now()
      note(`${what} ${done}/${total} ${detail}`)
    },
    say: note,
    end() {
      // Every line was complete.
    },
  }
}

/** `1m 20s`, as people say it. */
export function duration(seconds: number): string {
  const whole = Math.round(seconds)
  if (whole < 60) return `${whole}s`
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60)]
  return hours > 0 ? `${hours}h ${minutes}m` : `${minutes}m ${whole % 60}s`
}
