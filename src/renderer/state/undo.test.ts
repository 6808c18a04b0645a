import { expect, it } from 'vitest'
import { Undo } from './undo.svelte.ts'

function opened() {
  const said: string[] = []
  const undo = new Undo({ say: (text) => said.push(text), fail: (error) => said.push(`failed: ${String(error)}`) })
  return { undo, said }
}

it('undoes one thing after the other, the last first, each when the one before is done', async () => {
  const { undo, said } = opened()
  const steps: string[] = []
  for (const what of ['one', 'two']) {
    undo.push({
      what,
      undo: async () => {
        steps.push(`${what} begins`)
        await new Promise(setImmediate)
        steps.push(`${what} ends`)
      },
    })
  }
  expect(undo.next).toBe('two')
  await Promise.all([undo.undo(), undo.undo()])
  expect(steps).toEqual(['two begins', 'two ends', 'one begins', 'one ends'])
  await undo.undo()
  expect(said).toEqual(['Undone: two.', 'Undone: one.', 'There is nothing to undo.'])
})

it('has what could not be undone tried again', async () => {
  const { undo, said } = opened()
  let broken = true
  undo.push({
    what: 'a run deleted',
    undo: () => (broken ? Promise.reject(new Error('no engine')) : Promise.resolve()),
  })
  await undo.undo()
  expect([undo.next, said]).toEqual(['a run deleted', ['failed: Error: no engine']])
  broken = false
  await undo.undo()
  expect([undo.next, said.at(-1)]).toEqual([null, 'Undone: a run deleted.'])
})

it('undoes what is still being done, and not what was done before it', async () => {
  const { undo, said } = opened()
  undo.push({ what: 'one', undo: () => Promise.resolve() })
  const { promise: answered, resolve: answer } = Promise.withResolvers<undefined>()
  const doing = undo.during(async () => {
    await answered
    undo.push({ what: 'two', undo: () => Promise.resolve() })
  })
  const undone = undo.undo()
  answer(undefined)
  await Promise.all([doing, undone])
  expect([said, undo.next]).toEqual([['Undone: two.'], 'one'])
})
