import manifest from '../../../package.json' with { type: 'json' }

const [, LEAST = ''] = /^>=(.+)$/.exec(manifest.engines.node) ?? []

/** What is wrong with a version of Node, such as `20.20.2`, on which native code would end the process without a word; null where it will do. */
export function unsupportedNode(version: string): string | null {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const [leastMajor = 0, leastMinor = 0] = LEAST.split('.').map(Number)
  if (major > leastMajor || (major === leastMajor && minor >= leastMinor)) return null
  return (
    `Acuity needs Node ${LEAST} or later, and this is Node ${version}: start it with a newer one ` +
    '(in the project, "npm run acuity" brings its own on Linux x64).'
  )
}
