import { AcuityError, deserializeError } from '../../../../shared/errors.ts'
import { isOutOfMemory } from '../../runtime/index.ts'
import type { WorkerThread } from '../../threads/index.ts'
import type { Answers, CroppedImages, EvaluateTasks, Question } from './evaluate-tasks.ts'
import { JOB_MS, type Job } from './jobs.ts'
import type { PassMeter } from './pass-meter.ts'
import type { PassRun } from './pass-run.ts'
import type { RunResult } from './run-recorder.ts'
import type { Steps } from './stream.ts'

type Worker = WorkerThread<EvaluateTasks>
type Infer = Pick<Worker, 'run'>

/** A run with the plane that its crops lie in, and what its network takes for an image, in milliseconds. */
export interface PlacedRun {
  run: PassRun
  plane: number
  imageMs: number
}

/** What a run is asked about a job, and what came of its other images. */
type Part = Pick<RunResult, 'imageIds' | 'labels' | 'skips' | 'damages'>

/** What is done with the jobs of a pass: their crops are made, and each run asked for its answers, which it commits. */
export class PassWork {
  readonly #runs: readonly PlacedRun[]
  readonly #meter: PassMeter
  readonly #onDone: () => void

  constructor(runs: readonly PlacedRun[], { meter, onDone }: { meter: PassMeter; onDone: () => void }) {
    this.#runs = runs
    this.#meter = meter
    this.#onDone = onDone
  }

  /** @param take answers the next job, or null */
  steps(take: () => Job | null): Steps<Job, CroppedImages> {
    return {
      next: () => {
        for (let job = take(); job; job = take()) if (this.#active(job).length > 0) return job
        return null
      },
      crop: (worker, slot, job) => {
        const planes = [...new Set(this.#active(job).map(({ plane }) => plane))]
        return worker.run('crop', { slot, planes, images: job.images })
      },
      infer: (worker, slot, job, cropped) => this.#infer(worker, slot, job, cropped),
    }
  }

  #active({ runs }: Job): PlacedRun[] {
    return runs.flatMap((at) => this.#runs[at] ?? []).filter(({ run }) => run.isActive)
  }

  /** So many runs at a time that all of it is soon over: then it is soon cancelled, too. */
  async #infer(worker: Infer, slot: number, job: Job, cropped: CroppedImages): Promise<void> {
    const parts = new Map<number, Part>()
    let answered = 0
    for (const portion of portions(this.#active(job), job.images.length)) {
      const asked = portion.filter(({ run }) => run.isActive)
      const own = asked.map(({ plane }) => {
        const part = parts.get(plane) ?? partOf(job, cropped, plane)
        parts.set(plane, part)
        return part
      })
      for (const { run } of asked) run.inHand += 1
      const answers = await askRuns(worker, slot, asked, own)
      for (const [i, { run }] of asked.entries()) {
        run.inHand -= 1
        const [part, answer] = [own[i], answers[i]]
        if (!part || !answer) continue
        commit(run, { ...answer, ...part })
        answered = Math.max(answered, part.imageIds.length)
      }
    }
    this.#meter.done(answered, cropped)
    this.#onDone()
  }
}

function* portions(runs: readonly PlacedRun[], images: number): Generator<PlacedRun[]> {
  let portion: PlacedRun[] = []
  let ms = 0
  for (const run of runs) {
    if (portion.length > 0 && ms + run.imageMs * images > JOB_MS) {
      yield portion
      portion = []
      ms = 0
    }
    portion.push(run)
    ms += run.imageMs * images
  }
  if (portion.length > 0) yield portion
}

/** Of a job, the images that have a crop in a plane, and what came of the others. */
function partOf({ images }: Job, { skips, damages }: CroppedImages, plane: number): Part {
  const own = skips.filter((skip) => skip.plane === null || skip.plane === plane)
  const skipped = new Set(own.map(({ imageId }) => imageId))
  const cropped = own.length === 0 ? images : images.filter(({ id }) => !skipped.has(id))
  return {
    imageIds: cropped.map(({ id }) => id),
    labels: Int32Array.from(cropped, ({ label }) => label),
    skips: own,
    damages: damages.filter(({ imageId }) => !skipped.has(imageId)),
  }
}

/** @throws what ends all runs of the pass: nothing of theirs can be written either */
function commit(run: PassRun, result: RunResult): void {
  try {
    run.recorder.commit(result)
  } catch (error) {
    if (!(error instanceof AcuityError && error.code === 'busy')) throw error
    run.fail(error)
  }
}

/**
 * Asks runs for the answers to their parts of a job. One that memory does not suffice for takes half its batch and is
 * asked again; one whose network fails has failed.
 * @returns the answers of each, or null
 */
async function askRuns(
  worker: Infer,
  slot: number,
  runs: readonly PlacedRun[],
  parts: readonly Part[],
): Promise<(Answers | null)[]> {
  const answers: (Answers | null)[] = runs.map(() => null)
  let left = runs.map((_, i) => i)
  while (left.length > 0) {
    const questions = left.map((i) => questionOf(runs[i], parts[i]))
    const results = await worker.run('infer', { slot, questions })
    const again: number[] = []
    for (const [n, i] of left.entries()) {
      const [result, placed] = [results[n], runs[i]]
      if (!result || !placed) continue
      if (!('error' in result)) answers[i] = result
      else if (retries(placed.run, deserializeError(result.error))) again.push(i)
    }
    left = again
  }
  return answers
}

function questionOf(placed: PlacedRun | undefined, part: Part | undefined): Question {
  if (!placed || !part) throw new Error('a run was asked for no part')
  const { run, plane } = placed
  return { session: run.number, plane, labels: part.labels, batch: run.batch }
}

function retries(run: PassRun, error: AcuityError): boolean {
  if (isOutOfMemory(error) && run.ranOutOfMemory()) return true
  run.fail(error)
  return false
}
