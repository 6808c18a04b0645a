import { wilson } from './metrics.ts'

/** The chance that any of the orders is found where the given one is right. */
const ALPHA = 0.001
/** What is below it in its 95% interval may be right by some likeness of the classes. */
const LOW = 0.05
/** Neighbours in a list are alike: an order that is one off is right for some images, but never for half as many. */
const TWICE = 2

interface Against {
  correct: number
  given: number
  adjusted: number
  /** That both are counted of. */
  images: number
  /** Of few classes: what an order is right for by chance, as a fraction. */
  chance: number
}

/** Whether an order is right beyond doubt, and the given one is not. */
export function isBeyondDoubt({ correct, given, adjusted, images, chance }: Against): boolean {
  const [low] = wilson(correct, images) ?? [0]
  return adjusted < ALPHA && correct >= TWICE * given && low > Math.max(LOW, chance)
}
