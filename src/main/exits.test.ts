import { expect, it } from 'vitest'
import { describeExit } from './exits.ts'

it.skipIf(process.platform === 'win32')('says in words what a process died of', () => {
  const killed = 'SIGKILL: killed, most likely for want of memory'
  expect(describeExit({ code: null, signal: 'SIGKILL' })).toBe(killed)
  expect(describeExit({ code: 9 })).toBe(killed)
  expect(describeExit({ code: 139 })).toBe('SIGSEGV: native code used memory that is not its own')
  expect(describeExit({ code: null, signal: 'SIGUSR2' })).toBe('SIGUSR2')
  expect([0, 1, 3, 255].map((code) => describeExit({ code }))).toEqual(
    [0, 1, 3, 255].map((code) => `exit code ${code}`),
  )
})

it('knows the exceptions of Windows, with and without a sign', () => {
  const say = (code: number) => describeExit({ code }, 'win32')
  expect(say(0xc0000005)).toBe('0xc0000005: native code used memory that is not its own')
  expect(say(0xe0000008 | 0)).toBe('0xe0000008: out of memory')
  expect(say(0xc0000142)).toBe('0xc0000142')
  expect(say(9)).toBe('exit code 9')
})
