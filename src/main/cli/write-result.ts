import { saveFile, toText } from '../engine/index.ts'
import { note, print, printJson } from './context.ts'
import type { Out } from './format-option.ts'

/** Writes text to stdout, or to a file where one is named. */
export async function writeResult(
  text: AsyncIterable<string> | Iterable<string>,
  file: Out,
  json: boolean,
): Promise<void> {
  if (typeof file === 'string') return tellSaved(await saveFile(file, text), json)
  await print(await toText(text))
}

interface Rendered {
  render: () => Promise<{ text: string }>
  save: (file: string) => Promise<{ file: string; bytes: number }>
}

/** The same of what the engine renders, and saves itself. */
export async function writeRendered({ render, save }: Rendered, file: Out, json: boolean): Promise<void> {
  if (typeof file === 'string') return tellSaved(await save(file), json)
  await print((await render()).text)
}

/** Says where a file was written: on stdout for programs, on stderr for people. */
async function tellSaved(saved: { file: string; bytes: number }, json: boolean): Promise<void> {
  if (json) await printJson(saved)
  else note(`${saved.file}: ${saved.bytes} bytes`)
}
