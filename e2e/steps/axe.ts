import type { Page } from '@playwright/test'
import axe from 'axe-core'

/** What axe finds wrong with the page as it stands: the rules that are broken, each with the elements concerned. */
export async function violations(page: Page): Promise<[rule: string, elements: string[]][]> {
  // It stays in the document: putting it there takes as long as looking.
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe.source)
  const found = await page.evaluate(async () => {
    const { axe: placed } = globalThis as unknown as { axe: typeof axe }
    // Describing what is right as well would take longer than all else.
    return (await placed.run(document, { resultTypes: ['violations'] })).violations
  })
  return found.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])
}
