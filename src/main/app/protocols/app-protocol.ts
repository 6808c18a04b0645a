import { readFile } from 'node:fs/promises'
import path from 'node:path'

/** Where the page is served from: an origin of its own. */
export const APP_ORIGIN = 'acuity://app'

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
}

/**
 * Nothing from outside, nothing inline, nothing evaluated: the page's own files, images by their id, and those that the
 * page has drawn itself (`blob:`), as a chart that becomes a PNG.
 */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' image: blob:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types svelte-trusted-html',
].join('; ')

/** Serves the built page, `folder`, under a scheme of its own: it has a real origin there, unlike under file://. */
export function serveApp(folder: string): (request: Request) => Promise<Response> {
  return async (request) => {
    const { protocol, host, pathname } = new URL(request.url)
    // Not decoded: the names that the build gives need no escapes, and those that do lead nowhere.
    const file = path.join(folder, pathname === '/' ? 'index.html' : pathname)
    const type = TYPES[path.extname(file)]
    if (`${protocol}//${host}` !== APP_ORIGIN || !file.startsWith(folder + path.sep) || type === undefined)
      return new Response('Not found', { status: 404 })
    try {
      return new Response(await readFile(file), {
        headers: {
          'content-type': type,
          'content-security-policy': CONTENT_SECURITY_POLICY,
          'x-content-type-options': 'nosniff',
        },
      })
    } catch {
      return new Response('Not found', { status: 404 })
    }
  }
}
