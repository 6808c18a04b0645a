import { ipcMain, type BrowserWindow, type IpcMainInvokeEvent } from 'electron'
import type { z } from 'zod'
import { AcuityError, describeIssues, serializeError } from '../../shared/errors.ts'
import { channels } from '../../shared/shell-bridge.ts'
import {
  DroppedPaths,
  shellContract,
  ShellRequestMessage,
  type ShellAnswer,
  type ShellMethod,
} from '../../shared/shell-contract.ts'
import type { PathGrants } from './path-grants.ts'
import { isTrustedSender } from './security.ts'
import type { ShellHandlers } from './shell.ts'

/** Answers the page's requests. Senders are checked, payloads are parsed, and errors cross as data. */
export function serveShell(window: BrowserWindow, handlers: ShellHandlers, grants: PathGrants): void {
  const handle = (channel: string, answer: (payload: unknown) => unknown) =>
    ipcMain.handle(channel, async (event: IpcMainInvokeEvent, payload: unknown): Promise<ShellAnswer> => {
      try {
        if (!isTrustedSender(event.senderFrame, window))
          throw new AcuityError('invalid-input', 'Requests are taken from the page of the window only.')
        return { output: await answer(payload) }
      } catch (error) {
        return { error: serializeError(error) }
      }
    })

  handle(channels.request, (payload) => {
    const { method, input } = parse(ShellRequestMessage, payload)
    return dispatch(handlers, method, input)
  })
  handle(channels.drop, (payload) => grants.drop(parse(DroppedPaths, payload)))
  window.on('closed', () => {
    ipcMain.removeHandler(channels.request)
    ipcMain.removeHandler(channels.drop)
  })
}

function dispatch(handlers: ShellHandlers, method: ShellMethod, input: unknown): unknown {
  const handler: (request: never) => unknown = handlers[method]
  return handler(parse(shellContract[method].input, input) as never)
}

function parse<T extends z.ZodType>(schema: T, value: unknown): z.output<T> {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  throw new AcuityError('invalid-input', `This is no request to the window: ${describeIssues(parsed.error)}`)
}
