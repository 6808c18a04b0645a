/**
 * Makes resources/wordnet: the tree of WordNet 3.0 above ImageNet's 1000 classes. Seconds.
 *
 *   apt-get download wordnet-base && dpkg -x wordnet-base_*.deb wordnet
 *   node tools/wordnet/make-tree.ts wordnet/usr/share/wordnet/data.noun
 *
 * Needs Debian's wordnet-base 3.0: the ids of ImageNet are positions in its data.noun, and in that of no other version.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { readNouns, treeAbove } from './tree.ts'

const [data] = process.argv.slice(2)
if (data === undefined) throw new Error('Name the file data.noun of WordNet 3.0.')
const resources = join(import.meta.dirname, '../../resources')
const classes = readFileSync(join(resources, 'imagenet-classes.txt'), 'utf8')
const wnids = classes.match(/^n\d{8}/gm) ?? []
const { groupOf, groups } = treeAbove(wnids, readNouns(readFileSync(data, 'utf8')))
const lines = (rows: readonly (readonly string[])[]) => rows.map((row) => `${row.join(' ')}\n`).join('')
writeFileSync(join(resources, 'wordnet/classes.txt'), lines(groupOf))
writeFileSync(join(resources, 'wordnet/groups.txt'), lines(groups))
console.log(`${groupOf.length} classes, ${groups.length} groups`)
