/** What can be done about a difference: the list is right, it is never asked again, or it stays as it is for now. */
export const CHOICES = ['take', 'ignore', 'later'] as const;
export type Choice = (typeof CHOICES)[number];
