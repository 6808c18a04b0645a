import { findArchitecture } from './architectures/index.ts'
import { exists } from './files/index.ts'

/** The file that is meant by a model's name: a path, or an architecture that ships with Acuity. */
export async function modelFile(resources: string, named: string): Promise<string> {
  if (await exists(named)) return named
  return (await findArchitecture(resources, named))?.file ?? named
}
