import type { Notices } from '../state/notices.svelte.ts'
import { ask } from '../state/shell.ts'

/** Has what helps to find out what went wrong put on the clipboard, which takes the engine some seconds, and says so. */
export async function copyDiagnostics(notices: Notices): Promise<void> {
  await notices.attempt(async () => {
    await ask('diagnostics.copy', {})
    notices.say('Copied the diagnostics: paths and names of files stand in them, nothing of images.')
  })
}

export async function showLog(notices: Notices): Promise<void> {
  await notices.attempt(() => ask('diagnostics.showLog', {}))
}
