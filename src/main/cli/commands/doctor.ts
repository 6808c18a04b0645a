import { Command } from 'commander'
import { printJson, printText, withContext } from '../context.ts'

export const doctorCommand = new Command('doctor')
  .description('say what works on this machine: providers, decoders, database')
  .action((_options: unknown, command: Command) =>
    withContext(command, async ({ engine, json }) => {
      const diagnosis = await engine.call('engine.diagnose', {})
      if (json) return printJson(diagnosis)
      const { environment, providers, decoders, database } = diagnosis
      const oneLine = (text: string) =>
        text
          .split('\n')
          .map((line) => line.trim())
          .filter(Boolean)
          .join(' ')
      const verdict = (works: boolean, name: string, detail: string) =>
        `${works ? '✓' : '✗'} ${name.padEnd(9)}${oneLine(detail)}`
      const lines = [
        `Acuity ${environment.acuity}, Node ${environment.node}, onnxruntime ${environment.onnxruntime}`,
        `${environment.platform}, ${environment.cpu}, ${environment.cores} cores, ${(environment.memoryBytes / 2 ** 30).toFixed(0)} GiB`,
        ...providers.map(({ works, provider, detail }) => verdict(works, provider, detail)),
        ...decoders.map(({ works, decoder, detail }) => verdict(works, decoder, detail)),
        verdict(true, 'database', `${database.file}, schema ${database.version}, SQLite ${database.sqlite}`),
      ]
      await printText(lines.join('\n'))
    }),
  )
