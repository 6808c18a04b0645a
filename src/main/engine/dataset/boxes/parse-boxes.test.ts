import { expect, it } from 'vitest'
import { parseBoxes } from './parse-boxes.ts'

const object = (corners: number[], name = 'n01751748') => {
  const [xmin, ymin, xmax, ymax] = corners
  return `<object><name>${name}</name><bndbox><xmin>${xmin}</xmin><ymin>${ymin}</ymin><xmax>${xmax}</xmax><ymax>${ymax}</ymax></bndbox></object>`
}
const size = (width: number, height: number) => `<size><width>${width}</width><height>${height}</height></size>`
const annotation = (...content: string[]) => `<annotation>${content.join('')}</annotation>`
const box = (left: number, top: number, right: number, bottom: number, name = 'n01751748') => ({
  ...{ name, left, top, right, bottom },
})

const IMAGE = { width: 500, height: 375 }
const parse = (xml: string, image = IMAGE) => parseBoxes(xml, image)

it('reads a file as ILSVRC2012 has it', () => {
  const xml = `<annotation>
	<folder>val</folder>
	<filename>ILSVRC2012_val_00000001</filename>
	<source>
		<database>ILSVRC_2012</database>
	</source>
	<size>
		<width>500</width>
		<height>375</height>
		<depth>3</depth>
	</size>
	<segmented>0</segmented>
	<object>
		<name>n01751748</name>
		<pose>Unspecified</pose>
		<truncated>0</truncated>
		<difficult>0</difficult>
		<bndbox>
			<xmin>111</xmin>
			<ymin>108</ymin>
			<xmax>441</xmax>
			<ymax>193</ymax>
		</bndbox>
	</object>
</annotation>
`
  expect(parse(xml)).toEqual([box(111, 108, 442, 194)])
})

it('reads several objects, each of its own, and not the parts of one', () => {
  const part = '<part><name>head</name><bndbox><xmin>1</xmin><ymin>1</ymin><xmax>2</xmax><ymax>2</ymax></bndbox></part>'
  const withPart = object([0, 0, 9, 9], 'dog').replace('</object>', `${part}</object>`)
  expect(parse(annotation(withPart, object([10, 20, 29, 59], 'cat')))).toEqual([
    box(0, 0, 10, 10, 'dog'),
    box(10, 20, 30, 60, 'cat'),
  ])
  expect(parse(annotation(size(500, 375)))).toEqual([])
})

it('keeps boxes inside of the image, and turns corners that are stated the wrong way round', () => {
  expect(parse(annotation(object([1, 2, 3, 4]), object([600, 2, 700, 4])))).toEqual([box(1, 2, 4, 5)])
  expect(parse(annotation(object([-5, 3, 500, 375])))).toEqual([box(0, 3, 500, 375)])
  expect(parse(annotation(object([99, 49, 10, 20])))).toEqual([box(10, 20, 100, 50)])
})

it('resizes boxes with an image that was resized since', () => {
  expect(parse(annotation(size(1000, 750), object([100, 200, 299, 399])))).toEqual([box(50, 100, 150, 200)])
  // Shorter side to 256, the longer truncated: 341.33.
  const [resized] = parse(annotation(size(500, 375), object([0, 0, 249, 374])), { width: 341, height: 256 })
  expect(resized).toEqual(box(0, 0, 170.5, 256))
  // Of a size of nothing, as some tools write it, nothing is known.
  expect(parse(annotation(size(0, 0), object([1, 2, 3, 4])))).toEqual([box(1, 2, 4, 5)])
})

it.each([
  ['of another image', annotation(size(375, 500), object([1, 2, 3, 4])), /of 375 × 500 pixels, and not of 500 × 375/],
  ['outside', annotation(object([500, 2, 700, 4]), object([1, -9, 2, -1])), /^its boxes lie outside of the image$/],
  ['without a corner', annotation(object([1, 2, 3, 4]).replace('<xmax>3</xmax>', '')), /^object\.0\.xmax: is missing$/],
  ['without a number', annotation(object([1, 2, NaN, 4])), /^object\.0\.xmax: is no number of pixels$/],
  ['without a name', annotation(object([1, 2, 3, 4], '')), /^object\.0\.name: is missing$/],
  ['empty', '', /^it is empty$/],
  ['of another kind', '<kml><object/></kml>', /^it is <kml> and no <annotation>$/],
  ['no XML', 'xmin: 3', /^line 1: non-whitespace before first tag/],
  ['cut short', annotation(object([1, 2, 3, 400])).slice(0, -60), /^line 1: unclosed root tag$/],
  ['nested too deeply', '<a>'.repeat(20_000), /^line 1: it is nested too deeply$/],
  [
    'with entities of its own',
    `<!DOCTYPE annotation [<!ENTITY a "12"><!ENTITY b "&a;&a;&a;&a;">]>${annotation(object([1, 2, 3, 4], '&b;'))}`,
    /^line 1: invalid character entity$/,
  ],
])('says what is wrong with one that is %s', (_, xml, problem) => {
  expect(() => parse(xml)).toThrow(problem)
})
