import path from 'node:path'

/** Where vitest's setup puts what tests start (`tools/test/bundle-entries.ts`). */
export const bundled = (name: string): string => path.join(import.meta.dirname, '../../out/test', `${name}.js`)
