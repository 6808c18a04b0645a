import { parser as typescript } from 'typescript-eslint'
import { parseForESLint } from 'svelte-eslint-parser'
import ts from 'typescript'

/**
 * Has TypeScript read components, and modules with runes, from the start as their parser hands them over when they are
 * linted: as TypeScript, with what Svelte declares. A program whose files change has all its types worked out anew, and
 * each of them was such a change, which took four fifths of the time for linting the window. Where what is linted
 * differs from what was read, as in an editor, its file changes the program as before.
 */
export function readSvelteAsLinted(): void {
  const read = ts.sys.readFile.bind(ts.sys)
  ts.sys.readFile = (file, encoding) => {
    const text = read(file, encoding)
    return text !== undefined && /\.svelte(\.ts)?$/.test(file) ? asLinted(file, text) : text
  }
}

/** What the parser has TypeScript parse last of a file; the text itself where it finds a fault, which linting will name. */
function asLinted(filePath: string, text: string): string {
  let last = text
  const parser = {
    ...typescript,
    parseForESLint(...given: Parameters<typeof typescript.parseForESLint>) {
      ;[last] = given
      return typescript.parseForESLint(...given)
    },
  }
  try {
    parseForESLint(text, { filePath, parser })
  } catch {
    return text
  }
  return last
}
