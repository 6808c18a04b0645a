import type { Photograph } from './photograph.ts'

/** What ILSVRC's XML files say of an image: its size, and the box of its object, in whole pixels that are inside of it. */
export function annotation(id: string, name: string, { width, height, subject }: Omit<Photograph, 'bytes'>): string {
  const { left, top, right, bottom } = subject
  return `<annotation>
\t<folder>${id}</folder>
\t<filename>${name}</filename>
\t<size>
\t\t<width>${width}</width>
\t\t<height>${height}</height>
\t\t<depth>3</depth>
\t</size>
\t<object>
\t\t<name>${id}</name>
\t\t<bndbox>
\t\t\t<xmin>${left}</xmin>
\t\t\t<ymin>${top}</ymin>
\t\t\t<xmax>${right}</xmax>
\t\t\t<ymax>${bottom}</ymax>
\t\t</bndbox>
\t</object>
</annotation>
`
}
