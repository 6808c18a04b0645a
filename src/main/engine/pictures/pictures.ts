import { AcuityError } from '../../../shared/errors.ts'
import type { Geometry } from '../../../shared/recipe.ts'
import type { Database } from '../db/index.ts'
import { WorkerThread, workerEntry } from '../threads/index.ts'
import { locateImage } from './locate-image.ts'
import type { ImageFile, PictureTasks } from './picture-tasks.ts'
import { RecentPictures } from './recent-pictures.ts'

/** One picture in work and one waiting, so that the thread is never idle. */
const LANES = 2

/** Some three hundred thumbnails. */
const KEPT_BYTES = 32 << 20

interface Waiting {
  go: () => void
  giveUp: (error: AcuityError) => void
}

/**
 * Draws images as the evaluation decodes them, in a thread that is started for the first. What was asked for last comes
 * first: while someone scrolls, that is what is in view.
 */
export class Pictures {
  readonly #db
  readonly #recent = new RecentPictures(KEPT_BYTES)
  #thread: WorkerThread<PictureTasks> | undefined
  #inWork = 0
  readonly #waiting: Waiting[] = []

  constructor(db: Database) {
    this.#db = db
  }

  /**
   * @param side what the longer side is at most
   * @returns a BMP file
   * @throws AcuityError `not-found`, or `file-unreadable` where the file is damaged or not what was indexed
   */
  draw(image: number, side: number): Promise<Uint8Array<ArrayBuffer>> {
    return this.#make(`${image} ${side}`, image, (thread, located) => thread.run('draw', { ...located, side }))
  }

  /**
   * The pixels that a recipe makes of an image: those that its network is given, before mean and scale.
   * @returns a BMP file of crop × crop pixels
   * @throws AcuityError as {@link draw}, and also where the image is smaller than the crop
   */
  crop(image: number, { fit, resize, crop, cropRounding, resampler }: Geometry): Promise<Uint8Array<ArrayBuffer>> {
    const geometry: Geometry = { fit, resize, crop, cropRounding, resampler }
    return this.#make(`${image} ${JSON.stringify(geometry)}`, image, (thread, located) =>
      thread.run('crop', { ...located, geometry }),
    )
  }

  async #make(
    key: string,
    image: number,
    work: (thread: WorkerThread<PictureTasks>, located: ImageFile) => Promise<Uint8Array<ArrayBuffer>>,
  ): Promise<Uint8Array<ArrayBuffer>> {
    const kept = this.#recent.get(key)
    if (kept) return kept
    const located = locateImage(this.#db, image)
    if (this.#inWork === LANES)
      await new Promise<void>((go, giveUp) => {
        this.#waiting.push({ go, giveUp })
      })
    else this.#inWork++
    try {
      if (!this.#thread?.alive) this.#thread = new WorkerThread(workerEntry('picture-worker', import.meta.url))
      const picture = await work(this.#thread, located)
      this.#recent.add(key, picture)
      return picture
    } finally {
      // The place goes to whoever waits.
      const next = this.#waiting.pop()
      if (next) next.go()
      else this.#inWork--
    }
  }

  async close(): Promise<void> {
    for (const { giveUp } of this.#waiting.splice(0)) giveUp(new AcuityError('cancelled', 'The engine was closed.'))
    await this.#thread?.close()
  }
}
