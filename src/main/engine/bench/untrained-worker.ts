import type { ArchitectureSize } from '../../../shared/architecture.ts'
import { AcuityError } from '../../../shared/errors.ts'
import { writeWhole } from '../files/index.ts'
import { countCaffe, loadUntrained, warnOfUnheeded, wrapModel } from '../model/index.ts'
import { serveTasks } from '../threads/index.ts'
import type { UntrainedTasks } from './untrained-tasks.ts'
import { wrapping } from './wrapping.ts'

serveTasks<UntrainedTasks>({
  count: ({ files, crops }) => Promise.all(files.map((file) => sizesAt(file, crops))),

  draw: async ({ file, crop: asked, output, precision, target }) => {
    const own = await loadUntrained(file, asked)
    const model = output === undefined ? own : own.take(output)
    const { caffe, params, outputs, outputKind, layout, sha256 } = model.description
    const crop = asked ?? caffe?.height
    if (crop == null)
      throw new AcuityError('invalid-input', `${file} does not say of which size its images are.`, {
        remedies: [{ do: 'state', option: 'crop' }],
      })
    if (outputs === null) throw new Error(`${file} was converted without scores`)
    // Where the graph does not tell, it is taken for what most networks give: a softmax more or less costs nothing.
    const options = wrapping('caffe', crop, precision, { layout, outputs, outputKind: outputKind ?? 'logits' })
    const { chunks, ...ports } = wrapModel(model, options)
    await writeWhole(target, chunks, { isPassing: true })
    const macs = model.macs.convolutions + model.macs.innerProducts
    const wrapped = { file: target, ...ports }
    return {
      wrapped,
      output: model.description.outputName,
      crop,
      params,
      macs,
      sha256,
      warnings: warnOfUnheeded(model.description),
    }
  },
})

async function sizesAt(file: string, crops: readonly number[]): Promise<ArchitectureSize[]> {
  try {
    const counts = await countCaffe(file, crops)
    return counts.map(({ side, params, macs }) => ({ crop: side, params, macs, problem: null }))
  } catch (error) {
    if (!(error instanceof AcuityError && error.code === 'model-invalid')) throw error
    const [crop, ...others] = crops
    if (crop !== undefined && others.length === 0) return [{ crop, params: null, macs: null, problem: error.message }]
    // One of them is too small: each is asked for alone, for what is wrong with it.
    return (await Promise.all(crops.map((each) => sizesAt(file, [each])))).flat()
  }
}
