/** WordNet ids in a path, as folders and many files are called. */
const WNID = /(?<![a-z0-9])n\d{8}(?![0-9])/i

/** The WordNet id that stands in a name, as in `ILSVRC2012_val_00000001_n01440764.JPEG`; null where there is none. */
export const idIn = (name: string): string | null => WNID.exec(name)?.[0].toLowerCase() ?? null
