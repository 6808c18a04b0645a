import type { Command } from 'commander'
import { describe, expect, it } from 'vitest'
import { AcuityError, serializeError } from '../../shared/errors.ts'
import type { Remedy } from '../../shared/remedy.ts'
import { everyRemedy } from '../../testing/remedies.ts'
import { program } from './define-program.ts'
import { wordAdvice, wordAll, wordError, wordRemedy } from './word-remedy.ts'

const SMALLER: Remedy = { do: 'change', option: 'crop', to: 'less' }
const LARGER: Remedy = { do: 'set', values: { resize: 299 } }
const said = 'A crop of 299 does not fit. State the size to resize to (--resize 299), or take a smaller crop (--crop).'

const optionsOf = (command: Command): string[] => [
  ...command.options.flatMap(({ long }) => long ?? []),
  ...command.commands.flatMap(optionsOf),
]

describe('what the command line says to do', () => {
  it.each(everyRemedy.map((remedy) => [wordRemedy(remedy)]))('%s: has these options and commands', (words) => {
    expect(words).toMatch(/^[a-z].*[^.]$/)
    const options = optionsOf(program)
    for (const [option] of words.matchAll(/(?<![\w-])--[a-z-]+/g)) expect(options).toContain(option)
    for (const [, name, given] of words.matchAll(/"acuity ([a-z]+)([^"]*)"/g)) {
      const command = program.commands.find((each) => each.name() === name)
      expect(command, name).toBeDefined()
      for (const [option] of given?.matchAll(/--[a-z-]+/g) ?? [])
        expect(command && optionsOf(command)).toContain(option)
    }
  })

  it.each<[Remedy, string]>([
    [
      { do: 'set', values: { mean: [1.5, 2, 3], std: 4 } },
      'state the mean of each channel and std (--mean 1.5,2,3 --std 4)',
    ],
    [{ do: 'set', values: { output: "it's; rm" } }, String.raw`state the output (--output 'it'\''s; rm')`],
    [{ do: 'state', option: 'classOffset' }, 'state the class offset (--class-offset)'],
    [{ do: 'state', option: 'labels' }, 'state the labels file ("acuity index FOLDER --labels FILE")'],
    [
      { do: 'set', values: { labels: '/data/val.txt' } },
      'state the labels file ("acuity index FOLDER --labels /data/val.txt")',
    ],
    [{ do: 'change', option: 'memoryLimit', to: 'more' }, 'raise the memory limit (--memory-limit)'],
    [{ do: 'choose-another', what: 'run' }, 'choose another run ("acuity runs" lists them)'],
  ])('%o is %s', (remedy, words) => expect(wordRemedy(remedy)).toBe(words))

  it('stands behind what is wrong, also where that came over a port or was recorded', () => {
    const error = new AcuityError('recipe-invalid', 'A crop of 299 does not fit.', { remedies: [LARGER, SMALLER] })
    expect(wordError(error)).toBe(said)
    expect(wordError(new Error('odd'))).toBe('odd')
    expect(wordAdvice({ message: 'A crop of 299 does not fit.', remedies: [LARGER, SMALLER] })).toBe(said)
    expect(wordAdvice('As an earlier version said it (--crop).')).toBe('As an earlier version said it (--crop).')
  })

  it('is text in JSON, where advice and errors may be anywhere', () => {
    const error = new AcuityError('recipe-invalid', 'A crop of 299 does not fit.', { remedies: [LARGER, SMALLER] })
    const advice = { message: 'A crop of 299 does not fit.', remedies: [LARGER, SMALLER] }
    const runs = [{ run: 1, error: serializeError(error), warnings: ['odd', advice], origin: { because: advice } }]
    expect(wordAll(runs)).toEqual([
      {
        run: 1,
        error: { code: 'recipe-invalid', message: said, details: { remedies: [LARGER, SMALLER] } },
        warnings: ['odd', said],
        origin: { because: said },
      },
    ])
  })
})
