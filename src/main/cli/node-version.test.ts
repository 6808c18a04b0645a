import { expect, it } from 'vitest'
import { unsupportedNode } from './node-version.ts'

it.each(['22.18.0', '22.20.1', '24.0.0', '100.1.0', process.versions.node])('runs on Node %s', (version) => {
  expect(unsupportedNode(version)).toBeNull()
})

it.each(['18.0.0', '20.20.2', '22.17.9', '9.99.0'])('says what to do on Node %s', (version) => {
  expect(unsupportedNode(version)).toBe(
    `Acuity needs Node 22.18 or later, and this is Node ${version}: start it with a newer one (in the project, ` +
      '"npm run acuity" brings its own on Linux x64).',
  )
})
