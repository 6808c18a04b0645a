import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { temporaryFolder, writeFiles } from '../../../testing/folders.ts'
import { serveApp } from './app-protocol.ts'

function serve() {
  const folder = temporaryFolder()
  writeFiles(folder, {
    'page/index.html': '<!doctype html>',
    'page/assets/index.js': 'export {}',
    'page/secret.db': 'database',
    'outside.html': 'outside',
  })
  const answer = serveApp(path.join(folder, 'page'))
  return (url: string) => answer(new Request(url))
}

describe('serveApp', () => {
  it('serves the page with its policy', async () => {
    const response = await serve()('acuity://app/')
    expect(await response.text()).toBe('<!doctype html>')
    const policy = response.headers.get('content-security-policy')
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("script-src 'self'")
    expect(policy).not.toMatch(/unsafe|https?:|\*/)
  })

  it('serves scripts as such', async () => {
    const response = await serve()('acuity://app/assets/index.js')
    expect(response.headers.get('content-type')).toMatch('text/javascript')
  })

  it.each([
    'acuity://app/missing.js',
    'acuity://app/secret.db',
    'acuity://app/assets',
    'acuity://app/%2e%2e/outside.html',
    'acuity://app/..%2foutside.html',
    'acuity://app/assets/..%2f..%2foutside.html',
    'acuity://app/%00.html',
    'acuity://app/%zz.html',
    'acuity://elsewhere/index.html',
  ])('has nothing at %s', async (url) => {
    expect((await serve()(url)).status).toBe(404)
  })
})
