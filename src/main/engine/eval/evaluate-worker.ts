import path from 'node:path'
import { createDecoder, createPreprocessor, FileReader, type Preprocessor } from '../image/index.ts'
import { ImageFault } from '../../../shared/skip.ts'
import type { PendingImage, Prediction, Skip } from '../db/index.ts'
import { noise, Session } from '../runtime/index.ts'
import { serveTasks } from '../threads/index.ts'
import type { BatchResult, EvaluateTasks } from './evaluate-tasks.ts'

/** A worker decodes and infers: on the CPU there is one for each core, each with a one-thread session of its own. */
class Evaluator {
  readonly #reader = new FileReader('resume the run')
  readonly #preprocessor
  readonly #session
  readonly #k
  readonly #fixedBatch
  /** Bytes of one crop. */
  readonly #size
  readonly #pixels

  private constructor(
    { model, geometry, batch }: EvaluateTasks['load']['input'],
    preprocessor: Preprocessor,
    session: Session<'classes' | 'probabilities'>,
  ) {
    this.#preprocessor = preprocessor
    this.#session = session
    this.#k = model.k
    this.#fixedBatch = model.batch === 'dynamic' ? null : model.batch
    this.#size = geometry.crop * geometry.crop * 3
    this.#pixels = noise(batch * this.#size)
  }

  static async load(input: EvaluateTasks['load']['input']): Promise<Evaluator> {
    const { model, geometry, session } = input
    const ports = {
      pixels: model.pixels,
      outputs: { classes: model.topClasses, probabilities: model.topProbabilities },
    }
    const preprocessor = createPreprocessor(geometry, createDecoder())
    return new Evaluator(input, preprocessor, await Session.create(model.file, ports, geometry.crop, session))
  }

  async timeSession({ warmUp, repetitions, maxMs }: EvaluateTasks['timeSession']['input']): Promise<number[]> {
    const batch = this.#pixels.byteLength / this.#size
    for (let i = 0; i < warmUp; i++) await this.#session.run(this.#pixels, batch)
    const latencies: number[] = []
    const end = performance.now() + maxMs
    while (latencies.length < repetitions && (latencies.length === 0 || performance.now() < end)) {
      const start = performance.now()
      await this.#session.run(this.#pixels, batch)
      latencies.push(performance.now() - start)
    }
    return latencies
  }

  async evaluate({ root, images }: EvaluateTasks['evaluate']['input']): Promise<BatchResult> {
    const skips: Skip[] = []
    const decoded: PendingImage[] = []
    let decodeMs = 0
    for (const image of images) {
      const start = performance.now()
      const skip = this.#preprocess(root, image, decoded.length)
      if (skip) skips.push(skip)
      else {
        decoded.push(image)
        decodeMs += performance.now() - start
      }
    }
    const predictions: Prediction[] = []
    for (const answer of await this.#infer(decoded))
      if (answer.probabilities.every(Number.isFinite)) predictions.push(answer)
      else skips.push({ imageId: answer.imageId, reason: 'non-finite-output', detail: 'it answered NaN or infinity' })
    return { predictions, skips, decodeMs, decoded: decoded.length }
  }

  release(): Promise<void> {
    return this.#session.release()
  }

  /** Writes the image's crop into its place in the batch, or says why there is none. */
  #preprocess(root: string, { id, path: relative, bytes }: PendingImage, place: number): Skip | null {
    try {
      const content = this.#reader.read(path.join(root, relative), bytes)
      this.#preprocessor.preprocess(content, this.#pixels.subarray(place * this.#size, (place + 1) * this.#size))
      return null
    } catch (error) {
      if (!(error instanceof ImageFault)) throw error
      return { imageId: id, reason: error.reason, detail: error.message }
    }
  }

  async #infer(images: readonly PendingImage[]): Promise<Prediction[]> {
    if (images.length === 0) return []
    // A model of fixed batch gets a full one: what lies in the places beyond the images is answered and dropped.
    const count = this.#fixedBatch ?? images.length
    const { classes, probabilities } = await this.#session.run(this.#pixels.subarray(0, count * this.#size), count)
    if (!(classes instanceof Int32Array && probabilities instanceof Float32Array))
      throw new TypeError('the wrapped model gave other types than it was built to give')
    return images.map(({ id, label }, i) => {
      const top = classes.slice(i * this.#k, (i + 1) * this.#k)
      return {
        imageId: id,
        rank: top.indexOf(label),
        classes: top,
        probabilities: probabilities.slice(i * this.#k, (i + 1) * this.#k),
      }
    })
  }
}

let evaluator: Evaluator | undefined

function loaded(): Evaluator {
  if (!evaluator) throw new Error('no model was loaded')
  return evaluator
}

serveTasks<EvaluateTasks>(
  {
    load: async (input) => {
      evaluator = await Evaluator.load(input)
      return null
    },
    timeSession: (input) => loaded().timeSession(input),
    evaluate: (input) => loaded().evaluate(input),
  },
  () => evaluator?.release(),
)
