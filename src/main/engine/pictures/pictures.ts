import { AcuityError } from '../../../shared/errors.ts'
import type { Thumbnail, ThumbnailSide, ThumbnailSummary } from '../../../shared/picture.ts'
import { geometryOf, type Geometry } from '../../../shared/recipe.ts'
import type { Database } from '../db/index.ts'
import { entryBeside } from '../processes/index.ts'
import { WorkerThread } from '../threads/index.ts'
import { KeptThumbnails } from './kept-thumbnails.ts'
import { locateImage } from './locate-image.ts'
import type { LocatedImage, PictureTasks } from './picture-tasks.ts'
import { RecentPictures } from './recent-pictures.ts'

/** One picture in work and one waiting, so that the thread is never idle. */
const LANES = 2

/** Some thousand thumbnails. */
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
  readonly #thumbnails
  #thread: WorkerThread<PictureTasks> | undefined
  #inWork = 0
  readonly #waiting: Waiting[] = []

  /** @param thumbnailFile where thumbnails are kept */
  constructor(db: Database, thumbnailFile: string) {
    this.#db = db
    this.#thumbnails = new KeptThumbnails(thumbnailFile)
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
   * The image among many: as it was when it was indexed, and from then on without its file.
   * @throws AcuityError as {@link draw}, where it has not been drawn yet
   */
  async thumbnail(image: number, side: ThumbnailSide): Promise<Thumbnail> {
    const location = locateImage(this.#db, image)
    const key = `${image} thumbnail ${side}`
    const bytes =
      this.#recent.get(key) ??
      this.#thumbnails.get(location, side) ??
      (await this.#make(key, image, async (thread, located) => {
        const drawn = await thread.run('thumbnail', { ...located, side })
        if (isJpeg(drawn)) this.#thumbnails.add(location, side, drawn)
        return drawn
      }))
    this.#recent.add(key, bytes)
    return { type: isJpeg(bytes) ? 'image/jpeg' : 'image/bmp', bytes }
  }

  /** What is kept of thumbnails on disk. */
  keptThumbnails(): ThumbnailSummary {
    return this.#thumbnails.describe()
  }

  /** Removes the thumbnails on disk; returns what there was. */
  clearThumbnails(): ThumbnailSummary {
    return this.#thumbnails.clear()
  }

  /**
   * The pixels that a recipe makes of an image: those that its network is given, before mean and scale.
   * @returns a BMP file of crop × crop pixels
   * @throws AcuityError as {@link draw}, and also where the image is smaller than the crop
   */
  crop(image: number, recipe: Geometry): Promise<Uint8Array<ArrayBuffer>> {
    const geometry = geometryOf(recipe)
    return this.#make(`${image} ${JSON.stringify(geometry)}`, image, (thread, located) =>
      thread.run('crop', { ...located, geometry }),
    )
  }

  async #make(
    key: string,
    image: number,
    work: (thread: WorkerThread<PictureTasks>, located: LocatedImage) => Promise<Uint8Array<ArrayBuffer>>,
  ): Promise<Uint8Array<ArrayBuffer>> {
    const kept = this.#recent.get(key)
    if (kept) return kept
    const { kind, root, path, bytes, content, seenMs } = locateImage(this.#db, image)
    if (this.#inWork === LANES)
      await new Promise<void>((go, giveUp) => {
        this.#waiting.push({ go, giveUp })
      })
    else this.#inWork++
    try {
      if (!this.#thread?.alive) this.#thread = new WorkerThread(entryBeside('picture-worker', import.meta.url))
      // Runs of before contents were recorded still show the files that were touched since.
      const indexed = { bytes, content, seenMs: content === null ? null : seenMs }
      const picture = await work(this.#thread, { source: { kind, root }, path, ...indexed })
      this.#recent.add(key, picture)
      return picture
    } finally {
      // The turn goes to whoever waits.
      const next = this.#waiting.pop()
      if (next) next.go()
      else this.#inWork--
    }
  }

  async close(): Promise<void> {
    for (const { giveUp } of this.#waiting.splice(0)) giveUp(new AcuityError('cancelled', 'The engine was closed.'))
    await this.#thread?.close()
    this.#thumbnails.close()
  }
}

const isJpeg = ([first, second]: Uint8Array) => first === 0xff && second === 0xd8
