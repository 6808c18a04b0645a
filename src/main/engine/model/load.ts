import { createHash } from 'node:crypto'
import { AcuityError, messageOf } from '../../../shared/errors.ts'
import { asClassifier, type Classifier, type LoadedModel } from './classifier.ts'
import { readExternalData } from './external-data.ts'
import { isText } from './caffe/recognise-text.ts'
import { recogniseForeignFile, recogniseNoOnnx } from './foreign.ts'
import { ownNormalisation } from './normalisation.ts'
import { type OnnxModel, readModel } from './onnx/read.ts'
import { prune } from './prune.ts'
import { MAX_MODEL_BYTES, readFileHashed, readHead } from './read-file.ts'

const TEXT = 'it is text, an error message or notes perhaps, and no network: look into it, and pass the model itself'

/**
 * Reads an ONNX file and its external data, and says what it is.
 * @throws AcuityError `model-invalid` where it is no image classifier in ONNX, `not-found`, `file-unreadable`
 */
export async function loadModel(file: string): Promise<LoadedModel> {
  const hash = createHash('sha256')
  const content = await readFileHashed(file, hash, MAX_MODEL_BYTES, await excess(file))
  const foreign = recogniseNoOnnx(content) ?? (isText(content) ? TEXT : undefined)
  if (foreign) throw new AcuityError('model-invalid', `${file} is no ONNX file: ${foreign}.`)
  const whole = parse(file, content)
  const classifier = asClassifier(file, whole)
  // Weights of every output that may be taken, and of no other part.
  const graph = prune(whole.graph, ...classifier.heads.map(({ name }) => name))
  const external = await readExternalData(file, content.byteLength, graph, hash)
  const { inputName: input, layout } = classifier.description
  const normalisation = ownNormalisation(graph, external, { input, layout })
  const besides = { normalisation, bytes: content.byteLength + external.bytes, sha256: hash.digest('hex'), caffe: null }
  const loaded = ({ onnx, description, heads, take }: Classifier): LoadedModel => ({
    file,
    onnx,
    external,
    heads,
    description: { ...description, ...besides },
    take: (head) => loaded(take(head)),
  })
  return loaded(classifier)
}

/** What to say of a file that is too large: one that is no ONNX file is not to be exported smaller. */
async function excess(file: string): Promise<string | undefined> {
  const foreign = recogniseForeignFile(await readHead(file))
  return foreign && `it is no ONNX file: ${foreign}.`
}

/** Parses what a stranger wrote: whatever goes wrong in here, the file is to blame. */
function parse(file: string, content: Uint8Array): OnnxModel {
  try {
    return readModel(content)
  } catch (cause) {
    const reason = messageOf(cause)
    throw new AcuityError(
      'model-invalid',
      `${file} is no readable ONNX file (${reason}): it may be damaged, or in another format. Download or export it again.`,
      { cause },
    )
  }
}
