/** What file managers, file servers and archives leave behind, in lower case, whether as files or as folders. */
const LITTER = new Set([
  ...['thumbs.db', 'ehthumbs.db', 'ehthumbs_vista.db', 'desktop.ini', 'icon\r'],
  // Synology's and QNAP's thumbnails, recycle bins and snapshots; NetApp's.
  ...['@eadir', '#recycle', '#snapshot', '@recycle', '@recently-snapshot', '@transcode', '~snapshot'],
  ...['lost+found', '$recycle.bin', 'system volume information'],
  ...['__macosx', 'network trash folder', 'temporary items', '__pycache__'],
])

/** Whether a name is never part of a dataset; dot files are not either (.AppleDouble, .thumbnails, .DS_Store, …). */
export const isLitter = (name: string) => name.startsWith('.') || LITTER.has(name.toLowerCase())
