import type { Command } from 'commander'
import type { Engine } from '../../shared/contract.ts'
import { AcuityError } from '../../shared/errors.ts'
import type { Cell, Column } from '../../shared/report.ts'
import { printableJson, withoutControls } from '../../shared/text.ts'
import { formatTable, openEngine } from '../engine/index.ts'
import { findHome } from '../home.ts'
import { Log, slowQueries } from '../log/index.ts'
import { findResources } from '../resources.ts'
import { shownFormat } from './format-option.ts'
import { interruption } from './interruption.ts'
import { tellHome, tellWriting } from './supervise/supervised.ts'
import { wordAll } from './word-remedy.ts'

/** What every command is given: an open engine, and how to write its result. */
export interface Context {
  engine: Engine
  json: boolean
  /** Whether tables are shown with all of their cells, also on a terminal. */
  wide: boolean
  /** Aborted when the person interrupts. */
  interrupted: AbortSignal
}

/** Opens the engine for one command, and closes it whatever happens. */
export async function withContext(command: Command, action: (context: Context) => Promise<void>): Promise<void> {
  const {
    home: told,
    json = false,
    wide = false,
  } = command.optsWithGlobals<{ home?: string; json?: boolean; wide?: boolean }>()
  const home = findHome(told)
  const onSlow = slowQueries(new Log(home, 'command'))
  const engine = openEngine({ home, resources: findResources(), onSlow })
  tellHome(home)
  // A plain exit would abort inside the native code of a worker; the signal's own effect does not.
  const interrupted = interruption((signal) => process.kill(process.pid, signal), note)
  try {
    await tellOfHome(engine)
    await action({ engine, json, wide, interrupted: interrupted.signal })
    if (interrupted.signal.aborted) throw new AcuityError('cancelled', 'Interrupted.')
  } finally {
    interrupted.stop()
    await engine.close()
    interrupted.settled()
  }
}

/** A home that can only be read is no reason to say less, but one to say so. */
async function tellOfHome(engine: Engine): Promise<void> {
  const { home, readOnly } = await engine.call('engine.home', {})
  if (readOnly !== null) note(`note: ${home} can only be read: ${readOnly}.`)
}

/** Writes to stdout, waiting while the reader is slow: to programs and files as it is, to a terminal what is harmless. */
export function print(text: string): Promise<void> {
  tellWriting()
  const shown = process.stdout.isTTY ? withoutControls(text) : text
  return new Promise((resolve, reject) => {
    process.stdout.write(shown.endsWith('\n') ? shown : `${shown}\n`, (error) => (error ? reject(error) : resolve()))
  })
}

export function printJson(value: unknown): Promise<void> {
  return print(printableJson(wordAll(value), 2))
}

/** Writes a result for people to stdout. */
export function printText(text: string): Promise<void> {
  return print(withoutControls(text))
}

/** Progress, warnings and what is meant for people only. */
export function note(text: string): void {
  process.stderr.write(`${withoutControls(text)}\n`)
}

/** A table for people: headings with how each is read, and the rows. */
export async function printTable(context: Context, columns: Column[], rows: Cell[][]): Promise<void> {
  for await (const piece of formatTable({ columns, rows }, shownFormat(context))) await print(piece)
}
