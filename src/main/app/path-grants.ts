import { randomUUID } from 'node:crypto'
import { stat } from 'node:fs/promises'
import path from 'node:path'
import { AcuityError } from '../../shared/errors.ts'
import { recogniseModelFile } from '../../shared/model-formats.ts'
import type { Drop, GrantedPath, PathKind } from '../../shared/shell-contract.ts'

const MOST_DROPPED = 100

/** What a person chose in a dialog or dropped, named for the page by a number that cannot be guessed. */
export class PathGrants {
  readonly #paths = new Map<string, GrantedPath>()

  /** Names a path that a person has chosen. */
  grant(kind: PathKind, file: string): GrantedPath {
    const granted = { grant: randomUUID(), kind, path: file }
    this.#paths.set(granted.grant, granted)
    return granted
  }

  /** @throws AcuityError `invalid-input` for what was never granted, or granted as something else */
  path(grant: string, kind: PathKind): string {
    const granted = this.#paths.get(grant)
    if (granted?.kind !== kind)
      throw new AcuityError('invalid-input', 'This file was not chosen in this window: choose it once more.')
    return granted.path
  }

  /**
   * Grants folders (datasets) and the files of models, and names the rest.
   * @throws AcuityError `invalid-input` for nothing, or too much at once
   */
  async drop(paths: readonly string[]): Promise<Drop> {
    // What is dragged from another program, or from a page, may have no path.
    if (paths.length === 0) throw new AcuityError('invalid-input', 'What was dropped is no file of this machine.')
    if (paths.length > MOST_DROPPED)
      throw new AcuityError('invalid-input', `Drop at most ${MOST_DROPPED} files at once.`)
    const drop: Drop = { granted: [], refused: [] }
    for (const file of paths) {
      const kind = await kindOf(file)
      if (kind) drop.granted.push(this.grant(kind, file))
      else drop.refused.push(path.basename(file))
    }
    return drop
  }
}

async function kindOf(file: string): Promise<PathKind | null> {
  const found = await stat(file).catch(() => null)
  if (found?.isDirectory()) return 'folder'
  return found?.isFile() ? (recogniseModelFile(file)?.kind ?? null) : null
}
