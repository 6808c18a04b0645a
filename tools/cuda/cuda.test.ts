import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '../../src/testing/folders.ts'
import { linkedLibraries } from '../../src/main/engine/runtime/cuda-libraries.ts'
import { installFromNpm } from './from-npm.ts'
import { isOfVersion, runtimeVersion } from './provider-files.ts'

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

  it('is of the ONNX Runtime that is installed, or not fetched at all', async () => {
    expect(runtimeVersion()).toMatch(/^\d+\.\d+\.\d+$/)
    await expect(installFromNpm('0.0.1')).rejects.toThrow(/onnxruntime-node is 0\.0\.1.*1\.29\.0/)
  })

  it.runIf(process.platform === 'linux')('is asked for what it links, as the loader finds it', async () => {
    const libraries = await linkedLibraries(process.execPath)
    expect(libraries.get('libc.so.6')).toMatch(/libc\.so\.6$/)
  })
})
