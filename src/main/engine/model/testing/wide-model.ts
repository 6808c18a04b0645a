import { buildModel, classifierParts } from './tiny-models.ts'

/**
 * A network of a small file that takes much memory for each image: its features are repeated so often before they are
 * averaged, which changes nothing but for 4 × rows × side² × 4 bytes.
 */
export function wideModel({ side, rows }: { side: number; rows: number }): Uint8Array {
  const { nodes, initializers = [], ...parts } = classifierParts({ side })
  const repeats = {
    name: 'repeats',
    dataType: 'int64',
    dims: [4],
    data: BigInt64Array.of(1n, 1n, BigInt(rows), 1n),
  } as const
  return buildModel({
    ...parts,
    initializers: [...initializers, repeats],
    nodes: nodes.flatMap((node) => {
      if (node.opType !== 'GlobalAveragePool') return [node]
      return [
        { opType: 'Tile', inputs: [...node.inputs, 'repeats'], outputs: ['wide'] },
        { ...node, inputs: ['wide'] },
      ]
    }),
  })
}
