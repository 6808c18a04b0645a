import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { AcuityError } from '../../../shared/errors.ts'
import { ImageFault } from '../../../shared/skip.ts'
import { asImageFault, ImageFile, inspectImage, openImage } from './index.ts'

const folder = mkdtempSync(path.join(os.tmpdir(), 'acuity-open-'))
afterAll(() => rmSync(folder, { recursive: true }))

const fault = (reason: string) => expect.objectContaining({ constructor: ImageFault, reason }) as Error

describe('opening', () => {
  it('gives what the system knows of the file', () => {
    const file = path.join(folder, 'good.JPEG')
    writeFileSync(file, 'abc')
    const opened = openImage(new ImageFile(file))
    opened.close()
    expect(opened.size).toBe(3)
  })

  it('refuses a folder', () => {
    expect(() => openImage(new ImageFile(folder))).toThrow(fault('file-unreadable'))
  })

  it.skipIf(process.platform === 'win32')('refuses a pipe, without waiting for it', () => {
    const file = path.join(folder, 'pipe.JPEG')
    execFileSync('mkfifo', [file])
    expect(() => openImage(new ImageFile(file))).toThrow(fault('file-unreadable'))
    expect(inspectImage(new ImageFile(file))).toMatchObject({ ok: false, reason: 'file-unreadable' })
  })

  it('refuses a file beyond the limit, whose size is still told', () => {
    const file = path.join(folder, 'large.JPEG')
    const bytes = 2 ** 29 + 1
    writeFileSync(file, '')
    truncateSync(file, bytes)
    expect(() => openImage(new ImageFile(file))).toThrow(fault('too-large'))
    expect(inspectImage(new ImageFile(file))).toMatchObject({ ok: false, reason: 'too-large', bytes })
  })
})

describe('an error becomes', () => {
  const explain = (error: unknown) => asImageFault(error, 'dir/a.JPEG', 'index the folder again')
  const systemError = (code: string) => Object.assign(new Error(`${code}: text of the system`), { code })

  it.each([
    ['ENOENT', 'file-missing'],
    ['EACCES', 'file-unreadable'],
    ['EIO', 'file-unreadable'],
  ])('a fault of the image: %s', (code, reason) => {
    expect(explain(systemError(code))).toEqual(fault(reason))
  })

  it.each(['EMFILE', 'ENFILE', 'ENOMEM', 'EAGAIN'])('a fault of the machine, which is thrown: %s', (code) => {
    expect(() => explain(systemError(code))).toThrow(
      new AcuityError(
        'file-unreadable',
        `Cannot read dir/a.JPEG: ${code}: text of the system. When that is mended, index the folder again.`,
      ),
    )
  })

  it.each([new TypeError('a fault of ours'), new AcuityError('busy', 'another request')])(
    'nothing else, and is thrown as it is: %s',
    (error) => {
      expect(() => explain(error)).toThrow(error)
    },
  )
})
