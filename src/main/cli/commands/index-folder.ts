import { Command, Option } from 'commander'
import { shippedClasses } from '../../../shared/label-sets.ts'
import { LabelOrderChoice } from '../../../shared/label-order.ts'
import { LayoutChoice } from '../../../shared/layout.ts'
import { printJson, printText, withContext } from '../context.ts'
import { describeIndexed, indexFolder } from '../jobs.ts'

interface Options {
  labels?: string
  classes?: string
  boxes?: string
  name?: string
  follow?: boolean
  layout?: LayoutChoice
  labelOrder?: LabelOrderChoice
}

export const indexCommand = new Command('index')
  .description(
    'index a folder of class folders, a flat folder with its labels, a tar archive of either, WebDataset shards, or Parquet files; again to bring it up to date',
  )
  .argument('<folder>')
  .option(
    '--labels <file>',
    "a list, as Caffe's val.txt, a table or JSON; a devkit of ILSVRC; or a folder of its annotations (default: found with the images " +
      'or around)',
  )
  .option(
    '--classes <file>',
    `class list, "id names" a line, or JSON (default: classes.txt in the folder, else ${shippedClasses("'")})`,
  )
  .option(
    '--boxes <dir>',
    "ILSVRC's XML files with the boxes of the objects (default: found next to the images, or in bbox, Annotations/CLS-LOC " +
      'or the like, beside the folder or above)',
  )
  .option('--follow', 'follow links that lead out of the folder (the default, or as before)')
  .option('--no-follow', 'refuse links that lead out of the folder; later runs refuse them as well')
  .addOption(
    new Option(
      '--layout <layout>',
      'how the classes of the images are said, as docs/layouts.md has them; later runs keep to it (default: what fits, as auto has it again)',
    ).choices(LayoutChoice.options),
  )
  .addOption(
    new Option(
      '--label-order <order>',
      'how labels that are numbers are read; later runs keep to it (default: as indices of the classes, which as-given has again)',
    ).choices(LabelOrderChoice.options),
  )
  .option('--name <name>', "name of the dataset (default: the folder's)")
  .action((folder: string, options: Options, command: Command) =>
    withContext(command, async (context) => {
      const result = await indexFolder(context, { folder, ...options })
      if (context.json) return printJson(result)
      await printText(await describeIndexed(context, result))
    }),
  )
