import { expect, it } from 'vitest'
import { RunDraft } from './run-draft.svelte.ts'
it('x', () => {
  const d = new RunDraft(1, 2)
  console.log(d.summary, Object.keys(d))
  d.state('crop', '128')
  console.log(d.summary)
  console.log(RunDraft.toString().slice(0, 800))
  expect(1).toBe(1)
})
