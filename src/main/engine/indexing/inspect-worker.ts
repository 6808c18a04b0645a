import { statSync } from 'node:fs'
import path from 'node:path'
import { inspectImageFile } from '../image/index.ts'
import { serveTasks } from '../threads/index.ts'
import type { FileToInspect, InspectTasks } from './inspect-tasks.ts'

serveTasks<InspectTasks>({
  inspect: ({ root, files, memory }) =>
    files.map((file) => {
      if (file.unopened) return { ok: false, bytes: 0, mtimeMs: 0, content: null, ...file.unopened }
      return isUnchanged(root, file) ? 'unchanged' : inspectImageFile(path.join(root, file.path), memory)
    }),
})

function isUnchanged(root: string, { path: relative, known }: FileToInspect): boolean {
  if (!known) return false
  try {
    // A file that is missing is recorded with no bytes and no time.
    const found = statSync(path.join(root, relative), { throwIfNoEntry: false }) ?? { size: 0, mtimeMs: 0 }
    return found.size === known.bytes && found.mtimeMs === known.seenMs
  } catch {
    // Whatever is wrong with it, inspecting it anew says so.
    return false
  }
}
