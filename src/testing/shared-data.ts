import { existsSync } from 'node:fs'
import { join } from 'node:path'

/** The team's data for tests, beside the repository and never in it. */
export const sharedData: string = join(import.meta.dirname, '..', '..', '..', 'shared', 'data')

export const hasSharedData: boolean = existsSync(sharedData)
