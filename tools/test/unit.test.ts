import { expect, it } from 'vitest'
import { countTwice } from './unit.ts'

const file = (name: string, ...statuses: string[]) => ({
  name,
  assertionResults: statuses.map((status, index) => ({ fullName: `${name} ${index}`, status })),
})

const first = {
  success: false,
  numPassedTests: 3,
  numFailedTests: 1,
  testResults: [
    file('whole.test.ts', 'passed', 'failed', 'passed'),
    file('died.test.ts', 'passed', 'pending', 'pending'),
  ],
}

it('counts the tests of a process that died once, by its second try, and says so', () => {
  const again = { success: true, numPassedTests: 3, numFailedTests: 0, testResults: [] }
  expect(countTwice(first, again)).toEqual({
    passed: 5,
    failed: 1,
    warning: 'the process of 1 test file died and was started once more: died.test.ts',
  })
})

it('fails where the second try has failed, or left no report', () => {
  const again = { success: false, numPassedTests: 2, numFailedTests: 1, testResults: [] }
  expect(countTwice(first, again)).toMatchObject({ passed: 4, failed: 2 })
  expect(countTwice(first, null)).toMatchObject({ passed: 3, failed: 2 })
})
