import '../src/shared/shell-bridge.ts'
import type { ShellMethod } from '../src/shared/shell-contract.ts'
import { expect, inOneWindow, test as each } from './fixtures.ts'

const test = inOneWindow(each)

const APP = 'acuity://app/'

test('the page has a sandbox, a world of its own, and nothing of Node', async ({ started: { app, page } }) => {
  const preferences = await app.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows()
    return (window?.webContents as unknown as { getLastWebPreferences(): object }).getLastWebPreferences()
  })
  expect(preferences).toMatchObject({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    webviewTag: false,
  })
  expect(
    await page.evaluate(() => ['require', 'process', 'module', 'Buffer'].filter((name) => name in window)),
  ).toEqual([])
  expect(await page.evaluate(() => Object.keys(window.acuity).sort())).toEqual([
    'drop',
    'onEngineState',
    'onMenu',
    'request',
  ])
})

test('the policy lets no strange code, style, picture or connection in', async ({ page }) => {
  const blocked = await page.evaluate(async () => {
    const violations: string[] = []
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) =>
      violations.push(effectiveDirective),
    )
    const picture = new Image()
    picture.src = 'https://example.org/picture.png'
    const style = document.createElement('style')
    style.textContent = 'body { display: none }'
    document.head.append(style)
    await fetch('https://example.org/').catch(() => undefined)
    await fetch('file:///etc/passwd').catch(() => undefined)
    const frame = document.createElement('iframe')
    frame.src = 'https://example.org/'
    document.body.append(frame)
    // In a timer of the page: what a driver evaluates itself may be exempt.
    await new Promise<void>((resolve) => {
      setTimeout(() => {
        try {
          // eslint-disable-next-line @typescript-eslint/no-implied-eval, @typescript-eslint/no-unsafe-call -- It must fail.
          new Function('return 1')()
        } catch {
          violations.push('new Function')
        }
        try {
          document.body.innerHTML += '<img src=x onerror="alert(1)">'
        } catch {
          violations.push('innerHTML')
        }
        setTimeout(resolve, 200)
      })
    })
    return violations
  })
  for (const directive of ['img-src', 'style-src-elem', 'connect-src', 'frame-src', 'new Function', 'innerHTML'])
    expect(blocked).toContain(directive)
})

test('the page stays where it is, and opens no other', async ({ started: { app, page } }) => {
  await page.evaluate(() => {
    const link = document.createElement('a')
    link.href = 'https://example.org/'
    document.body.append(link)
    link.click()
  })
  expect(await page.evaluate(() => window.open('https://example.org/') === null)).toBe(true)
  await page.waitForTimeout(300)
  expect(page.url().startsWith(APP)).toBe(true)
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
})

test('no permission is granted', async ({ page }) => {
  expect(await page.evaluate(() => Notification.requestPermission())).toBe('denied')
  const camera = await page.evaluate(async () => {
    const { state } = await navigator.permissions.query({ name: 'camera' })
    return state
  })
  expect(camera).toBe('denied')
})

test('messages are taken from the page of the window only', async ({ started: { app } }) => {
  const answer = await app.evaluate(async ({ app: electronApp, BrowserWindow }) => {
    const stranger = new BrowserWindow({
      show: false,
      webPreferences: { preload: `${electronApp.getAppPath()}/out/preload/preload.cjs`, sandbox: true },
    })
    await stranger.loadURL('data:text/html,<title>stranger</title>')
    const ask = 'window.acuity.request("paths.choose", { kind: "folder" })'
    const answered = (await stranger.webContents.executeJavaScript(ask)) as unknown
    stranger.destroy()
    return answered
  })
  expect(answer).toMatchObject({
    error: { code: 'invalid-input', message: expect.stringMatching(/page of the window only/) },
  })
})

test('what a page asks of the main process is parsed, and a path is no grant', async ({ page }) => {
  const ask = (method: string, input: unknown) =>
    page.evaluate(([name, value]) => window.acuity.request(name as ShellMethod, value), [method, input] as const)
  const refused = { error: { code: 'invalid-input' } }
  expect(await ask('datasets.index', { folder: '/etc' })).toMatchObject(refused)
  expect(await ask('datasets.index', { folder: '2c1ab7a4-52c6-4f4c-9d3b-0f6f5b3a2e11' })).toMatchObject({
    error: { message: expect.stringMatching(/not chosen in this window/) },
  })
  expect(await ask('models.add', { file: '/etc/passwd' })).toMatchObject(refused)
  expect(await ask('reports.save', { run: '1; DROP TABLE runs', as: 'classes', format: 'csv' })).toMatchObject(refused)
  expect(await ask('shell.execute', {})).toMatchObject(refused)
  expect(await ask('__proto__', {})).toMatchObject(refused)
  expect(await page.evaluate(() => window.acuity.drop([new File(['x'], '/etc/passwd')]))).toMatchObject(refused)
})

test('over its port to the engine a page can name no file', async ({ page }) => {
  // The page has its own port by then: the next one is ours.
  await expect(page.getByText('No dataset yet')).toBeVisible()
  const answers = await page.evaluate(async () => {
    const port = await new Promise<MessagePort | undefined>((resolve) => {
      window.addEventListener('message', ({ ports }) => resolve(ports[0]), { once: true })
      void window.acuity.request('engine.connect', {})
    })
    if (!port) throw new Error('no port')
    // Nothing else holds on to it.
    Object.assign(window, { portOfTheTest: port })
    const collected: unknown[] = []
    const send = (id: number, method: string, input: unknown) => port.postMessage({ id, method, input })
    await new Promise<void>((resolve) => {
      port.addEventListener('message', ({ data }: MessageEvent<{ id?: number }>) => {
        // The page itself uses the port as well.
        if ((data.id ?? 0) > 9000 && collected.push(data) === 5) resolve()
      })
      send(9001, 'datasets.index', { folder: '/etc' })
      send(9002, 'models.add', { file: '/etc/passwd' })
      send(9003, 'runs.start', { dataset: 'any', model: '/etc/passwd' })
      send(9004, 'reports.save', { run: 1, as: 'classes', format: 'csv', file: '/tmp/stolen.csv' })
      send(9005, 'images.locate', { image: 1 })
    })
    return collected
  })
  for (const answer of answers) expect(answer).toMatchObject({ error: { code: 'invalid-input' } })
})

test('pictures are addressed by their id, and by nothing else', async ({ started: { app } }) => {
  const status = (url: string) => app.evaluate(({ net }, address) => net.fetch(address).then(({ status: s }) => s), url)
  expect(await status('image://picture/..%2f..%2fetc%2fpasswd?side=64')).toBe(400)
  expect(await status('image://picture//etc/passwd?side=64')).toBe(400)
  expect(await status('image://etc/passwd?side=64')).toBe(400)
  expect(await status('image://picture/1?side=99999')).toBe(400)
  expect(await status('image://picture/1')).toBe(400)
  expect(await status('image://picture/123456?side=64')).toBe(404)
  expect(await status(`${APP}../package.json`)).toBe(404)
})
