import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { expect, it } from 'vitest'
import { temporaryFolder } from '../src/testing/folders.ts'

it('takes paths from where npm was called', () => {
  const folder = temporaryFolder()
  const command = [path.join(import.meta.dirname, 'acuity.ts'), '--home', 'home', 'index', 'nothing']
  const { stderr } = spawnSync(process.execPath, command, {
    env: { ...process.env, INIT_CWD: folder },
    encoding: 'utf8',
  })
  expect(stderr).toContain(`There is no folder ${path.join(folder, 'nothing')}`)
})
