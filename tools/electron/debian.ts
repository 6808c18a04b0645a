import { isOnPath } from './executables.ts'
import { ProvisionError } from './provision-error.ts'
import { runCommand } from './run-command.ts'

export interface Need {
  /** What of it is missing here, as a person would name it; empty when nothing is. */
  missing: () => string[]
  /** The Debian packages that bring it. */
  packages: string[]
}

/**
 * Sees to it that nothing of a need is missing: root with apt-get may install, and does; anyone else is told what.
 * @throws ProvisionError naming what is missing, and the packages that bring it
 */
export function ensure({ missing, packages }: Need, install = mayInstall()): void {
  const before = missing()
  if (before.length === 0) return
  if (!install) throw new ProvisionError(`Missing here: ${before.join(', ')}. ${advice(packages)}`)
  console.error(`Missing here: ${before.join(', ')}; installing Debian packages`)
  runCommand('apt-get', ['update', '-q'])
  const names = packagesToInstall(packages, policyOf(packages))
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  runCommand('apt-get', ['install', '-q', '-y', '--no-install-recommends', ...names], { env })
  const after = missing()
  if (after.length > 0)
    throw new ProvisionError(`Still missing after installing ${names.join(' ')}: ${after.join(', ')}`)
}

/**
 * Which of these packages are to be installed, by the names this release has for them: newer ones renamed libraries, with
 * a suffix t64.
 * @param policy what `apt-cache policy` says of each name, with and without the suffix
 */
export function packagesToInstall(packages: string[], policy: string): string[] {
  const known = new Map<string, string>()
  for (const section of policy.split(/^(?=\S)/m)) known.set(section.slice(0, section.indexOf(':')), section)
  const states = (name: string, state: string) =>
    new RegExp(`^ +${state}: (?!\\(none\\))`, 'm').test(known.get(name) ?? '')
  return packages.flatMap((name) => {
    const names = [name, `${name}t64`]
    if (names.some((each) => states(each, 'Installed'))) return []
    return [names.find((each) => states(each, 'Candidate')) ?? name]
  })
}

function advice(packages: string[]): string {
  if (!isOnPath('apt-cache')) return `What brings it is named on Debian: ${packages.join(' ')}`
  return `As root: apt-get install ${packagesToInstall(packages, policyOf(packages)).join(' ')}`
}

function policyOf(packages: string[]): string {
  const names = packages.flatMap((name) => [name, `${name}t64`])
  return runCommand('apt-cache', ['policy', ...names], { env: { ...process.env, LC_ALL: 'C' } })
}

function mayInstall(): boolean {
  return process.getuid?.() === 0 && isOnPath('apt-get')
}
