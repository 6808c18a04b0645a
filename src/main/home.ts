import path from 'node:path'
import envPaths from 'env-paths'

/** Where state lives: as told, else `ACUITY_HOME`, else the platform's application-data folder. */
export function findHome(told?: string): string {
  return path.resolve(told || process.env['ACUITY_HOME'] || envPaths('Acuity', { suffix: '' }).data)
}

/** The database of a home. */
export const databaseFile = (home: string) => path.join(home, 'acuity.db')
