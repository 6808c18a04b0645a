/** Whether lists show it: what is archived is out of the way, and in the table of all runs. */
export const isOnShelf = ({ archivedAt }: { archivedAt: string | null }): boolean => archivedAt === null

/** Names that several have: what tells these apart has to be said beside them. */
export function sharedNames(all: readonly { name: string }[]): ReadonlySet<string> {
  const seen = new Set<string>()
  const shared = new Set<string>()
  for (const { name } of all) (seen.has(name) ? shared : seen).add(name)
  return shared
}
