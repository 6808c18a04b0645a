import { closeSync, cpSync, existsSync, mkdirSync, openSync, readdirSync, readFileSync } from 'node:fs'
import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { expect, it } from 'vitest'
import { acuity, commandLine } from '../../testing/command.ts'
import { temporaryFolder } from '../../testing/folders.ts'
import { sampleDataset, sampleModel, sampleRecipe } from '../../testing/sample.ts'

/** Sets the title, colours by a C1 control, and turns around what follows. */
const HOSTILE = '\u001b]0;owned\u0007\u009b31m\u202Egpj'
/** Wider than a column is on a terminal. */
const LONG = 'x'.repeat(60)
const STEERING = /(?![\n\t]|\r\n)[\p{Cc}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/u

/** What a command writes when stdout and stderr are a terminal. */
function onTerminal(home: string, ...args: string[]): string {
  const [program, ...rest] = commandLine(args).map((arg) => `'${arg.replaceAll("'", String.raw`'\''`)}'`)
  const command = [program, ...rest].join(' ')
  const { stdout } = spawnSync('script', ['-qec', command, '/dev/null'], { env: { ...process.env, ACUITY_HOME: home } })
  // The terminal's own line ends.
  return stdout.toString().replaceAll(/\r+\n/g, '\n')
}

/** The progress bar is ours: it moves the cursor and clears its line, which is no more than a name could say. */
const BAR = new RegExp(String.raw`\u001b(?:[78]|\[\??\d*[A-Za-z])`, 'g')

const hasTerminal = spawnSync('script', ['-qec', 'test -t 1', '/dev/null']).status === 0

it.skipIf(!hasTerminal)('lets no name steer a terminal, in any format; files keep it', async () => {
  const folder = path.join(temporaryFolder(), HOSTILE + LONG)
  const [kind = ''] = readdirSync(sampleDataset).filter((name) => !name.includes('.'))
  mkdirSync(path.join(folder, kind), { recursive: true })
  const [picture = ''] = readdirSync(path.join(sampleDataset, kind))
  cpSync(path.join(sampleDataset, kind, picture), path.join(folder, kind, `${HOSTILE}.JPEG`))
  cpSync(path.join(sampleDataset, 'classes.txt'), path.join(folder, 'classes.txt'))

  const home = temporaryFolder()
  const model = path.join(temporaryFolder(), `${HOSTILE}.onnx`)
  cpSync(sampleModel(99), model)
  const run = ['evaluate', '--dataset', folder, '--model', model, '--recipe', sampleRecipe(99)]
  const shown = [
    onTerminal(home, ...run),
    onTerminal(home, 'datasets'),
    ...['csv', 'json', 'md'].map((as) => onTerminal(home, 'report', '1', '--as', 'images', '--format', as)),
    onTerminal(home, 'report', '1', '--as', 'images', '--format', 'csv', '--out', '/dev/tty'),
    onTerminal(home, 'report', `--${HOSTILE}`),
  ]
  expect(shown[1]).toMatch(/x{3,44}…/)
  expect(onTerminal(home, 'datasets', '--wide')).toContain(LONG)
  for (const text of shown) {
    expect(text).toContain('owned')
    expect(text.replaceAll(BAR, '')).not.toMatch(STEERING)
  }

  const out = path.join(temporaryFolder(), 'images.csv')
  await acuity(home, ['report', '1', '--as', 'images', '--out', out])
  expect(readFileSync(out, 'utf8')).toContain(`${HOSTILE}.JPEG`)
})

it.skipIf(!existsSync('/dev/full'))('says why its result could not be written', () => {
  const [node = '', ...args] = commandLine(['published'])
  const full = openSync('/dev/full', 'w')
  const { status, stderr } = spawnSync(node, args, { stdio: ['ignore', full, 'pipe'], encoding: 'utf8' })
  closeSync(full)
  expect([status, stderr]).toEqual([
    1,
    'acuity: The result could not be written to stdout: no room is left on the device that it goes to.\n',
  ])
})
