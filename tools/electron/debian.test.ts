import { expect, it } from 'vitest'
import { ensure, packagesToInstall } from './debian.ts'
import { ProvisionError } from './provision-error.ts'

const policy = `libasound2:
  Installed: (none)
  Candidate: (none)
  Version table:
libasound2t64:
  Installed: (none)
  Candidate: 1.2.14-1
  Version table:
     1.2.14-1 500
        500 http://deb.debian.org/debian trixie/main amd64 Packages
libcups2t64:
  Installed: 2.4.10-3
  Candidate: 2.4.10-3
  Version table:
xvfb:
  Installed: (none)
  Candidate: 2:21.1.16-1
  Version table:
unzip:
  Installed: 6.0-29
  Candidate: 6.0-29
  Version table:
`

it('installs what is not installed, by the name that the release has for it', () => {
  expect(packagesToInstall(['libasound2', 'libcups2', 'xvfb', 'unzip'], policy)).toEqual(['libasound2t64', 'xvfb'])
})

it('keeps to the known name where the package lists say nothing', () => {
  expect(packagesToInstall(['libgbm1'], '')).toEqual(['libgbm1'])
})

it('says what is missing and which packages bring it, where it may not install', () => {
  const need = { missing: () => ['unzip', 'g++'], packages: ['acuity-test-unzip', 'acuity-test-compiler'] }
  expect(() => ensure(need, false)).toThrow(ProvisionError)
  expect(() => ensure(need, false)).toThrow(/^Missing here: unzip, g\+\+\. .*acuity-test-unzip acuity-test-compiler$/)
})

it('asks for nothing where nothing is missing', () => {
  expect(() => ensure({ missing: () => [], packages: ['acuity-test-unzip'] }, false)).not.toThrow()
})
