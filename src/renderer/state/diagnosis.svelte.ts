import { AcuityError } from '../../shared/errors.ts'
import type { DiagnosisProgress, RecipeDiagnosis } from '../../shared/recipe-diagnosis.ts'
import type { WindowInput } from '../../shared/window-contract.ts'
import { wordError } from '../lib/word-remedy.ts'
import type { Connection } from './connection.svelte.ts'
import type { Notices } from './notices.svelte.ts'

/** What a diagnosis is of. */
export interface Diagnosed {
  /** The address of its page, by which it is known again. */
  href: string
  model: string
}

/** The diagnosis of a recipe, one at a time as the engine has it: how far it is and what came of it, whatever page is open. */
export class Diagnosis {
  /** What was asked for last; null where a page before this one did, or nobody. */
  of = $state.raw<Diagnosed | null>(null)
  found = $state.raw<RecipeDiagnosis | null>(null)
  failure = $state<string | null>(null)
  /** Before the first recipe is tried there is none. */
  progress = $state.raw<DiagnosisProgress | null>(null)
  cancelling = $state(false)
  #asking = $state(false)

  readonly #connection: Pick<Connection, 'call'>
  readonly #notices: Notices

  constructor(connection: Pick<Connection, 'call' | 'on' | 'onConnect'>, notices: Notices) {
    this.#connection = connection
    this.#notices = notices
    connection.on('diagnosis.progress', (progress) => (this.progress = progress))
    connection.on('diagnosis.finished', () => this.#end())
    connection.onConnect(() => this.#end())
  }

  /** Whether one goes on, also where a page before this one began it. */
  get isGoing(): boolean {
    return this.#asking || this.progress !== null
  }

  /** @param isShown whether the page that shows it is open when it ends: elsewhere, people are told */
  async begin(of: Diagnosed, request: WindowInput<'recipes.diagnose'>, isShown: () => boolean): Promise<void> {
    this.of = of
    this.found = null
    this.failure = null
    this.#asking = true
    try {
      this.found = await this.#connection.call('recipes.diagnose', request)
      if (!isShown()) this.#notices.say(`The recipe of ${of.model} was diagnosed.`, { label: 'Show', href: of.href })
    } catch (error) {
      if (!(error instanceof AcuityError && error.code === 'cancelled')) this.failure = wordError(error)
      if (this.failure !== null && !isShown()) this.#notices.fail(error)
    } finally {
      this.#asking = false
      this.#end()
    }
  }

  async cancel(): Promise<void> {
    this.cancelling = true
    const asked = await this.#notices.attempt(() =>
      this.#connection.call('requests.cancel', { methods: ['recipes.diagnose'] }),
    )
    if (!asked) this.cancelling = false
  }

  #end(): void {
    this.progress = null
    this.cancelling = false
  }
}
