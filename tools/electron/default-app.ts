/**
 * What Electron runs when it is given an app's folder: the packages that we assemble it from leave out its own. Compiled
 * and put among its resources (assemble.ts); never imported.
 */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { app as publicApp } from 'electron'

/** Two that only a default app has a use for, and that are not declared. */
const app = publicApp as typeof publicApp & { setVersion(version: string): void; setAppPath(folder: string): void }

const folder = path.resolve(process.argv.slice(1).find((argument) => !argument.startsWith('-')) ?? '.')
const { name, productName, version, main } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as {
  name?: string
  productName?: string
  version?: string
  main?: string
}
const title = productName ?? name
if (title !== undefined) app.setName(title)
if (version !== undefined) app.setVersion(version)
app.setAppPath(folder)
Object.defineProperty(process, 'defaultApp', { value: true, enumerable: true })
await import(pathToFileURL(path.join(folder, main ?? 'index.js')).href)
