/** How the page shows a chat: Teams' theme, the width of a phone, and an old client. */
const CHOICES = {
  theme: ['light', 'dark', 'contrast'],
  width: ['desktop', 'phone'],
  client: ['new', 'old'],
} as const;
type Choice = keyof typeof CHOICES;
type Chosen<C extends Choice> = (typeof CHOICES)[C][number];

/** What is chosen: by the address, as pictures and stories do it, else as it was left, else the first. */
export function chosen<C extends Choice>(choice: C): Chosen<C> {
  const all: readonly Chosen<C>[] = CHOICES[choice];
  const asked = [new URLSearchParams(location.search).get(choice), localStorage.getItem(choice)];
  for (const one of asked) {
    const known = all.find((each) => each === one);
    if (known !== undefined) return known;
  }
  return CHOICES[choice][0];
}

/** Chooses, remembers it and puts it into the address. */
export function choose<C extends Choice>(choice: C, value: Chosen<C>): void {
  localStorage.setItem(choice, value);
  const here = new URL(location.href);
  here.searchParams.set(choice, value);
  history.replaceState(null, '', here);
  showChosen();
}

/** Brings theme and width to the page. What is on it stays; another client needs it loaded again. */
export function showChosen(): void {
  document.documentElement.dataset['theme'] = chosen('theme');
  document.documentElement.dataset['width'] = chosen('width');
}
