/** In place of a class: the network's scores were not numbers. */
export const NO_ANSWER_TEXT = 'no answer'

/** What was answered: a class by its name, or nothing. */
export function answerName(predicted: number | null, name: (index: number) => string): string {
  return predicted === null ? NO_ANSWER_TEXT : name(predicted)
}
