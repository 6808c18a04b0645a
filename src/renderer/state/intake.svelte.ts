import type { DatasetSummary, IndexResult } from '../../shared/dataset.ts'
import { AcuityError, type ErrorCode } from '../../shared/errors.ts'
import type { LabelOrderChoice } from '../../shared/label-order.ts'
import type { LayoutChoice } from '../../shared/layout.ts'
import type { RunSummary } from '../../shared/run.ts'
import type { GrantedPath, ShellInput } from '../../shared/shell-contract.ts'
import {
  baseName,
  describeAdded,
  describeIndexing,
  describeNews,
  describeRefused,
  type AddedModel,
} from '../lib/intake-text.ts'
import { sortModelFiles, wantedWeights, type ModelFiles } from '../lib/model-files.ts'
import { newest } from '../lib/newest.ts'
import { formatRoute, runRoute, type Route } from '../lib/route.ts'
import { wordError } from '../lib/word-remedy.ts'
import type { Connection } from './connection.svelte.ts'
import type { Library } from './library.svelte.ts'
import type { Notices } from './notices.svelte.ts'
import type { Router } from './router.svelte.ts'
import { ask, grantDropped } from './shell.ts'
import { Turns, type Turn } from './turns.svelte.ts'

/** A folder or archive that cannot be indexed as it is: its labels, how they are to be read, its class list or a name of its own would help. */
export interface FolderQuestion {
  folder: GrantedPath
  problem: string
  /** What was tried, to be tried otherwise. */
  answer: FolderAnswer
}

/** How labels are read. */
export interface Reading {
  labels: GrantedPath | null
  layout: LayoutChoice
  labelOrder: LabelOrderChoice | 'as-before'
}

/** A file of answers that were made elsewhere, and why it was not imported as it was asked for, where it was. */
export interface ImportQuestion {
  file: GrantedPath
  problem: string | null
  asked: AskedImport
}

/** What a file of answers leaves open; the dataset is null where none was chosen. */
export type AskedImport = Omit<ShellInput<'runs.import'>, 'file' | 'dataset'> & { dataset: number | null }

export interface FolderAnswer extends Reading {
  classes: GrantedPath | null
  name: string
}

/** Whichever way fits. */
export const anyReading: Reading = { labels: null, layout: 'auto', labelOrder: 'as-before' }

/** What a labels file, a class list or another name may put right. */
const ANSWERABLE = new Set<ErrorCode>([
  'dataset-invalid',
  'labels-invalid',
  'classes-invalid',
  'already-exists',
  'invalid-input',
])

/** What brings a dataset up to date, whether this page began it or another. */
const INDEXING = [
  'datasets.index',
  'datasets.reindex',
  'sample.add',
  'runs.import',
  'runs.start',
  'runs.again',
  'sweeps.start',
] as const

/** Whoever fills in one of these stays there. */
const FORMS: ReadonlySet<Route['view']> = new Set(['new-run', 'new-sweep'])

const reading = ({ file }: ModelFiles) => `Reading ${baseName(file.path)}`

/** How datasets and models come in, by dialog or dropped: one of a kind after another, whatever view is open meanwhile. */
export class Intake {
  questions = $state.raw<readonly FolderQuestion[]>([])
  imports = $state.raw<readonly ImportQuestion[]>([])
  cancelling = $state(false)

  readonly #connection: Pick<Connection, 'call'>
  readonly #library: Pick<Library, 'reload' | 'datasets'>
  readonly #router: Pick<Router, 'route' | 'go'>
  readonly #notices: Notices
  readonly #turns = new Turns<'dataset' | 'model'>()

  constructor(
    connection: Pick<Connection, 'call' | 'on' | 'onConnect'>,
    library: Pick<Library, 'reload' | 'datasets'>,
    router: Pick<Router, 'route' | 'go'>,
    notices: Notices,
  ) {
    this.#connection = connection
    this.#library = library
    this.#router = router
    this.#notices = notices
    // What is cancelled need not be a turn of this page: it may have been begun before the page was reloaded.
    connection.on('index.finished', () => (this.cancelling = false))
    connection.onConnect(() => (this.cancelling = false))
  }

  /** What is being added, or waits for its turn; in work first, of each kind. */
  get jobs(): readonly Turn<'dataset' | 'model'>[] {
    return this.#turns.all
  }

