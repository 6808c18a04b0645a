import { parentPort } from 'node:worker_threads'
import { serializeError } from '../../../shared/errors.ts'
import type { Answer, Question, Tasks } from './messages.ts'
import { parentProcess } from './parent-process.ts'

type Handlers<T extends Tasks> = { [K in keyof T]: (input: T[K]['input']) => T[K]['output'] | Promise<T[K]['output']> }

/**
 * The worker's side of a WorkerThread, or of a WorkerProcess: answers its tasks in turn.
 * @param release called once, before the worker ends
 */
export function serveTasks<T extends Tasks>(
  handlers: Handlers<T>,
  release: () => void | Promise<void> = () => undefined,
): void {
  const port = parentPort ?? parentProcess()

  const answer = async (question: Extract<Question, { id: number }>): Promise<Answer> => {
    try {
      const handler = handlers[question.task]
      if (!handler) throw new Error(`no task ${question.task}`)
      return { id: question.id, output: await handler(question.input) }
    } catch (error) {
      return { id: question.id, error: serializeError(error) }
    }
  }

  let turn = Promise.resolve()
  port.on('message', (question: Question) => {
    turn = turn.then(async () => {
      if ('close' in question) {
        await release()
        port.close()
      } else port.postMessage(await answer(question))
    })
  })
}
