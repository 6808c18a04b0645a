import { fillUniform } from '../uniform.ts'
import { elements, type Weights } from './weights.ts'

const SEED = 1

/**
 * Weights for measuring the speed of an architecture that nobody trained: always the same ones, drawn uniformly with the
 * variance that keeps activations in range (He et al. 2015, arXiv 1502.01852, eq. 10), so that no infinity and no
 * denormal number distorts a timing. Biases, scales and variances lie between a half and one and a half.
 */
export const randomWeights: Weights = {
  blob: ({ name }, index, dims) => {
    const values = new Float32Array(elements(dims))
    const bound = dims.length > 1 ? Math.sqrt(6 / elements(dims.slice(1))) : 0.5
    const centre = dims.length > 1 ? 0 : 1
    // Begun for each blob anew: a layer has the same weights in every network that has it.
    fillUniform(values, seedOf(`${SEED}/${name}/${index}`), centre, bound)
    return new Uint8Array(values.buffer)
  },
}

/** A number other than 0 for a text (FNV-1a). */
function seedOf(text: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return hash | 1
}
