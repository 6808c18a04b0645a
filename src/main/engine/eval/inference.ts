import type { PendingImage, Prediction, Skip } from '../db/index.ts'
import { noise, Session } from '../runtime/index.ts'
import type { EvaluateTasks, InferredBatch, Timing } from './evaluate-tasks.ts'

/** A network on one provider, asked for the classes of crops. */
export class Inference {
  readonly #session
  readonly #k
  readonly #fixedBatch
  /** Bytes of one crop. */
  readonly #size

  private constructor(
    { model, crop }: EvaluateTasks['openSession']['input'],
    session: Session<'classes' | 'probabilities'>,
  ) {
    this.#session = session
    this.#k = model.k
    this.#fixedBatch = model.batch === 'dynamic' ? null : model.batch
    this.#size = crop * crop * 3
  }

  static async open(input: EvaluateTasks['openSession']['input']): Promise<Inference> {
    const { model, crop, session } = input
    const outputs = { classes: model.topClasses, probabilities: model.topProbabilities }
    return new Inference(input, await Session.create(model.file, { pixels: model.pixels, outputs }, crop, session))
  }

  /** Runs on resident noise; answers each repetition's latency in milliseconds. */
  async time({ batch, warmUp, repetitions, maxMs }: Timing): Promise<number[]> {
    const pixels = noise(batch * this.#size)
    for (let i = 0; i < warmUp; i++) await this.#session.run(pixels, batch)
    const latencies: number[] = []
    const end = performance.now() + maxMs
    while (latencies.length < repetitions && (latencies.length === 0 || performance.now() < end)) {
      const start = performance.now()
      await this.#session.run(pixels, batch)
      latencies.push(performance.now() - start)
    }
    return latencies
  }

  /** @param pixels room for a whole batch, with the images' crops at its beginning */
  async infer(images: readonly PendingImage[], pixels: Uint8Array): Promise<InferredBatch> {
    const predictions: Prediction[] = []
    const skips: Skip[] = []
    for (const answer of await this.#answers(images, pixels))
      if (answer.probabilities.every(Number.isFinite)) predictions.push(answer)
      else skips.push({ imageId: answer.imageId, reason: 'non-finite-output', detail: 'it answered NaN or infinity' })
    return { predictions, skips }
  }

  release(): Promise<void> {
    return this.#session.release()
  }

  async #answers(images: readonly PendingImage[], pixels: Uint8Array): Promise<Prediction[]> {
    if (images.length === 0) return []
    // A model of fixed batch gets a full one: what lies in the places beyond the images is answered and dropped.
    const count = this.#fixedBatch ?? images.length
    const { classes, probabilities } = await this.#session.run(pixels.subarray(0, count * this.#size), count)
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
