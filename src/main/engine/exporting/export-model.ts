import { createReadStream } from 'node:fs'
import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import type { Request } from '../../../shared/contract.ts'
import { AcuityError } from '../../../shared/errors.ts'
import { ExportLibrary, type ExportedModel } from '../../../shared/exported-model.ts'
import type { RecipeFile } from '../../../shared/recipe-suggestion.ts'
import { exists, readJson, writeWhole } from '../files/index.ts'
import { inModelProcess, type ModelConditions } from '../library/index.ts'
import { withPassingFolder } from '../processes/index.ts'
import type { EngineContext } from '../wing.ts'
import { findPython, runPython } from './python.ts'
import { recipeOf } from './recipe-of.ts'

/** The latest that torch 1.13's exporter knows. */
const OPSET = 17

const SCRIPT = path.join('export', 'export_model.py')

/** Random images that the library's network was given, and its answers: files `PLACE.input` and `PLACE.output`. */
const Check = z.object({ batch: z.int(), side: z.int(), classes: z.int(), place: z.int() })

const Exported = z.object({
  size: z.int(),
  checks: z.array(Check).min(1),
  sizeFixedBy: z.string().nullable(),
  versions: z.record(z.string(), z.string()),
})

/**
 * Scores of float32 networks differ by millionths of the largest between torch and ONNX Runtime; another layer, padding or
 * size, by far more than this.
 */
const MOST_DIFFERENCE = 1e-3

/**
 * Exports a classifier of a Python library with that library, and writes it with its recipe.
 * @throws AcuityError `invalid-input` for a name of no library; `already-exists`; as {@link runPython}; `recipe-invalid` where
 *   the library prepares images in a way that Acuity cannot; `model-invalid` where ONNX Runtime computes something else, or one
 *   file does not hold the network
 */
export async function exportModel(
  { resources, caches }: Pick<EngineContext, 'resources' | 'caches'>,
  request: Request<'models.export'>,
  signal: AbortSignal,
): Promise<ExportedModel> {
  const { library, named } = readName(request.model)
  const name = named.replaceAll(/[/\\:]/g, '_')
  const [file, recipeFile] = [`${name}.onnx`, `${name}.recipe.json`].map((each) => path.resolve(request.folder, each))
  if (file === undefined || recipeFile === undefined) throw new Error('a model is two files')
  for (const each of [file, recipeFile])
    if (await exists(each)) throw new AcuityError('already-exists', `${each} is there already: it is not written over.`)

  return withPassingFolder(caches.scratch, 'export', async (folder) => {
    const { randomWeights: random, size, python = findPython() } = request
    const job = { library, name: named, random, folder, opset: OPSET, ...(size !== undefined && { size }) }
    const script = path.join(resources, SCRIPT)
    const exported = await runPython(python, script, { job, of: request.model, result: Exported }, signal)
    await refuseParts(folder, request.model)
    const recipe = recipeOf(library, await readJson(path.join(folder, 'config.json'), CONFIG), request.model, size)
    const chosen = await choose(folder, exported, request.model, { signal })
    await writeWhole(file, createReadStream(path.join(folder, chosen.made)))
    await writeWhole(recipeFile, [`${JSON.stringify(recipe satisfies RecipeFile, null, 2)}\n`])
    const { size: side, versions, checks } = exported
    const { difference, sizeFixedBy } = chosen
    return { name, file, recipeFile, size: side, sizeFixedBy, classes: checks[0]?.classes ?? 0, difference, versions }
  })
}

/** What the script writes. */
const OWN_FILE = /^(?:fixed\.onnx|dynamic\.onnx|config\.json|\d+\.(?:input|output))$/

/** The weights of what one file does not hold are put by torch into others beside it, each called after its layer. */
async function refuseParts(folder: string, model: string): Promise<void> {
  if ((await readdir(folder)).every((name) => OWN_FILE.test(name))) return
  throw new AcuityError('model-invalid', `${model} is larger than one ONNX file can be, of 2 GiB: it is not written.`)
}

const CONFIG = {
  schema: z.looseObject({}),
  what: 'configuration',
  called: 'its configuration',
  code: 'recipe-invalid',
} as const

function readName(model: string): { library: ExportLibrary; named: string } {
  const colon = model.indexOf(':')
  const library = ExportLibrary.safeParse(model.slice(0, Math.max(0, colon)))
  const named = model.slice(colon + 1)
  if (library.success && named !== '' && !named.startsWith('-')) return { library: library.data, named }
  const examples = 'torchvision:resnet50, timm:resnet50.a1_in1k, hf:microsoft/resnet-50'
  throw new AcuityError('invalid-input', `${model} is no name of a library's model, as are ${examples}.`)
}

type Chosen = Pick<ExportedModel, 'difference' | 'sizeFixedBy'> & { made: string }

/** The file for any size, where it answers at another one as the library does; else that for one size. */
async function choose(
  folder: string,
  { checks, sizeFixedBy, size }: z.infer<typeof Exported>,
  model: string,
  conditions: ModelConditions,
): Promise<Chosen> {
  let why = sizeFixedBy
  if (why === null) {
    const found = await differenceOf(folder, 'dynamic.onnx', checks, conditions).catch((error: unknown) => {
      if (!(error instanceof AcuityError && error.code === 'model-invalid')) throw error
      return Infinity
    })
    if (found <= MOST_DIFFERENCE) return { made: 'dynamic.onnx', difference: found, sizeFixedBy: null }
    why = 'its export answers otherwise at another size'
  }
  const ofSize = checks.filter(({ side }) => side === size)
  const difference = await differenceOf(folder, 'fixed.onnx', ofSize, conditions)
  if (difference <= MOST_DIFFERENCE) return { made: 'fixed.onnx', difference, sizeFixedBy: why }
  throw new AcuityError(
    'model-invalid',
    `What ${model} was exported to answers otherwise than the library's own network, by ${(100 * difference).toPrecision(2)}% ` +
      'of its largest score: it is not written.',
  )
}

/** The largest difference between what ONNX Runtime answers and what the library did, as a part of the largest score. */
async function differenceOf(
  folder: string,
  made: string,
  checks: readonly z.infer<typeof Check>[],
  conditions: ModelConditions,
): Promise<number> {
  const inputs = checks.map(({ batch, side, place }) => ({
    shape: [batch, 3, side, side],
    input: path.join(folder, `${place}.input`),
    output: path.join(folder, `${place}.output`),
  }))
  return inModelProcess('differ', { file: path.join(folder, made), checks: inputs }, conditions)
}
