import path from 'node:path'

/** Where vitest's setup puts what tests start (`tools/test/bundle-entries.ts`). */
export const bundled = (name: string): string => path.join(import.meta.dirname, '../../out/test', `${name}.js`)

const narrow = path.join(import.meta.dirname, '../../out/test-narrow')

/**
 * The command line again, whose networks of the founding table have few weights (`tools/test/narrow-networks.ts`): for tests
 * to which their figures do not matter.
 */
export const narrowCommandLine: string = path.join(narrow, 'cli.js')

/** What ships with it. */
export const narrowResources: string = path.join(narrow, 'resources')
