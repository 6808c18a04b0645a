import { Command, Option } from 'commander'
import { fraction, integer, number, text, type Cell, type Column } from '../../../shared/report.ts'
import type { Engine } from '../../../shared/contract.ts'
import type { Speed } from '../../../shared/run.ts'
import { speedDoubts, UNCERTAIN } from '../../../shared/speed-doubt.ts'
import { percent } from '../../../shared/text.ts'
import { note, printJson, printTable, withContext } from '../context.ts'
import { wordAdvice } from '../word-remedy.ts'
import { showDatasetCommand } from './show-dataset.ts'

interface ListOptions {
  all?: boolean
  archived?: boolean
}

/** A command that lists what the database holds. */
function listCommand<T extends { archivedAt: string | null }>(
  name: string,
  description: string,
  list: (engine: Engine) => Promise<T[]>,
  columns: Column[],
  row: (item: T) => Cell[],
  warningsOf: (item: T) => string[] = () => [],
): Command {
  return new Command(name)
    .description(description)
    .addOption(new Option('--all', 'also what is archived').conflicts('archived'))
    .option('--archived', 'what is archived alone')
    .action(({ all, archived = false }: ListOptions, command: Command) =>
      withContext(command, async (context) => {
        const known = await list(context.engine)
        const items = all ? known : known.filter(({ archivedAt }) => (archivedAt !== null) === archived)
        await (context.json ? printJson(items) : printTable(context, columns, items.map(row)))
        for (const warning of items.flatMap(warningsOf)) note(`warning: ${warning}`)
      }),
    )
}

export const datasetsCommand = listCommand(
  'datasets',
  'list the indexed datasets',
  (engine) => engine.call('datasets.list', {}),
  [
    text('name'),
    integer('images'),
    integer('to skip'),
    integer('classes'),
    text('folder'),
    text('indexed'),
    integer('dataset'),
    integer('with boxes'),
    text('layout'),
  ],
  ({ dataset, name, images, faults, classesPresent, root, indexedAt, boxes, layout }) => [
    name,
    images,
    faults.reduce((sum, { images }) => sum + images, 0),
    classesPresent,
    root,
    indexedAt,
    dataset,
    boxes?.images ?? null,
    layout,
  ],
  ({ name, warnings }) => warnings.map((warning) => `${name}: ${wordAdvice(warning)}`),
).addCommand(showDatasetCommand)

export const modelsCommand = listCommand(
  'models',
  'list the models that were used',
  (engine) => engine.call('models.list', {}),
  [
    text('name'),
    text('input'),
    integer('outputs'),
    number('params (M)'),
    text('file'),
    text('sha256'),
    integer('model'),
  ],
  ({ model, name, layout, height, width, outputs, params, file, sha256 }) => [
    name,
    `${layout} ${height ?? '?'}×${width ?? '?'}`,
    outputs,
    params / 1e6,
    file,
    sha256.slice(0, 12),
    model,
  ],
)

export const runsCommand = listCommand(
  'runs',
  'list the runs',
  (engine) => engine.call('runs.list', {}),
  [
    integer('run'),
    text('name'),
    text('status'),
    text('dataset'),
    integer('images'),
    integer('skipped'),
    fraction('top1'),
    fraction('top5'),
    number('session fps'),
    text('created'),
    integer('indexed'),
    text('spread'),
    text('tags'),
  ],
  ({ run, name, status, dataset, images, top1, top5, speed, createdAt, tags }) => [
    run,
    name,
    status,
    dataset,
    images.evaluated,
    images.skipped,
    top1,
    top5,
    speed.session?.fps ?? null,
    createdAt,
    images.indexed,
    spreadOf(speed.session),
    tags.join(', ') || null,
  ],
)

export const sweepsCommand = listCommand(
  'sweeps',
  'list the sweeps',
  (engine) => engine.call('sweeps.list', {}),
  [integer('sweep'), text('name'), integer('runs'), integer('done'), text('models'), text('created')],
  ({ sweep, name, runs, createdAt }) => [
    sweep,
    name,
    runs.length,
    runs.filter(({ status }) => status === 'done').length,
    [...new Set(runs.map(({ model }) => model))].join(', '),
    createdAt,
  ],
)

function spreadOf(session: Speed['session']): string | null {
  return session && [percent(session.spread), ...(speedDoubts(session).length > 0 ? [UNCERTAIN] : [])].join(' ')
}
