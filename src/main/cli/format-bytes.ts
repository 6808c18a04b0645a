/** A number of bytes, as people say it: in units of powers of ten. */
export function formatBytes(bytes: number): string {
  if (bytes > 0 && bytes < 1e5) return `${(bytes / 1e3).toFixed(1)} kB`
  return bytes < 1e9 ? `${(bytes / 1e6).toFixed(1)} MB` : `${(bytes / 1e9).toFixed(1)} GB`
}
