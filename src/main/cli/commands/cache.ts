import { Command } from 'commander'
import { integer, text } from '../../../shared/report.ts'
import type { Output } from '../../../shared/contract.ts'
import type { CropCacheSummary } from '../../../shared/crop-cache.ts'
import { describeBefore } from '../../../shared/presets.ts'
import { counted } from '../../../shared/text.ts'
import { byteSize } from '../options.ts'
import { confirm } from '../confirm.ts'
import { formatBytes } from '../format-bytes.ts'
import { printJson, printTable, printText, withContext, type Context } from '../context.ts'

const clearCommand = new Command('clear')
  .description('remove the resized images of one dataset, or all of them, the thumbnails and the wrapped models')
  .option('--dataset <name>', 'a dataset by its name or id, or its folder')
  .action(({ dataset }: { dataset?: string }, command: Command) =>
    withContext(command, async ({ engine, json }) => {
      const cleared = await engine.call('cache.clear', { dataset })
      await (json
        ? printJson(cleared)
        : printText(`Removed ${counted(cleared.files, 'file')}, ${formatBytes(cleared.bytes)}.`))
    }),
  )

const limitCommand = new Command('limit')
  .description('settle what the files of the cache may take together')
  .argument('<size>', 'as in 20GB, 500MB or 16GiB; 0 keeps nothing', byteSize)
  .option('--yes', 'remove what is beyond it without asking')
  .action((limitBytes: number, { yes = false }: { yes?: boolean }, command: Command) =>
    withContext(command, async (context) => {
      const { engine, json } = context
      const { totalBytes } = await engine.call('cache.list', {})
      if (totalBytes > limitBytes && !yes)
        await confirm(
          context,
          `The resized images that are kept take ${formatBytes(totalBytes)}: those beyond ${formatBytes(limitBytes)} will be removed.`,
        )
      const summary = await engine.call('cache.limit', { limitBytes })
      await (json ? printJson(summary) : printText(totals(summary)))
    }),
  )

export const cacheCommand = new Command('cache')
  .description('list the resized images, thumbnails and wrapped models that are kept for later')
  .addCommand(clearCommand)
  .addCommand(limitCommand)
  .action((_options: unknown, command: Command) =>
    withContext(command, async (context) => {
      const summary = await context.engine.call('cache.list', {})
      await (context.json ? printJson(summary) : printSummary(context, summary))
    }),
  )

async function printSummary(context: Context, summary: Output<'cache.list'>): Promise<void> {
  const columns = [
    ...[text('dataset'), text('fit'), integer('resize'), text('resampler')],
    ...[integer('images'), text('size'), text('last used'), text('folder'), text('before')],
  ]
  const rows = summary.files.map(({ file, key, datasets, images, bytes, usedAt }) => [
    datasets.join(', ') || null,
    ...(key ? [key.fit, key.resize, key.resampler] : [null, null, null]),
    ...[
      images,
      formatBytes(bytes),
      usedAt,
      key?.root ?? `damaged: ${file}`,
      (key && describeBefore(key).join(', ')) || null,
    ],
  ])
  if (rows.length > 0) await printTable(context, columns, rows)
  await printText(totals(summary))
  const { thumbnails, wrappedModels } = summary
  await printText(`${counted(thumbnails.images, 'thumbnail')}: ${share(thumbnails)}`)
  await printText(
    `${counted(wrappedModels.models, 'wrapped model')}: ${share(wrappedModels)} in ${wrappedModels.folder}`,
  )
}

function totals({ totalBytes, limitBytes, folder }: CropCacheSummary): string {
  return `${share({ bytes: totalBytes, limitBytes })} in ${folder}`
}

const share = ({ bytes, limitBytes }: { bytes: number; limitBytes: number }) =>
  `${formatBytes(bytes)} of at most ${formatBytes(limitBytes)}`
