import type { SavedFile } from '../../shared/contract/common.ts'
import { bytes } from '../lib/format.ts'
import type { Notices } from './notices.svelte.ts'

/**
 * Tells where a file went.
 * @param save has the person say where to; null where they would rather not
 */
export async function saveFile(notices: Notices, save: () => Promise<SavedFile | null>): Promise<void> {
  await notices.attempt(async () => {
    const saved = await save()
    if (saved) notices.say(`Saved ${saved.file} (${bytes(saved.bytes)}).`)
  })
}

/**
 * Puts text on the clipboard, and says so.
 * @param what names it in the sentence that says so
 */
export async function copyText(notices: Notices, what: string, render: () => Promise<string> | string): Promise<void> {
  await notices.attempt(async () => {
    await navigator.clipboard.writeText(await render())
    notices.say(`Copied ${what}.`)
  })
}
