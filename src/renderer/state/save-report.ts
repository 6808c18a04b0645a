import type { ShellInput } from '../../shared/shell-contract.ts'
import { bytes } from '../lib/format.ts'
import type { Notices } from './notices.svelte.ts'
import { ask } from './shell.ts'

/** Has the person choose a file, and writes a report there. */
export async function saveReport(notices: Notices, report: ShellInput<'reports.save'>): Promise<void> {
  await notices.attempt(async () => {
    const saved = await ask('reports.save', report)
    if (saved) notices.say(`Saved ${saved.file} (${bytes(saved.bytes)}).`)
  })
}
