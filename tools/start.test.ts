import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { temporaryFolder } from '../src/testing/folders.ts'

const fetched = existsSync(path.join(import.meta.dirname, '../node_modules/electron/dist'))

it.skipIf(fetched)('assembles Electron where it cannot be fetched, and says in two lines what that lacks', () => {
  const { status, stderr } = spawnSync(process.execPath, [path.join(import.meta.dirname, 'start.ts')], {
    encoding: 'utf8',
    // Nobody listens on port 9, nothing that was downloaded or assembled earlier counts, and there is not one program.
    env: {
      ...process.env,
      PATH: temporaryFolder(),
      ELECTRON_OVERRIDE_DIST_PATH: '',
      ELECTRON_MIRROR: 'http://127.0.0.1:9/',
      electron_config_cache: temporaryFolder(),
      ACUITY_ELECTRON_CACHE: temporaryFolder(),
    },
  })
  expect(status).toBe(1)
  const lines = stderr.trimEnd().split('\n')
  expect(lines).toHaveLength(2)
  expect(lines[0]).toMatch(/^Electron: its binary is missing, and could not be fetched \(.+\)\.$/)
  expect(lines[1]).toMatch(/^Missing here: unzip, tar, gcc, g\+\+\. .+ unzip tar g\+\+$|on Linux x64 only/)
})
