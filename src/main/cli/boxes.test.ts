import path from 'node:path'
import { expect, it } from 'vitest'
import { IndexResult } from '../../shared/dataset.ts'
import { acuity } from '../../testing/command.ts'
import { temporaryFolder, writeFiles } from '../../testing/folders.ts'
import { jpeg } from '../../testing/images.ts'

it('indexes boxes with their images, and names the files that cannot be used', async () => {
  const folder = temporaryFolder()
  const [val, boxes, home] = [path.join(folder, 'val'), path.join(folder, 'LOC'), temporaryFolder()]
  const box = '<bndbox><xmin>1</xmin><ymin>1</ymin><xmax>5</xmax><ymax>6</ymax></bndbox>'
  const good = `<annotation><object><name>n01440764</name>${box}</object></annotation>`
  for (const name of ['a', 'b', 'c', 'd']) writeFiles(val, { [`n01440764/${name}.JPEG`]: jpeg() })
  writeFiles(boxes, { 'a.xml': good, 'b.xml': good.slice(0, -20), 'c.xml': '<html/>' })

  const { code, stdout } = await acuity(home, ['index', val, '--boxes', boxes])
  expect(code).toBe(0)
  expect(stdout.split('\n').slice(3, 7)).toEqual([
    `  boxes for 1 of 4 images, in ${boxes}`,
    '  2 files of boxes cannot be used, and count for nothing:',
    expect.stringMatching(/^ {4}n01440764\/b\.JPEG: b\.xml: line 1: /) as string,
    '    n01440764/c.JPEG: c.xml: it is <html> and no <annotation>',
  ])
  const again = IndexResult.parse(JSON.parse((await acuity(home, ['index', val, '--json'])).stdout))
  expect(again.boxes).toEqual({ folder: boxes, images: 1, unusable: 2 })
  const { stdout: csv } = await acuity(home, ['datasets', 'show', again.name, '--as', 'box-faults', '--format', 'csv'])
  expect(csv.split('\r\n')).toMatchObject(
    ['file,detail', /b\.xml/, /c\.xml/, ''].map((line) => expect.stringMatching(line) as string),
  )
  const gone = await acuity(home, ['index', val, '--boxes', path.join(folder, 'nowhere')])
  expect(gone).toMatchObject({ code: 1, stderr: expect.stringContaining('There is no folder') as string })
})
