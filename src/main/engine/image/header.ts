import { ImageFault } from '../../../shared/skip.ts'

/** How the file stores its colours, in the words of the JPEG and PNG specifications. */
export type ColorModel = 'grayscale' | 'YCbCr' | 'RGB' | 'CMYK' | 'YCCK' | 'palette' | 'RGBA' | 'grayscale-alpha'

/** A header parser's answer where the header goes on beyond the bytes at hand: how many bytes it needs to see. */
export interface NeedsMoreBytes {
  readonly needs: number
}

export function isUnfinished(header: object): header is NeedsMoreBytes {
  return 'needs' in header
}

/** The header of a whole file: there are no more bytes to be had. */
export function requireWholeHeader<Header extends object>(header: Header | NeedsMoreBytes): Header {
  if (isUnfinished(header)) throw headerCutOff()
  return header
}

export function headerCutOff(): ImageFault {
  return new ImageFault('truncated', 'the file ends inside its header')
}
