import { expect, it } from 'vitest'
import { noFilter } from '../lib/error-filter.ts'
import { errorsRoute, newRunRoute, runRoute } from '../lib/route.ts'
import { pageKey } from './page.ts'

it('is another page where the form of a run begins otherwise', () => {
  const forms = [{}, { like: 1 }, { like: 2 }, { model: 1 }, { model: 2 }, { dataset: 1 }].map(newRunRoute)
  expect(new Set(forms.map(pageKey)).size).toBe(forms.length)
  expect(pageKey(newRunRoute({ like: 2 }))).toBe(pageKey(newRunRoute({ like: 2 })))
})

it("stays the same page from one of a run's tabs to another, and while its errors are filtered", () => {
  const keys = [runRoute(3), runRoute(3, 'classes'), errorsRoute(3, { ...noFilter, label: 7 })].map(pageKey)
  expect(new Set(keys).size).toBe(1)
})
