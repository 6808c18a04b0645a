import { isCaffeText, recogniseModelFile, type ModelFileKind, type ModelFormat } from '../../../shared/model-formats.ts'
import { readHead } from './read-file.ts'

interface Recognised {
  format: ModelFormat
  kind: ModelFileKind
}

/** Of which format a file is, and which of a model's files: by its name, or else by what it begins with. */
export async function recognise(file: string): Promise<Recognised | undefined> {
  const named = recogniseModelFile(file)
  if (named) return { format: named.format, kind: named.kind }
  return isCaffeText((await readHead(file)).toString('latin1')) ? { format: 'caffe', kind: 'model' } : undefined
}
