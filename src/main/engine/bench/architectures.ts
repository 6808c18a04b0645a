import type { ArchitectureSummary } from '../../../shared/architecture.ts'
import { AcuityError } from '../../../shared/errors.ts'
import { findArchitecture, listArchitectures, variantOf, type Architecture } from '../architectures/index.ts'
import { readText } from '../files/index.ts'
import { inUntrainedProcess } from './untrained-process.ts'

/**
 * The architectures that ship, with what each learns and computes.
 * @param crops sides of the image in pixels
 */
export async function summariseArchitectures(
  resources: string,
  crops: readonly number[],
): Promise<ArchitectureSummary[]> {
  const architectures = await listArchitectures(resources)
  const sizes = await inUntrainedProcess('count', { files: architectures.map(({ file }) => file), crops })
  return architectures.map(({ name, title, modifications }, i) => ({
    name,
    title,
    modifications,
    sizes: sizes[i] ?? [],
  }))
}

/**
 * The prototxt of an architecture.
 * @param only takes these of its modifications and leaves the others; all where undefined
 * @throws AcuityError `not-found`, `invalid-input` where it knows no such modification
 */
export async function architectureText(resources: string, name: string, only?: readonly string[]): Promise<string> {
  const architecture = await requireArchitecture(resources, name)
  const text = await readText(architecture.file, 'architecture')
  return only === undefined ? text : variantOf(text, only, architecture.name)
}

/** @throws AcuityError `not-found` with the names that there are */
export async function requireArchitecture(resources: string, name: string): Promise<Architecture> {
  const found = await findArchitecture(resources, name)
  if (found) return found
  const known = (await listArchitectures(resources)).map((architecture) => architecture.name).join(', ')
  throw new AcuityError('not-found', `There is no architecture ${name}: choose one of ${known}.`)
}
