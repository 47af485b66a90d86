/** What one look found. `todo` is what to do about it: the exact command, variable or place in a portal. */
export type Finding =
  | { readonly state: 'ok'; readonly saw: string }
  | { readonly state: 'not_ok'; readonly saw: string; readonly todo: string }
  | { readonly state: 'unchecked'; readonly saw: string; readonly todo?: string };

export const ok = (saw: string): Finding => ({ state: 'ok', saw });
export const notOk = (saw: string, todo: string): Finding => ({ state: 'not_ok', saw, todo });
export const unchecked = (saw: string, todo?: string): Finding =>
  todo === undefined ? { state: 'unchecked', saw } : { state: 'unchecked', saw, todo };
