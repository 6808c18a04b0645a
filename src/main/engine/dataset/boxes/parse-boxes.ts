import sax from 'sax'
import { z } from 'zod'
import type { Box } from '../../../../shared/box.ts'
import { describeIssues } from '../../../../shared/errors.ts'

/** Such a file has some hundred bytes, and a kilobyte where it has many objects. */
export const MAX_BOX_FILE_BYTES = 64 * 1024
/** `annotation/object/bndbox/xmin` is four deep; PASCAL VOC has parts of objects inside them. */
const MAX_DEPTH = 16

interface Size {
  width: number
  height: number
}

const Pixels = z
  .string({ error: 'is missing' })
  .regex(/^-?\d{1,7}(\.\d*)?$/, 'is no number of pixels')
  .transform(Number)

const BoundedObject = z.object({
  name: z.string({ error: 'is missing' }).min(1).max(200),
  xmin: Pixels,
  ymin: Pixels,
  xmax: Pixels,
  ymax: Pixels,
})

/** What such a file says: boxes in pixels of an image of the stated size, if it states one. */
const Annotation = z.object({
  width: Pixels.optional(),
  height: Pixels.optional(),
  object: z.array(BoundedObject),
})
type Annotation = z.output<typeof Annotation>

/** Where in the file each of these stands. */
const OF_IMAGE = new Map([
  ['annotation/size/width', 'width'],
  ['annotation/size/height', 'height'],
])
const OF_OBJECT = new Map([
  ['annotation/object/name', 'name'],
  ...['xmin', 'ymin', 'xmax', 'ymax'].map((side) => [`annotation/object/bndbox/${side}`, side] as const),
])

/**
 * The boxes of an image as ILSVRC has them: PASCAL VOC's XML, X.xml for the image X.JPEG (readme.txt of ILSVRC's devkit). Corners
 * are pixels from 0 on and inside of the box, as the devkit counts them (`xmax - xmin + 1`). As TensorFlow's
 * process_bounding_boxes.py does for human errors, those that are the wrong way round are turned, and boxes are cut to
 * the image, or left out where they lie outside. Of an image that was resized since, boxes are resized with it.
 * @param image its width and height in pixels
 * @throws Error what is wrong with the file, or how the image that it is of cannot be this one
 */
export function parseBoxes(xml: string, image: Size): Box[] {
  const { width = 0, height = 0, object } = parseAnnotation(xml)
  const isSized = width > 0 && height > 0
  const [x, y] = isSized ? [image.width / width, image.height / height] : [1, 1]
  // What is resized is rounded to whole pixels.
  if (isSized && Math.abs(height * x - image.height) > 1 && Math.abs(width * y - image.width) > 1)
    throw new Error(`it is of an image of ${width} × ${height} pixels, and not of ${image.width} × ${image.height}`)
  const across = (pixels: number) => Math.min(Math.max(0, pixels * x), image.width)
  const down = (pixels: number) => Math.min(Math.max(0, pixels * y), image.height)
  const boxes = object.map(({ name, xmin, ymin, xmax, ymax }): Box => {
    const [left, right] = [across(Math.min(xmin, xmax)), across(Math.max(xmin, xmax) + 1)]
    const [top, bottom] = [down(Math.min(ymin, ymax)), down(Math.max(ymin, ymax) + 1)]
    return { name, left, top, right, bottom }
  })
  const inside = boxes.filter(({ left, top, right, bottom }) => left < right && top < bottom)
  if (boxes.length > 0 && inside.length === 0) throw new Error('its boxes lie outside of the image')
  return inside
}

/**
 * What the objects of such a file are called: ids of classes in ILSVRC's. Where they are is not looked at.
 * @throws Error what is wrong with the file
 */
export function namesOfObjects(xml: string): string[] {
  return walk(xml).objects.flatMap(({ name }) => (name === undefined ? [] : [name]))
}

function parseAnnotation(xml: string): Annotation {
  const { image, objects } = walk(xml)
  const { data, error } = Annotation.safeParse({ ...image, object: objects })
  if (error) throw new Error(describeIssues(error))
  return data
}

/** DTDs are passed over, so that no entity of a stranger's is ever put in. */
function walk(xml: string): { image: Record<string, string>; objects: Partial<Record<string, string>>[] } {
  const parser = sax.parser(true, { trim: true })
  const image: Record<string, string> = {}
  const objects: Partial<Record<string, string>>[] = []
  const open: string[] = []
  let at = ''
  parser.onerror = ({ message }) => {
    throw new Error(`line ${parser.line + 1}: ${(message.split('\n')[0] ?? '').toLowerCase()}`)
  }
  parser.onopentag = ({ name }) => {
    if (open.push(name) > MAX_DEPTH) throw new Error(`line ${parser.line + 1}: it is nested too deeply`)
    at = open.join('/')
    if (at === 'annotation/object') objects.push({})
  }
  parser.onclosetag = () => {
    open.pop()
    at = open.join('/')
  }
  parser.ontext = (text) => {
    const [ofImage, ofObject] = [OF_IMAGE.get(at), OF_OBJECT.get(at)]
    const object = objects.at(-1)
    if (ofImage !== undefined) image[ofImage] = text
    else if (ofObject !== undefined && object) object[ofObject] = text
  }
  let root = ''
  parser.onopentagstart = ({ name }) => (root ||= name)
  parser.write(xml).close()
  if (root !== 'annotation') throw new Error(root === '' ? 'it is empty' : `it is <${root}> and no <annotation>`)
  return { image, objects }
}
