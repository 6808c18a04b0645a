import { Command } from 'commander'
import { messageOfAdvice, remediesOfAdvice } from '../../../shared/advice.ts'
import type { Diagnosis } from '../../../shared/diagnosis.ts'
import { AcuityError } from '../../../shared/errors.ts'
import { counted, oneLine } from '../../../shared/text.ts'
import { diagnoseHome } from '../../engine/index.ts'
import { findHome } from '../../home.ts'
import { printJson, printText } from '../context.ts'
import { wordAdvice } from '../word-remedy.ts'

/** Opens no engine: there may be a database that none can be opened on. */
export const doctorCommand = new Command('doctor')
  .description('say what works on this machine: providers, decoders, database; exit 1 where the database does not work')
  .option('--integrity', "check the database's indices as well, which takes longer", false)
  .action(async ({ integrity }: { integrity: boolean }, command: Command) => {
    const { home, json = false } = command.optsWithGlobals<{ home?: string; json?: boolean }>()
    const diagnosis = await diagnoseHome(findHome(home), integrity)
    await (json ? printJson(diagnosis) : printText(describe(diagnosis)))
    const { database } = diagnosis
    if (database.problems.length > 0) throw errorOf(database)
  })

/** What to do: nothing is to be done to a database that is only of a newer version, busy, or out of reach. */
function errorOf({ code, problems, file }: Diagnosis['database']): AcuityError {
  const [first = ''] = problems
  if (code !== null && code !== 'database-damaged')
    return new AcuityError(code, messageOfAdvice(first), { remedies: remediesOfAdvice(first) })
  return new AcuityError(
    'database-damaged',
    `${counted(problems.length, 'problem')} with ${file}: copy it before anything else is done with it; what can ` +
      'be read can be exported ("acuity report", "acuity compare"). Then move it away, or choose another home folder.',
  )
}

function describe({ environment, providers, decoders, database }: Diagnosis): string {
  const { file, version, sqlite, works, readOnly, problems } = database
  const schema = version === null ? 'not opened' : `schema ${version}`
  return [
    `Acuity ${environment.acuity}, Node ${environment.node}, onnxruntime ${environment.onnxruntime}`,
    `${environment.platform}, ${environment.cpu}, ${environment.cores} cores, ${(environment.memoryBytes / 2 ** 30).toFixed(0)} GiB`,
    ...providers.map(({ works, provider, detail }) => verdict(works, provider, detail)),
    ...decoders.map(({ works, decoder, detail }) => verdict(works, decoder, detail)),
    verdict(
      works,
      'database',
      `${file}, ${schema}, SQLite ${sqlite}${readOnly ? `; can only be read: ${readOnly}` : ''}`,
    ),
    ...problems.map((problem) => `  ${wordAdvice(problem)}`),
  ].join('\n')
}

function verdict(works: boolean, name: string, detail: string): string {
  return `${works ? '✓' : '✗'} ${name.padEnd(9)}${oneLine(detail)}`
}
