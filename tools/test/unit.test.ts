import { expect, it } from 'vitest'
import { countTwice } from './unit.ts'

const file = (name: string, ...statuses: string[]) => ({
  name,
  assertionResults: statuses.map((status, index) => ({ fullName: `${name} ${index}`, status })),
})

const whole = file('whole.test.ts', 'passed', 'failed', 'passed')
const died = file('died.test.ts', 'passed', 'pending', 'pending')
const first = { success: false, numPassedTests: 3, numFailedTests: 1, testResults: [whole, died] }

it('counts the tests of a process that died once, by its second try, and says so', () => {
  const again = { success: true, numPassedTests: 3, numFailedTests: 0, testResults: [] }
  expect(countTwice(first, [died], again)).toEqual({
    passed: 5,
    failed: 1,
    warning: '1 test file died or failed, and had another try: died.test.ts',
  })
})

it('counts a file that failed by its second try', () => {
  const again = { success: true, numPassedTests: 6, numFailedTests: 0, testResults: [] }
  expect(countTwice(first, [whole, died], again)).toEqual({
    passed: 6,
    failed: 0,
    warning: '2 test files died or failed, and had another try: whole.test.ts, died.test.ts',
  })
})

it('fails where the second try has failed, or left no report', () => {
  const again = { success: false, numPassedTests: 2, numFailedTests: 1, testResults: [] }
  expect(countTwice(first, [died], again)).toMatchObject({ passed: 4, failed: 2 })
  expect(countTwice(first, [died], null)).toMatchObject({ passed: 3, failed: 2 })
  expect(countTwice(first, [whole], null)).toMatchObject({ passed: 3, failed: 2 })
})
