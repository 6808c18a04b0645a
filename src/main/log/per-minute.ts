/**
 * Lets so many texts through a minute, and says of the rest how many there were: who repeats themselves must not drive
 * everything else out of the log.
 */
export function perMinute(most: number, write: (text: string) => void, now = Date.now): (text: string) => void {
  let [since, count] = [-Infinity, 0]
  return (text) => {
    if (now() - since >= 60_000) {
      if (count > most) write(`(${count - most} more like the last were left out)`)
      ;[since, count] = [now(), 0]
    }
    if (++count <= most) write(text)
  }
}
