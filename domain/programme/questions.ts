/** The questions that the programme's own FAQ asks (X4), in its order. */
export const QUESTION_IDS = [
  'benefits',
  'whoEnrols',
  'qualifications',
  'howToEnrol',
  'directory',
  'compliance',
  'training',
  'customers',
  'meeting',
  'marketing',
  'lifeCycle',
  'expiry',
  'deliverables',
  'payment',
  'resources',
  'systemCenter',
  'otherProducts',
  'endUsers',
  'remote',
  'course',
] as const;
export type QuestionId = (typeof QUESTION_IDS)[number];

export function isQuestion(id: string): id is QuestionId {
  return QUESTION_IDS.some((one) => one === id);
}
