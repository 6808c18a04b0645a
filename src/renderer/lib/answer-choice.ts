import type { AnswerChoice } from '../../shared/results.ts'

/** What images are that have such an answer, as before their noun. */
export const answerAdjectives: Record<AnswerChoice, string> = {
  wrong: 'misclassified',
  right: 'correctly classified',
  all: 'evaluated',
}
