import { AcuityError } from '../../../shared/errors.ts'
import type { Advice } from '../../../shared/advice.ts'
import type { Remedy } from '../../../shared/remedy.ts'
import type { Provider } from '../../../shared/run.ts'
import type { BatchFinding } from '../library/index.ts'

/** On the CPU the batch hardly matters for speed, and a small one keeps memory low; a GPU wants more at a time. */
const DEFAULT_BATCH: Record<Provider, number> = { cpu: 8, cuda: 64, webgpu: 32 }

interface Network {
  file: string
  /** The batch that the file states. */
  stated: number | null
  finding: BatchFinding
}

/** At which batch a run infers. */
export interface SettledBatch {
  batch: number
  /** The one that the network works at, or that alone is right; null where any is. */
  only: number | null
  /** Why it is not the one that was asked for, or what is usual. */
  warnings: Advice[]
}

/**
 * Settles a run's batch: what was asked for, where the network answers as it would with any other.
 * @throws AcuityError `model-invalid` where no batch gives each image an answer of its own
 */
export function settleBatch(network: Network, asked: number | undefined, provider: Provider): SettledBatch {
  const { stated, finding } = network
  refuseUnanswerable(network)
  const instead = (batch: number) =>
    asked !== undefined && asked !== batch ? ` The batch of ${asked} asked for is not used.` : ''
  if (stated !== null) {
    const remedies: Remedy[] = [{ do: 'set', values: { batch: stated } }]
    const message = `The model's batch is fixed at ${stated}.${instead(stated)}`
    return { batch: stated, only: null, warnings: instead(stated) === '' ? [] : [{ message, remedies }] }
  }
  if (finding.mixing !== null) {
    const why = `The images of a batch influence each other's answers: ${finding.mixing}.`
    return { batch: 1, only: 1, warnings: [`${why} It runs one image at a time.${instead(1)}`] }
  }
  if (finding.only !== null) {
    const { only } = finding
    const why = `The file leaves the batch open, but the network works only at a batch of ${only}, which is frozen inside`
    const faster = 'Export it with a batch that is open throughout, and it may run faster.'
    const remedies: Remedy[] = [{ do: 'set', values: { batch: only } }]
    const message = `${why}: it runs at that.${instead(only)} ${faster}`
    // Who states that batch knows of it.
    return { batch: only, only, warnings: asked === only ? [] : [{ message, remedies }] }
  }
  return { batch: asked ?? DEFAULT_BATCH[provider], only: null, warnings: [] }
}

function refuseUnanswerable({ file, stated, finding: { mixing, only, isBlind, isRandom } }: Network): void {
  if (isRandom)
    throw new AcuityError(
      'model-invalid',
      `${file} answers the same image otherwise each time${mixing === null ? '' : `: ${mixing}`}. Networks exported in training ` +
        "mode do so: export it in evaluation mode, as by torch's model.eval().",
    )
  if (mixing === null) return
  const fixed = stated ?? only
  if (fixed !== null && fixed > 1)
    throw new AcuityError(
      'model-invalid',
      `${file} takes exactly ${fixed} images at a time, and they influence each other's answers: ${mixing}. ` +
        'Export it with a batch of 1.',
    )
  if (isBlind)
    throw new AcuityError(
      'model-invalid',
      `${file} gives every image the same answer when it is by itself, and in a batch the images influence each other's ` +
        `answers: ${mixing}. No answer of it is about one image.`,
    )
}
