/**
 * The error of a stored history that no decider could have written: `type` is the event's, `status` that of the state
 * before it, undefined when the history begins with it.
 */
export function brokenHistory({ type }: { readonly type: string }, status?: string): Error {
  return new Error(status === undefined ? `history begins with ${type}` : `${type} cannot follow ${status}`);
}
