import type { Background } from './backgrounds/brush.ts'
import { dusk, sky, water } from './backgrounds/distance.ts'
import { paper, wood } from './backgrounds/indoors.ts'
import { litter, meadow, moss, sand, stone } from './backgrounds/nature.ts'
import { drawBeetle } from './families/beetle.ts'
import { drawFish } from './families/fish.ts'
import { drawLantern } from './families/lantern.ts'
import { drawLeaf } from './families/leaf.ts'
import { drawMoth } from './families/moth.ts'
import { drawMushroom } from './families/mushroom.ts'
import type { Sitter } from './families/sitter.ts'
import type { Random } from './random.ts'
import { bars, checks, lines, net, print, spots, tweed, wicker, type Texture } from './textures.ts'

/** A kind of thing: what its individuals look like and where they are found. */
interface Family {
  readonly draw: (sitter: Sitter) => void
  readonly backgrounds: readonly [Background, ...Background[]]
  /** `upright` things lean a little; the others lie or swim at any angle. */
  readonly upright: boolean
}

/** One class of the sample. The two species of a family differ in their marking, and a little in their usual hue. */
export interface Species {
  /** Made up: an x where WordNet has an n. */
  readonly id: string
  readonly names: string
  readonly family: Family
  /** The usual hue, in degrees. */
  readonly hue: number
  readonly texture: (period: number, random: Random) => Texture
}

const beetle: Family = { draw: drawBeetle, backgrounds: [litter, moss, sand, stone, paper, wood], upright: false }
const moth: Family = { draw: drawMoth, backgrounds: [wood, stone, paper, meadow, moss], upright: false }
const fish: Family = { draw: drawFish, backgrounds: [water, water, water, sand, paper], upright: true }
const mushroom: Family = { draw: drawMushroom, backgrounds: [moss, litter, meadow, dusk], upright: true }
const leaf: Family = { draw: drawLeaf, backgrounds: [stone, wood, paper, water, litter, sky], upright: false }
const lantern: Family = { draw: drawLantern, backgrounds: [dusk, dusk, meadow, sky, water], upright: true }

/** In the order of their ids, which is the canonical order of the classes. */
export const species: readonly Species[] = [
  { id: 'x00000101', names: 'pinstripe beetle, Lineator vestis', family: beetle, hue: 165, texture: lines },
  { id: 'x00000102', names: 'thimble beetle, Lineator digitalis', family: beetle, hue: 215, texture: spots },
  { id: 'x00000201', names: 'gauze moth, Velaria reticulata', family: moth, hue: 20, texture: net },
  { id: 'x00000202', names: 'ledger moth, Velaria rationum', family: moth, hue: 50, texture: bars },
  { id: 'x00000301', names: 'ruled dace, Squamula linearis', family: fish, hue: 15, texture: lines },
  { id: 'x00000302', names: 'chequer dace, Squamula tessellata', family: fish, hue: 345, texture: checks },
  { id: 'x00000401', names: 'tweed cap, Pilosia texta', family: mushroom, hue: 8, texture: tweed },
  { id: 'x00000402', names: 'sago cap, Pilosia granosa', family: mushroom, hue: 32, texture: spots },
  { id: 'x00000501', names: 'saw leaf, Folium serra', family: leaf, hue: 60, texture: bars },
  { id: 'x00000502', names: 'silk leaf, Folium sericum', family: leaf, hue: 95, texture: () => () => 0.5 },
  { id: 'x00000601', names: 'gazette lantern, Lucerna legens', family: lantern, hue: 22, texture: print },
  { id: 'x00000602', names: 'wicker lantern, Lucerna viminea', family: lantern, hue: 42, texture: wicker },
]
