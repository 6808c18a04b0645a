import { AcuityError } from '../../../../shared/errors.ts'
import { NO_ANSWER } from '../../../../shared/results.ts'
import { noise, Session } from '../../runtime/index.ts'
import type { Answers, EvaluateTasks, Timing } from './evaluate-tasks.ts'
import { cropBytes } from './layout.ts'

/** In Electron, whose buffers lie in a cage, ONNX Runtime refuses the memory that threads share: it is copied there. */
const TAKES_SHARED_MEMORY = !('electron' in process.versions)

type BatchAnswers = Pick<Answers, 'classes' | 'probabilities'>
type Opening = Omit<EvaluateTasks['openSession']['input'], 'number'>

/** A network on one provider, asked for the classes of crops. */
export class Inference {
  readonly #session
  readonly #k
  readonly #fixedBatch
  /** Bytes of one crop. */
  readonly #size
  #own = new Uint8Array(0)

  private constructor({ model, crop }: Opening, session: Session<'classes' | 'probabilities'>) {
    this.#session = session
    this.#k = model.k
    this.#fixedBatch = model.batch === 'dynamic' ? null : model.batch
    this.#size = cropBytes({ crop })
  }

  static async open(opening: Opening): Promise<Inference> {
    const { model, crop, session } = opening
    const outputs = { classes: model.topClasses, probabilities: model.topProbabilities }
    return new Inference(opening, await Session.create(model.file, { pixels: model.pixels, outputs }, crop, session))
  }

  /** Runs on resident noise; answers each repetition's latency in milliseconds. */
  async time({ batch, warmUp, repetitions, minMs, maxMs }: Timing): Promise<number[]> {
    const pixels = noise(batch * this.#size)
    for (let i = 0; i < warmUp; i++) await this.#session.run(pixels, batch)
    const latencies: number[] = []
    const begin = performance.now()
    let passed: number
    do {
      const start = performance.now()
      await this.#session.run(pixels, batch)
      latencies.push(performance.now() - start)
      passed = performance.now() - begin
    } while (passed < maxMs && (latencies.length < repetitions || passed < minMs))
    return latencies
  }

  /**
   * @param labels of the crops, one for each
   * @param pixels the crops, and behind them room for what is missing from whole batches
   * @param batch crops that are inferred at a time
   */
  async infer(labels: Int32Array, pixels: Uint8Array, batch: number): Promise<Answers> {
    const values = labels.length * this.#k
    const all: Answers = {
      k: this.#k,
      ranks: [],
      classes: new Int32Array(values),
      probabilities: new Float32Array(values),
    }
    for (let from = 0; from < labels.length; from += batch) {
      const some = labels.subarray(from, from + batch)
      take(all, some, await this.#run(some.length, pixels.subarray(from * this.#size)))
    }
    return all
  }

  release(): Promise<void> {
    return this.#session.release()
  }

  async #run(crops: number, pixels: Uint8Array): Promise<BatchAnswers> {
    // A model of fixed batch gets a full one: what lies beyond the crops is answered and dropped.
    const count = this.#fixedBatch ?? crops
    const batch = this.#owned(pixels.subarray(0, count * this.#size))
    const { classes, probabilities } = await this.#session.run(batch, count)
    if (!(classes instanceof Int32Array && probabilities instanceof Float32Array))
      throw new TypeError('the wrapped model gave other types than it was built to give')
    // What is left of a batch that some operator cuts off would be taken for answers that it never gave.
    const answered = classes.length / this.#k
    if (answered !== count)
      throw new AcuityError(
        'model-invalid',
        `The model gave ${answered} answers for a batch of ${count} images: some operator of it cuts batches off.`,
        { remedies: [{ do: 'set', values: { batch: Math.max(1, Math.min(answered, count - 1)) } }] },
      )
    return { classes, probabilities }
  }

  #owned(pixels: Uint8Array): Uint8Array {
    if (TAKES_SHARED_MEMORY || pixels.buffer instanceof ArrayBuffer) return pixels
    if (this.#own.length < pixels.length) this.#own = new Uint8Array(pixels.length)
    const own = this.#own.subarray(0, pixels.length)
    own.set(pixels)
    return own
  }
}

/** Adds what a network made of a batch to what it made of those before. */
function take(all: Answers, labels: Int32Array, { classes, probabilities }: BatchAnswers): void {
  const { k } = all
  const before = all.ranks.length
  all.classes.set(classes.subarray(0, labels.length * k), before * k)
  all.probabilities.set(probabilities.subarray(0, labels.length * k), before * k)
  labels.forEach((label, i) => {
    const [from, end] = [(before + i) * k, (before + i + 1) * k]
    if (!isFiniteIn(all.probabilities, from, end)) {
      // The classes that come with it are in no order: it is no answer, and so none that is right.
      all.classes.fill(NO_ANSWER, from, end)
      all.probabilities.fill(0, from, end)
    }
    all.ranks.push(rankIn(all.classes, from, end, label))
  })
}

// Plain loops: to make a view of every image's part costs more than to look through it.

function isFiniteIn(values: Float32Array, from: number, end: number): boolean {
  for (let at = from; at < end; at++) if (!Number.isFinite(values[at])) return false
  return true
}

/** Position of a class behind `from`; -1 where it is not there. */
function rankIn(classes: Int32Array, from: number, end: number, label: number): number {
  for (let at = from; at < end; at++) if (classes[at] === label) return at - from
  return -1
}
