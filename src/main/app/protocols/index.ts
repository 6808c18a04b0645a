import { protocol } from 'electron'
import type { Engine } from '../../../shared/contract.ts'
import { serveApp } from './app-protocol.ts'
import { serveImages } from './image-protocol.ts'

/** To be called before the app is ready. */
export function registerSchemes(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: 'acuity', privileges: { standard: true, secure: true } },
    { scheme: 'image', privileges: { standard: true, secure: true, corsEnabled: true } },
  ])
}

/** The two schemes that a page is made of: its own files, and the images of the database. */
export function serveProtocols(pageFolder: string, engine: () => Engine): void {
  protocol.handle('acuity', serveApp(pageFolder))
  protocol.handle('image', serveImages(engine))
}
