import { stat } from 'node:fs/promises'
import { AcuityError } from '../../../shared/errors.ts'
import { findArchitecture, listArchitectures } from '../architectures/index.ts'
import { exists } from '../files/index.ts'
import { modelFolder } from './companions/folder.ts'

/**
 * The file that is meant by a model's name: a path, that of a folder that is a model, or an architecture that ships with Acuity.
 * @throws AcuityError `not-found` for a plain name that is neither
 */
export async function modelFile(resources: string, named: string): Promise<string> {
  const architecture = await findArchitecture(resources, named)
  // A folder that happens to be called as a network that ships is not meant.
  if (architecture ? await isFile(named) : await exists(named)) return (await modelFolder(named))?.file ?? named
  if (architecture) return architecture.file
  if (/[./\\]/.test(named)) return named
  const known = (await listArchitectures(resources)).map(({ name }) => name).join(', ')
  throw new AcuityError('not-found', `${named} is neither a file nor an architecture that ships (${known}).`)
}

const isFile = (file: string) =>
  stat(file).then(
    (found) => found.isFile(),
    () => false,
  )
