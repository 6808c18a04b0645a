import { Argument, Command } from 'commander'
import type { Output } from '../../../shared/contract.ts'
import { AcuityError } from '../../../shared/errors.ts'
import { Kind, type DeletionWeight, type Named } from '../../../shared/shelf.ts'
import { counted } from '../../../shared/text.ts'
import { confirm } from '../confirm.ts'
import { printJson, printText, withContext, type Context } from '../context.ts'
import { formatBytes } from '../format-bytes.ts'

const kind = (kinds: readonly Kind[] = Kind.options) => new Argument('<kind>', 'what it is').choices(kinds)

const WHICH = 'by id or name'

/** How many are named one by one. */
const MOST_NAMED = 3

/** `dataset val`, `runs 3 (small), 4 (large)`, `12 runs`. */
function describeThings(things: readonly Named[]): string {
  return Kind.options
    .flatMap((kind) => {
      const those = things.filter((thing) => thing.kind === kind)
      if (those.length === 0) return []
      if (those.length > MOST_NAMED) return [counted(those.length, kind)]
      const names = those.map(({ id, name }) => (kind === 'run' || kind === 'sweep' ? `${id} (${name})` : name))
      return [`${kind}${those.length > 1 ? 's' : ''} ${names.join(', ')}`]
    })
    .join(', ')
}

function describeWeight({ things, images, answers, annotated, cacheBytes }: DeletionWeight): string {
  const lost = [
    ...(answers > 0 ? [counted(answers, 'answer')] : []),
    ...(annotated > 0 ? [`the notes and tags of ${counted(annotated, 'image')}`] : []),
    ...(cacheBytes > 0 ? [`${formatBytes(cacheBytes)} of resized images`] : []),
  ]
  const goes = `This deletes ${describeThings(things)}${lost.length > 0 ? `: ${lost.join(', ')}` : ''}.`
  return images > 0 ? `${goes} The ${counted(images, 'image')} themselves stay where they are.` : goes
}

export const renameCommand = new Command('rename')
  .description('call a dataset, model, run or sweep otherwise; its id stays')
  .addArgument(kind())
  .argument('<which>', WHICH)
  .argument('<name>', 'of no other of its kind')
  .action((kind: Kind, which: string, name: string, _options: unknown, command: Command) =>
    withContext(command, async ({ engine, json }) => {
      const renamed = await engine.call('library.rename', { kind, which, name })
      const text = `${renamed.before} is ${renamed.name} now.`
      await (json ? printJson(renamed) : printText(text))
    }),
  )

/** A command that sets something of several of one kind, and says of how many. */
function setting(
  name: string,
  description: string,
  kinds: readonly Kind[],
  set: (engine: Context['engine'], kind: Kind, which: string[]) => Promise<{ ids: number[] }>,
): Command {
  return new Command(name)
    .description(description)
    .addArgument(kind(kinds))
    .argument('<which...>', WHICH)
    .action((kind: Kind, which: string[], _options: unknown, command: Command) =>
      withContext(command, async ({ engine, json }) => {
        const changed = await set(engine, kind, which)
        await (json ? printJson(changed) : printText(`${counted(changed.ids.length, kind)} changed.`))
      }),
    )
}

const archiving = (archived: boolean) => (engine: Context['engine'], kind: Kind, which: string[]) =>
  engine.call('library.archive', { kind, which, archived })

const pinning = (pinned: boolean) => (engine: Context['engine'], kind: Kind, which: string[]) =>
  engine.call('library.pin', { kind: Pinnable.parse(kind), which, pinned })

const Pinnable = Kind.extract(['run', 'sweep'])

export const archiveCommand = setting(
  'archive',
  'leave out of lists, unless they are asked for all',
  Kind.options,
  archiving(true),
)
export const unarchiveCommand = setting('unarchive', 'show in lists again', Kind.options, archiving(false))
export const pinCommand = setting('pin', 'keep at the top of the window', Pinnable.options, pinning(true))
export const unpinCommand = setting('unpin', 'no longer keep at the top', Pinnable.options, pinning(false))

interface TagOptions {
  add: string[]
  remove: string[]
  note?: string
}

const collect = (text: string, before: string[]) => [...before, text]

export const tagCommand = new Command('tag')
  .description('give runs tags and a note, or take them away')
  .argument('<runs...>', WHICH)
  .option('--add <tag>', 'a tag that they get; may be repeated', collect, [])
  .option('--remove <tag>', 'a tag that they lose; may be repeated', collect, [])
  .option('--note <text>', 'what is to be known of them, in place of what was; "" for none')
  .action((runs: string[], options: TagOptions, command: Command) =>
    withContext(command, async ({ engine, json }) => {
      const changed = await engine.call('runs.annotate', { runs, ...options })
      await (json ? printJson(changed) : printText(`${counted(changed.replaced.length, 'run')} changed.`))
    }),
  )

interface RemoveOptions {
  yes?: boolean
  purge?: boolean
}

export const removeCommand = new Command('rm')
  .description('delete datasets, models, runs or sweeps; "acuity undo" brings them back, for a day at least')
  .addArgument(new Argument('[kind]', 'what they are').choices(Kind.options))
  .argument('[which...]', WHICH)
  .option('--yes', 'without asking')
  .option('--purge', 'remove for good what was deleted, at once')
  .action((kind: Kind | undefined, which: string[], { yes = false, purge = false }: RemoveOptions, command: Command) =>
    withContext(command, async (context) => {
      if (purge === (kind !== undefined) || (kind !== undefined && which.length === 0))
        throw new AcuityError('invalid-input', 'Say what to delete, as in "acuity rm run 3", or --purge alone.')
      await (kind === undefined ? purgeAll(context, yes) : remove(context, kind, which, yes))
    }),
  )

async function remove(context: Context, kind: Kind, which: string[], yes: boolean): Promise<void> {
  const { engine, json } = context
  const weight = await engine.call('library.weighDeletion', { kind, which })
  const [working] = weight.atWork
  if (!yes && !working) await confirm(context, describeWeight(weight))
  const deleted = await engine.call('library.delete', { kind, which })
  const text = `Deleted ${describeThings(deleted.things)}. "acuity undo" brings back what was deleted last.`
  await (json ? printJson({ ...weight, ...deleted }) : printText(text))
}

async function purgeAll(context: Context, yes: boolean): Promise<void> {
  const { engine, json } = context
  const things = (await engine.call('library.deletions', {})).flatMap((deletion) => deletion.things)
  if (things.length > 0 && !yes)
    await confirm(context, `This removes ${describeThings(things)} for good: nothing brings that back.`)
  const purged = await engine.call('library.purge', {})
  await (json ? printJson(purged) : printText(describePurged(purged)))
}

const describePurged = ({ things, answers, cacheBytes }: Output<'library.purge'>) =>
  `Removed ${counted(things, 'thing')} for good, with ${counted(answers, 'answer')} and ${formatBytes(cacheBytes)} of resized images.`

export const undoCommand = new Command('undo')
  .description('bring back what was deleted last')
  .action((_options: unknown, command: Command) =>
    withContext(command, async ({ engine, json }) => {
      const restored = await engine.call('library.restore', {})
      const renamed = restored.renamed.map(
        ({ kind, id, name }) => ` As its name was taken, ${kind} ${id} is ${name} now.`,
      )
      const text = `Brought back ${describeThings(restored.things)}.${renamed.join('')}`
      await (json ? printJson(restored) : printText(text))
    }),
  )
