import path from 'node:path'
import { messageOf } from '../../../../shared/errors.ts'
import { temporaryFolder, writeFiles } from '../../../../testing/folders.ts'
import { findResources } from '../../../resources.ts'
import { listFiles } from '../list-files.ts'
import { readContents, type ContentsOptions } from '../read-contents.ts'

const resources = findResources()

/** A folder of images that a test makes, gone when it is over, and what is read of it. */
export class ImagesFolder {
  /** The folder above that of the images. */
  readonly around = temporaryFolder()
  root = path.join(this.around, 'val')

  write(files: Record<string, string | Uint8Array>, folder = this.root): void {
    writeFiles(folder, files)
  }

  read(options: Partial<ContentsOptions> = {}) {
    return readContents(listFiles, { root: this.root, resources, ...options })
  }

  /** The layout and the labels, or why there are none. */
  async outcome(options: Partial<ContentsOptions> = {}) {
    try {
      const { layout, files } = await this.read(options)
      return [layout, ...files.map(({ label, fault }) => fault?.reason ?? label)]
    } catch (error) {
      return messageOf(error)
    }
  }

  /** The same of three images, or others, with a list beside their folder. */
  async listed(text: string | Uint8Array, images: Record<string, string> = flat) {
    this.write(images)
    this.write({ 'list.txt': text }, this.around)
    return this.outcome({ labelsFile: path.join(this.around, 'list.txt') })
  }
}

export const flat = { 'a.JPEG': '', 'b.JPEG': '', 'c.JPEG': '' }
