import { expect, it } from 'vitest'
import { AcuityError } from '../../shared/errors.ts'
import type { Remedy } from '../../shared/remedy.ts'
import { everyRemedy } from '../../testing/remedies.ts'
import { wordAdvice, wordError, wordRemedy } from './word-remedy.ts'

it.each(everyRemedy.map((remedy) => [wordRemedy(remedy)]))('the window says: %s', (words) => {
  expect(words).toMatch(/^[a-z].*[^.]$/)
  expect(words).not.toMatch(/--[a-z]|"acuity|undefined/)
})

it.each<[Remedy, string]>([
  [{ do: 'set', values: { mean: [1.5, 2, 3], std: 4 } }, 'set “Mean” to 1.5, 2, 3 and set “Std” to 4'],
  [{ do: 'state', option: 'classOffset' }, 'set “Class offset”'],
  [{ do: 'state', option: 'labels' }, 'choose its “Labels file”'],
  [{ do: 'change', option: 'memoryLimit', to: 'more' }, 'raise “Memory limit in MB”'],
])('%o is %s', (remedy, words) => expect(wordRemedy(remedy)).toBe(words))

it('stands behind what is wrong', () => {
  const remedies: Remedy[] = [
    { do: 'set', values: { resize: 299 } },
    { do: 'change', option: 'crop', to: 'less' },
  ]
  const message = 'A crop of 299 does not fit.'
  const said = `${message} Set “Resize” to 299, or lower “Crop”.`
  expect(wordError(new AcuityError('recipe-invalid', message, { remedies }))).toBe(said)
  expect(wordAdvice({ message, remedies })).toBe(said)
  expect(wordAdvice('As it was recorded.')).toBe('As it was recorded.')
})