  async chooseDataset(): Promise<void> {
    const folder = await this.choose('folder')
    if (folder) await this.index(folder)
  }

  async chooseArchive(): Promise<void> {
    const archive = await this.choose('archive')
    if (archive) await this.index(archive)
  }

  async chooseAnswers(): Promise<void> {
    const file = await this.choose('answers')
    if (file) this.#askOf(file)
  }

  async chooseModel(): Promise<void> {
    const file = await this.choose('model')
    if (file) await this.#addModel({ file, weights: null, mean: null })
  }

  /**
   * Asks where a model is that was moved; from then on it is known there.
   * @returns whether what was chosen is that model
   */
  async findModel({ model: name, modelSha256 }: Pick<RunSummary, 'model' | 'modelSha256'>): Promise<boolean> {
    const file = await this.choose('model')
    if (!file) return false
    const files = { file, weights: null, mean: null }
    let isFound = false
    await this.#enqueue('model', reading(files), async () => {
      const added = await this.#readModel(files)
      isFound = added?.sha256 === modelSha256
      if (added && !isFound)
        this.#notices.fail(`${added.name} was added, and is another model than ${name}: its content differs.`)
      return null
    })
    return isFound
  }

  /** Asks for a file or folder, and says which model it is for, if it is for one; null when cancelled. */
  async choose(kind: GrantedPath['kind'], model?: GrantedPath): Promise<GrantedPath | null> {
    return (await this.#notices.attempt(() => ask('paths.choose', { kind, for: model?.grant }))) ?? null
  }

  async drop(files: readonly File[]): Promise<void> {
    const drop = await this.#notices.attempt(() => grantDropped(files))
    if (drop && drop.refused.length > 0) this.#notices.fail(describeRefused(drop.refused))
    const granted = drop?.granted ?? []
    const labels = granted.find(({ kind }) => kind === 'labels') ?? null
    const { models, problems } = sortModelFiles(granted)
    for (const problem of problems) this.#notices.fail(problem)
    for (const file of granted.filter(({ kind }) => kind === 'answers')) this.#askOf(file)
    await Promise.all([
      ...granted.filter(({ kind }) => kind === 'folder').map((folder) => this.index(folder)),
      ...granted.filter(({ kind }) => kind === 'archive').map((archive) => this.index(archive, withLabels(labels))),
      ...models.map((files) => this.#addModel(files)),
    ])
  }

  index(folder: GrantedPath, answer = withLabels(null)): Promise<void> {
    this.dismiss(folder)
    return this.#enqueue('dataset', `Indexing ${baseName(folder.path)}`, async () => {
      try {
        const { labels, classes, name, layout, labelOrder } = answer
        return this.#indexed(
          await ask('datasets.index', {
            folder: folder.grant,
            labels: labels?.grant,
            classes: classes?.grant,
            name: name.trim() === '' ? undefined : name.trim(),
            // Whoever leaves the choice to Acuity asks for no layout: what was asked for before stays.
            layout: layout === 'auto' ? undefined : layout,
            labelOrder: labelOrder === 'as-before' ? undefined : labelOrder,
          }),
        )
      } catch (error) {
        if (!(error instanceof AcuityError && ANSWERABLE.has(error.code))) throw error
        this.questions = [...this.questions, { folder, problem: wordError(error), answer }]
        return null
      }
    })
  }

  reindex({ dataset, name }: DatasetSummary): Promise<void> {
    return this.#enqueue('dataset', `Indexing ${name} again`, async () =>
      this.#indexed(await this.#connection.call('datasets.reindex', { dataset })),
    )
  }

  /** Reads a dataset's labels in another layout or order, by the list that is chosen or else by one that is found. */
  reread({ dataset, name }: DatasetSummary, { labels, layout, labelOrder }: Reading): Promise<void> {
    return this.#enqueue('dataset', `Reading the labels of ${name} again`, async () =>
      this.#indexed(
        await ask('datasets.reread', {
          dataset,
          layout,
          labels: labels?.grant,
          labelOrder: labelOrder === 'as-before' ? undefined : labelOrder,
        }),
      ),
    )
  }

  /** Makes a run of answers that were made elsewhere; what is wrong with them is said where they were asked about. */
  import(file: GrantedPath, asked: AskedImport): Promise<void> {
    const { dataset, ...stated } = asked
    if (dataset === null) return Promise.resolve()
    this.dismissImport(file)
    return this.#enqueue('dataset', `Importing ${baseName(file.path)}`, async () => {
      try {
        const { run, index } = await ask('runs.import', { ...stated, dataset, file: file.grant })
        await this.#library.reload('runs')
        const news = index && describeNews(index)
        return {
          text: [`${baseName(file.path)} was imported as run ${run}.`, news].filter(Boolean).join(' '),
          route: runRoute(run),
        }
      } catch (error) {
        if (error instanceof AcuityError && error.code === 'cancelled') throw error
        this.imports = [...this.imports, { file, problem: wordError(error), asked }]
        return null
      }
    })
  }

  /** Lets a file be that was asked about. */
  dismissImport(file: GrantedPath): void {
    this.imports = this.imports.filter((question) => question.file.grant !== file.grant)
  }

  /** What ships with Acuity; what to do with it is said where it is asked for. */
  addSample(): Promise<void> {
    return this.#enqueue('dataset', 'Adding the sample', async () => {
      const { dataset } = await this.#connection.call('sample.add', {})
      this.#notices.say(describeIndexing(dataset))
      return null
    })
  }

  async cancel(): Promise<void> {
    this.cancelling = true
    const asked = await this.#notices.attempt(() =>
      this.#connection.call('requests.cancel', { methods: [...INDEXING] }),
    )
    if (!asked) this.cancelling = false
  }

  /** Ends the reading of the model in work. */
  async cancelReading(): Promise<void> {
    await this.#notices.attempt(() => this.#connection.call('requests.cancel', { methods: ['models.add'] }))
  }

  /** Lets a folder be that was asked about. */
  dismiss(folder: GrantedPath): void {
    this.questions = this.questions.filter((question) => question.folder.grant !== folder.grant)
  }

  /** Which dataset it answers, a file does not say. */
  #askOf(file: GrantedPath): void {
    const dataset = newest(this.#library.datasets, ({ indexedAt }) => indexedAt)?.dataset ?? null
    this.imports = [...this.imports, { file, problem: null, asked: { dataset } }]
  }

  #addModel(files: ModelFiles): Promise<void> {
    return this.#enqueue('model', reading(files), async () => {
      const added = await this.#readModel(files)
      return added && { text: describeAdded(added), route: { view: 'model', model: added.model } }
    })
  }

  async #readModel({ file, weights, mean }: ModelFiles): Promise<AddedModel | null> {
    const wanted = wantedWeights(file)
    const found = weights ?? (wanted ? await this.choose('weights', file) : null)
    if (!wanted || found) return ask('models.add', { file: file.grant, weights: found?.grant, mean: mean?.grant })
    const { network, extension } = wanted
    this.#notices.say(`${baseName(file.path)} was not added: a ${network} needs its weights (.${extension}).`)
    return null
  }

  #indexed(result: IndexResult): Outcome {
    return { text: describeIndexing(result), route: { view: 'dataset', dataset: result.dataset } }
  }

  #enqueue(kind: 'dataset' | 'model', title: string, work: () => Promise<Outcome | null>): Promise<void> {
    const { route } = this.#router
    return this.#turns.take(kind, title, async () => {
      if (kind === 'dataset') this.cancelling = false
      try {
        const outcome = await work()
        // The engine tells of the change over another port: what is shown next must be in the list by then.
        await this.#library.reload(`${kind}s`)
        if (outcome) this.#show(outcome, route)
      } catch (error) {
        if (error instanceof AcuityError && error.code === 'cancelled') this.#notices.say(error.message)
        else this.#notices.fail(error)
      }
    })
  }

  /** Leads to what was added, but nobody away from where they have gone since, or from a form that they are filling in. */
  #show({ text, route }: Outcome, askedFrom: Route): void {
    const stays = this.#router.route !== askedFrom || FORMS.has(askedFrom.view)
    this.#notices.say(text, stays ? { label: 'Show', href: formatRoute(route) } : undefined)
    if (!stays) this.#router.go(route)
  }
}

const withLabels = (labels: GrantedPath | null): FolderAnswer => ({ ...anyReading, labels, classes: null, name: '' })

interface Outcome {
  text: string
  route: Route
}
