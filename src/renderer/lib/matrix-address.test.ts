import { expect, it } from 'vitest'
import { parseMatrixAddress, matrixParameters, rounded, wholeMatrix, type MatrixAddress } from './matrix-address.ts'

function stated(address: MatrixAddress): Record<string, string> {
  const parameters = Object.entries(matrixParameters(address))
  return Object.fromEntries(parameters.filter((entry): entry is [string, string] => entry[1] !== null))
}

it.each<MatrixAddress>([
  wholeMatrix,
  { search: 'a & b', order: 'clustered', diagonal: true, part: { left: 12.25, top: 0, cell: 0.62134 } },
])('an address says where somebody is: $search', (address) => {
  expect(parseMatrixAddress(new URLSearchParams(stated(address)))).toEqual(address)
})

it('what is as by default is not named', () => {
  expect(stated(wholeMatrix)).toEqual({})
})

it.each(['part=1,2', 'part=1,2,0', 'part=-1,2,3', 'part=a,b,c', 'part=,,', 'order=luck', 'diagonal=yes'])(
  '%s makes no sense and is left out',
  (query) => expect(parseMatrixAddress(new URLSearchParams(query))).toEqual(wholeMatrix),
)

it('a part is rounded by less than a pixel, also where a pixel is a thousandth of the matrix', () => {
  const [far, near] = [rounded({ left: 1 / 3, top: 2 / 3, cell: 2 / 3 }), rounded({ left: 999 / 7, top: 0, cell: 64 })]
  expect(far).toEqual({ left: 0.33, top: 0.67, cell: 0.66667 })
  expect(Math.abs(far.cell - 2 / 3) * 1000).toBeLessThan(0.5)
  expect(Math.abs(near.left - 999 / 7) * near.cell).toBeLessThan(0.5)
})
