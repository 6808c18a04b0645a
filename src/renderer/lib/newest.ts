/** The last of a list by a time that each has, as ISO 8601. */
export function newest<T>(list: readonly T[], when: (item: T) => string): T | undefined {
  return list.toSorted((a, b) => when(b).localeCompare(when(a)))[0]
}
