import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'

/**
 * What ships beside the program, but for the sample: of the networks of the founding table, the hidden inner products have
 * a sixty-fourth of their outputs. Drawing, writing and loading their weights was most of what tests took that have no use
 * for them. Figures are of networks as they ship: what tests these is not to have this.
 *
 * @param resources the folder of what ships
 * @returns contents by names relative to it
 */
export function narrowNetworks(resources: string): Map<string, Buffer> {
  const names = globSync('**/*.*', { cwd: resources, exclude: ['sample'] })
  return new Map(names.map((name) => [name, narrow(readFileSync(path.join(resources, name)), name)]))
}

const [WIDE, NARROW] = ['num_output: 4096', 'num_output: 64']

function narrow(content: Buffer, name: string): Buffer {
  if (!name.endsWith('.prototxt')) return content
  const text = content.toString()
  if (!text.includes(WIDE)) throw new Error(`${name} has no layer with ${WIDE}: what is wide in it?`)
  return Buffer.from(text.replaceAll(WIDE, NARROW))
}
