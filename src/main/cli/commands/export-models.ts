import { Command } from 'commander'
import { AcuityError } from '../../../shared/errors.ts'
import type { ExportedModel } from '../../../shared/exported-model.ts'
import { note, printJson, printText, withContext } from '../context.ts'
import { positive } from '../options.ts'
import { wordError } from '../word-remedy.ts'

interface Options {
  size?: number
  python?: string
  randomWeights: boolean
}

export const exportCommand = new Command('export')
  .description(
    'export classifiers of timm, torchvision or transformers to ONNX, with the recipe that their library has',
  )
  .usage('[options] <model…> <folder>')
  .argument(
    '<names...>',
    'models, as torchvision:resnet50, torchvision:resnet50.IMAGENET1K_V2, timm:resnet50.a1_in1k or hf:microsoft/resnet-50, and last the folder that they are written to',
  )
  .option('--size <n>', 'side of the images in pixels (default: what the library states)', positive)
  .option('--python <file>', 'the Python that has the library (default: that of the active environment, else python3)')
  .option('--random-weights', 'weights drawn at random: for measuring speed, without a download', false)
  .action((names: string[], options: Options, command: Command) =>
    withContext(command, async ({ engine, json, interrupted }) => {
      const folder = names.pop() ?? ''
      if (names.length === 0)
        throw new AcuityError('invalid-input', 'State the models to be exported, and behind them a folder for them.')
      const exported: ExportedModel[] = []
      let failed = 0
      for (const model of names) {
        note(`exporting ${model}`)
        try {
          exported.push(await engine.call('models.export', { model, folder, ...options }, { signal: interrupted }))
        } catch (error) {
          // The others may well be had.
          if (names.length === 1 || interrupted.aborted) throw error
          failed++
          note(wordError(error))
        }
      }
      await (json ? printJson({ models: exported }) : printText(exported.map(describe).join('\n')))
      if (failed > 0) throw new AcuityError('model-invalid', `${failed} of ${names.length} models were not exported.`)
    }),
  )

function describe({ file, recipeFile, size, sizeFixedBy, classes, difference, versions }: ExportedModel): string {
  const sizes = sizeFixedBy === null ? `made at ${size}, takes any size` : `takes ${size} alone: ${sizeFixedBy}`
  const made = Object.entries(versions).map((of) => of.join(' '))
  return [
    file,
    `  ${classes} classes, any batch, ${sizes}`,
    `  scores differ from the library's own by ${difference.toExponential(1)} of the largest at most (${made.join(', ')})`,
    `  ${recipeFile}`,
  ].join('\n')
}
