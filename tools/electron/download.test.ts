import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { temporaryFolder } from '../../src/testing/folders.ts'
import { checkIntegrity } from './download.ts'
import { ProvisionError } from './provision-error.ts'

it('refuses a tarball that is not the pinned one, naming both checksums', () => {
  const tarball = path.join(temporaryFolder(), 'package.tgz')
  writeFileSync(tarball, 'abc')
  // The SHA-512 of "abc" is the standard's own example.
  const integrity = 'sha512-3a81oZNherrMQXNJriBBMRLm+k6JqX6iCp7u5ktV05ohkpkqJ0/BqDa6PCOj/uu9RU1EI2Q86A4qmslPpUyknw=='
  const pinned = { name: 'a-package', version: '1.2.3', integrity }
  expect(() => checkIntegrity(tarball, pinned)).not.toThrow()

  writeFileSync(tarball, 'abd')
  const refusal = () => checkIntegrity(tarball, pinned)
  expect(refusal).toThrow(ProvisionError)
  expect(refusal).toThrow(`a-package@1.2.3 as the registry serves it is refused: its checksum is sha512-`)
  expect(refusal).toThrow(`not ${integrity}`)
})
