import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { temporaryFolder } from '../../src/testing/folders.ts'
import { linkedLibraries } from '../../src/main/engine/runtime/cuda-libraries.ts'
import type { Fetched } from './fetched.ts'
import { fetchFromNpm } from './from-npm.ts'
import { fetchProvider, noticeOf } from './install.ts'
import { InstallError, NotFetched } from './install-error.ts'
import { placeProvider } from './place-provider.ts'
import { isOfVersion, NOTICE_FILE, PROVIDER_FILES, runtimeVersion } from './provider-files.ts'

describe('the CUDA provider', () => {
  it('is known by the version that it was built for, wherever in the file that stands', () => {
    const file = path.join(temporaryFolder(), 'provider.so')
    const border = 16 * 2 ** 20
    for (const at of [0, border - 3, border + 100]) {
      const content = Buffer.alloc(border + 200, 1)
      content.write('\0' + '1.29.0\0', at, 'latin1')
      writeFileSync(file, content)
      expect([isOfVersion(file, '1.29.0'), isOfVersion(file, '1.29'), isOfVersion(file, '1.28.0')]).toEqual([
        true,
        false,
        false,
      ])
    }
  })

  it('is of the ONNX Runtime that is installed, or not fetched at all', () => {
    expect(runtimeVersion()).toMatch(/^\d+\.\d+\.\d+$/)
    expect(() => fetchFromNpm('0.0.1', temporaryFolder())).toThrow(/onnxruntime-node is 0\.0\.1.*1\.29\.0/)
  })

  it('comes from a source without a hash only where the one that has one gives nothing, and that is said', () => {
    const said = vi.spyOn(console, 'log').mockImplementation(() => undefined)
    const fetched = (isPinned: boolean): Fetched => ({ folder: '', source: '', isPinned, licence: null })
    const fail = (error: Error) => (): Fetched => {
      throw error
    }
    const unpinned = vi.fn(() => fetched(false))
    expect(fetchProvider({ pinned: () => fetched(true), unpinned })).toEqual(fetched(true))
    const tampered = fail(new InstallError('is not what it was'))
    expect(() => fetchProvider({ pinned: tampered, unpinned })).toThrow('is not what it was')
    expect(unpinned).not.toHaveBeenCalled()
    expect(fetchProvider({ pinned: fail(new NotFetched('offline')), unpinned })).toEqual(fetched(false))
    expect(said).toHaveBeenLastCalledWith(expect.stringMatching(/^offline\n.*NOT PINNED/))
    const neither = { pinned: fail(new NotFetched('offline')), unpinned: fail(new NotFetched('that too')) }
    expect(() => fetchProvider(neither)).toThrow('offline\nthat too')
    said.mockRestore()
  })

  it('takes the place of another one when it is known to be right, and comes with its licence', () => {
    const [from, to] = [temporaryFolder(), temporaryFolder()]
    const [cuda, shared] = PROVIDER_FILES
    writeFileSync(path.join(to, cuda), 'works')
    const notice = noticeOf('what', { licence: 'MIT License\n© a packager' })
    const place = (content: string) => {
      writeFileSync(path.join(from, cuda), content)
      placeProvider({ from, to, version: '1.29.0', notice })
    }
    const right = '\0libcudart.so.13\0…\0' + '1.29.0\0'
    expect(() => place(right)).toThrow('no provider')
    writeFileSync(path.join(from, shared), 'shared')
    expect(() => place(right.replace('29', '28'))).toThrow('not built as a part of ONNX Runtime 1.29.0')
    expect(() => place(right.replace('so.13', 'so.12'))).toThrow('not built for CUDA 13')
    expect(readdirSync(to)).toEqual([cuda])
    expect(readFileSync(path.join(to, cuda), 'utf8')).toBe('works')
    place(right)
    expect(readdirSync(to).toSorted()).toEqual([NOTICE_FILE, cuda, shared].toSorted())
    expect(readFileSync(path.join(to, cuda), 'utf8')).toBe(right)
    expect(readFileSync(path.join(to, NOTICE_FILE), 'utf8')).toMatch(
      /Copyright \(c\) Microsoft Corporation\n\nPermission is hereby granted[^]*© a packager/,
    )
  })

  it.runIf(process.platform === 'linux')('is asked for what it links, as the loader finds it', async () => {
    const libraries = await linkedLibraries(process.execPath)
    expect(libraries.get('libc.so.6')).toMatch(/libc\.so\.6$/)
  })
})
