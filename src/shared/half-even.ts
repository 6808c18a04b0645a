/** To the nearest whole number; what lies between two goes to the even one, as Python's `round` and `cvRound` have it. */
export function roundHalfEven(value: number): number {
  const floor = Math.floor(value)
  const rest = value - floor
  return rest > 0.5 || (rest === 0.5 && floor % 2 !== 0) ? floor + 1 : floor
}
