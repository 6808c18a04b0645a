import type { ChartFile } from '../../shared/chart-file.ts'
import { bytes } from '../lib/format.ts'
import type { Notices } from './notices.svelte.ts'
import { ask } from './shell.ts'

/** Has the person say where to save a chart, and tells where it went. */
export async function saveChart(chart: ChartFile, notices: Notices): Promise<void> {
  await notices.attempt(async () => {
    const saved = await ask('charts.save', chart)
    if (saved) notices.say(`Saved ${saved.file} (${bytes(saved.bytes)}).`)
  })
}
