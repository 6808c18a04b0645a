import { BrowserWindow, Notification, powerSaveBlocker } from 'electron'
import type { RunProgress, RunSummary } from '../../shared/run.ts'
import type { EngineHost } from './engine-host.ts'
import { finishedText } from './finished-text.ts'

/**
 * Tells the system of runs from now on: not to sleep while one goes on, how far it is, and that it has finished.
 * @param show brings the window to the front
 */
export function signalRuns(host: EngineHost, show: () => void): void {
  const active = new Set<number>()
  let blocker: number | null = null

  const progressed = ({ run, evaluated, skipped, indexed }: RunProgress) => {
    active.add(run)
    blocker ??= powerSaveBlocker.start('prevent-app-suspension')
    showProgress((evaluated + skipped) / indexed)
  }
  const settle = () => {
    if (active.size > 0) return
    if (blocker !== null) powerSaveBlocker.stop(blocker)
    blocker = null
    showProgress(-1)
  }
  const finished = (summary: RunSummary) => {
    active.delete(summary.run)
    settle()
    notify(summary, show)
  }
  const follow = () => {
    host.engine.on('run.progress', progressed)
    host.engine.on('run.finished', finished)
  }

  follow()
  // Another engine knows nothing of the runs of the one before.
  host.onState(({ state }) => {
    active.clear()
    settle()
    if (state !== 'down') follow()
  })
}

/** @param share from 0 to 1; less for none */
function showProgress(share: number): void {
  for (const window of BrowserWindow.getAllWindows()) window.setProgressBar(share)
}

/** Whoever looks at the window sees it there. */
function notify(summary: RunSummary, show: () => void): void {
  const isLookedAt = BrowserWindow.getAllWindows().some((window) => window.isFocused())
  const text = finishedText(summary)
  if (isLookedAt || !text || !Notification.isSupported()) return
  const notification = new Notification(text)
  notification.on('click', show)
  notification.show()
}
