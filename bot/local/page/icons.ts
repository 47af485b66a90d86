/**
 * Icons under the names that Teams gives them, drawn by us: simple lines in a square of 20, in the colour of the text
 * around. `line` is stroked; `shape` is the closed form that a filled icon fills, with `line` cut out of it.
 */
interface Drawing {
  readonly shape?: string;
  readonly line?: string;
}

const DISC = 'M10 2a8 8 0 1 1 0 16 8 8 0 0 1 0-16z';
const PAGE = 'M5 2h7l4 4v12H5z';
const PERSON = 'M10 3a3.5 3.5 0 1 1 0 7 3.5 3.5 0 0 1 0-7zM3.5 17.5v-1c0-2.5 2.5-4 6.5-4s6.5 1.5 6.5 4v1z';
const DATES = 'M3 4.5h14v13H3z';
const NOTE = 'M2 5h16v10H2z';
const LETTER = 'M2 4.5h16v11H2z';

const DRAWINGS: Readonly<Record<string, Drawing>> = {
  Add: { line: 'M10 4v12M4 10h12' },
  Alert: { shape: 'M4 14c1.5-1.5 1.5-3 1.5-5.5a4.5 4.5 0 0 1 9 0c0 2.5 0 4 1.5 5.5z', line: 'M8.5 16.5h3' },
  ArrowRight: { line: 'M3 10h13M11 5l5 5-5 5' },
  ArrowSync: { line: 'M4 10a6 6 0 0 1 11-3.3M16 3v4h-4M16 10a6 6 0 0 1-11 3.3M4 17v-4h4' },
  ArrowUndo: { line: 'M7 4L3 8l4 4M3 8h8.5a4.5 4.5 0 0 1 0 9H8' },
  Briefcase: { shape: 'M2.5 6.5h15v10h-15z', line: 'M7 6.5v-3h6v3M2.5 11h15' },
  Building: { shape: 'M5 2.5h10v15H5z', line: 'M8 6h1M11 6h1M8 9.5h1M11 9.5h1M8 13h1M11 13h1' },
  Calendar: { shape: DATES, line: 'M3 8h14M7 2.5v4M13 2.5v4' },
  Certificate: { shape: 'M10 2.5a5 5 0 1 1 0 10 5 5 0 0 1 0-10z', line: 'M7 12l-1 6 4-2 4 2-1-6' },
  Chat: { shape: 'M3 4h14v10H9l-4 3.5V14H3z' },
  Checkmark: { line: 'M4 10.5l4 4 8-9' },
  CheckmarkCircle: { shape: DISC, line: 'M6.5 10.3l2.5 2.5 4.8-5.3' },
  ChevronDown: { line: 'M4 7.5l6 6 6-6' },
  ChevronRight: { line: 'M7.5 4l6 6-6 6' },
  ChevronUp: { line: 'M4 12.5l6-6 6 6' },
  Circle: { shape: DISC },
  CircleHalfFill: { shape: DISC },
  Clipboard: { shape: 'M4 4h12v14H4z', line: 'M7.5 5.5h5v-3h-5z' },
  Clock: { shape: DISC, line: 'M10 5.5V10l3 2' },
  Comment: { shape: 'M3 4h14v10H9l-4 3.5V14H3z' },
  Copy: { shape: 'M7 3h10v11H7z', line: 'M13 17H3.5V6' },
  Delete: { shape: 'M5 6h10l-1 12H6z', line: 'M3 5.5h14M8 5V3h4v2' },
  Dismiss: { line: 'M5 5l10 10M15 5L5 15' },
  DismissCircle: { shape: DISC, line: 'M7 7l6 6M13 7l-6 6' },
  Document: { shape: PAGE, line: 'M8 10h5M8 13h5' },
  Edit: { shape: 'M3 17l1-4 9.5-9.5 3 3L7 16z' },
  ErrorCircle: { shape: DISC, line: 'M10 5.5v5.5M10 13.5v.5' },
  Flag: { shape: 'M5 3h11l-3 4 3 4H5z', line: 'M5 3v15' },
  Globe: { shape: DISC, line: 'M2 10h16M10 2c-5 5-5 11 0 16M10 2c5 5 5 11 0 16' },
  Home: { shape: 'M3 9.5L10 3l7 6.5V17h-5v-4H8v4H3z' },
  Info: { shape: DISC, line: 'M10 9v5.5M10 6v.5' },
  Lightbulb: { shape: 'M10 2a5.5 5.5 0 0 1 3 10v2H7v-2a5.5 5.5 0 0 1 3-10z', line: 'M8 16.5h4' },
  Link: { line: 'M8 6H6a4 4 0 0 0 0 8h2M12 6h2a4 4 0 0 1 0 8h-2M7 10h6' },
  LockClosed: { shape: 'M4 9h12v9H4z', line: 'M7 9V6.5a3 3 0 0 1 6 0V9' },
  Mail: { shape: LETTER, line: 'M2 6l8 5 8-5' },
  MailInbox: { shape: 'M3 3h14v14H3z', line: 'M3 11.5h4c.5 2 5.5 2 6 0h4' },
  Money: { shape: NOTE, line: 'M10 7.5a2.5 2.5 0 1 1 0 5 2.5 2.5 0 0 1 0-5zM5 10h.1M15 10h.1' },
  MoneyHand: {
    shape: 'M4 3h12v7H4z',
    line: 'M10 5.5a1 1 0 1 1 0 2 1 1 0 0 1 0-2zM2 13l4-1 5 1.5-1 1.5H7M11 14.5l5-2 2 1-6 4H3',
  },
  More: { line: 'M4.5 10h.1M10 10h.1M15.5 10h.1' },
  MoreHorizontal: { line: 'M4.5 10h.1M10 10h.1M15.5 10h.1' },
  People: { shape: PERSON, line: 'M14.5 4a3 3 0 0 1 0 5.5M17 13c1.2.7 1.7 1.8 1.7 3' },
  Person: { shape: PERSON },
  PersonAdd: { shape: PERSON, line: 'M16.5 3v5M14 5.5h5' },
  Question: { line: 'M7 7.5a3 3 0 1 1 4.5 2.6C10.4 10.7 10 11.3 10 12.5M10 15.5v.5' },
  QuestionCircle: { shape: DISC, line: 'M8 8a2 2 0 1 1 3 1.8c-.8.5-1 .9-1 1.7M10 14v.3' },
  Search: { shape: 'M8.5 3a5.5 5.5 0 1 1 0 11 5.5 5.5 0 0 1 0-11z', line: 'M12.5 12.5L17 17' },
  Send: { shape: 'M2.7 2.8l15 7.2-15 7.2 2-7.2z', line: 'M5 10h6' },
  Settings: { shape: 'M10 6.5a3.5 3.5 0 1 1 0 7 3.5 3.5 0 0 1 0-7z', line: 'M10 2v3M10 15v3M2 10h3M15 10h3' },
  ShieldCheckmark: {
    shape: 'M10 2l7 2.5v5c0 4-3 7-7 8.5-4-1.5-7-4.5-7-8.5v-5z',
    line: 'M6.8 9.8l2.2 2.2 4.2-4.5',
  },
  Star: { shape: 'M10 2l2.5 5.2 5.5.8-4 4 1 5.7-5-2.7-5 2.7 1-5.7-4-4 5.5-.8z' },
  Subtract: { line: 'M4 10h12' },
  TicketDiagonal: { shape: 'M2.5 6h15v3a1.5 1.5 0 0 0 0 3v3h-15v-3a1.5 1.5 0 0 0 0-3z' },
  Timer: { shape: 'M10 4a7 7 0 1 1 0 14 7 7 0 0 1 0-14z', line: 'M10 7v4M8 2h4' },
  Tray: { shape: 'M3 3h14v14H3z', line: 'M3 11.5h4c.5 2 5.5 2 6 0h4' },
  Warning: { shape: 'M10 2.5l8 15H2z', line: 'M10 8v4.5M10 14.8v.3' },
};

/** An icon by its name in Teams; a name that is not drawn here is a plain dot. */
export function drawIcon(name: string, filled: boolean): SVGSVGElement {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('viewBox', '0 0 20 20');
  svg.setAttribute('aria-hidden', 'true');
  svg.classList.add('icon');
  const { shape, line } = DRAWINGS[name] ?? { shape: 'M10 6a4 4 0 1 1 0 8 4 4 0 0 1 0-8z' };
  const solid = filled || DRAWINGS[name] === undefined;
  if (shape !== undefined) svg.append(path(shape, solid ? 'icon-solid' : 'icon-line'));
  if (name === 'CircleHalfFill') svg.append(path('M10 2a8 8 0 0 1 0 16z', 'icon-solid'));
  if (line !== undefined) svg.append(path(line, solid && shape !== undefined ? 'icon-cut' : 'icon-line'));
  return svg;
}

function path(drawing: string, look: string): SVGPathElement {
  const element = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  element.setAttribute('d', drawing);
  element.classList.add(look);
  return element;
}
