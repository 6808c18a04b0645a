import { Command } from 'commander'
import { shippedClasses } from '../../../shared/label-sets.ts'
import { printJson, printText, withContext } from '../context.ts'
import { describeIndexed, indexFolder } from '../jobs.ts'

interface Options {
  labels?: string
  classes?: string
  boxes?: string
  name?: string
  follow?: boolean
}

export const indexCommand = new Command('index')
  .description(
    'index a folder of class folders, a flat folder with its labels, a tar archive of either, or WebDataset shards; again to bring it up to date',
  )
  .argument('<folder>')
  .option(
    '--labels <file>',
    'Caffe\'s val.txt, "name index" a line, or a table with commas (default: val.txt in the folder, in the archive or beside it)',
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
  .option('--name <name>', "name of the dataset (default: the folder's)")
  .action((folder: string, options: Options, command: Command) =>
    withContext(command, async (context) => {
      const result = await indexFolder(context, { folder, ...options })
      if (context.json) return printJson(result)
      await printText(await describeIndexed(context, result))
    }),
  )
