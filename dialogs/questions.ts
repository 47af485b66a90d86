import { answerCard, questionsCard } from '../cards/questions.ts';
import { isQuestion } from '../domain/programme/questions.ts';
import type { Shown } from './step.ts';
import type { Press, Turn } from './turn.ts';

export function showQuestions({ actor }: Turn): Promise<Shown> {
  return Promise.resolve({ card: questionsCard(actor), waits: false });
}

/** The answer to one question; the list where a newer or older release has another one. */
export async function showAnswer(turn: Turn, { id = '' }: Pick<Press, 'id'>): Promise<Shown> {
  if (!isQuestion(id)) return showQuestions(turn);
  const card = answerCard(turn.actor, { question: id, standing: await turn.standing() });
  return { card, waits: false };
}
