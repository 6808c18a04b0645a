import { existsSync } from 'node:fs'
import { join } from 'node:path'

/** The team's data for tests, beside the repository and never in it. */
export const sharedData: string = join(import.meta.dirname, '..', '..', '..', 'shared', 'data')

export const hasSharedData: boolean = existsSync(sharedData)

/** Small inputs that once failed, beside the repository as well: each folder's README.txt says what is right. */
export const sharedCases: string = join(import.meta.dirname, '..', '..', '..', 'shared', 'cases')

export const hasSharedCases: boolean = existsSync(sharedCases)
