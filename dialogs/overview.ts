import { overviewCard, OVERVIEW_ROWS, OVERVIEWS, type OverviewView } from '../cards/overview.ts';
import { readMoney } from '../domain/desk/money.ts';
import { readDeadlines, readLoads } from '../domain/desk/overview.ts';
import type { Shown } from './step.ts';
import type { Press, Turn } from './turn.ts';

/** The portfolio as a picture; which of them, and its page, stands in the button: `consultants.8`. */
export async function showOverview(turn: Turn, press?: Press): Promise<Shown> {
  const [, of = '', from = '0'] = /^([a-z]+)(?:\.(\d{1,4}))?$/u.exec(press?.arg ?? '') ?? [];
  const chosen = OVERVIEWS.find((one) => one === of) ?? 'states';
  const card = overviewCard(turn.actor, await viewOf(turn, chosen, Number(from)));
  return { card, seen: { verb: 'overview.open', arg: press?.arg }, waits: false };
}

async function viewOf(turn: Turn, of: OverviewView['of'], from: number): Promise<OverviewView> {
  const { desk, unit } = turn;
  const count = (counted: Parameters<typeof desk.count>[1]): Promise<number> => desk.count(unit, counted);
  switch (of) {
    case 'states':
      return { of, tally: await desk.tally(unit) };
    case 'deadlines': {
      const { today } = await turn.standing();
      return { of, deadlines: await readDeadlines(count, today) };
    }
    case 'consultants': {
      const standing = await turn.standing();
      return { of, standing, loads: await readLoads(count, standing, { from, limit: OVERVIEW_ROWS }) };
    }
    case 'money': {
      const [standing, tally] = await Promise.all([turn.standing(), desk.tally(unit)]);
      const money = await readMoney((query) => desk.find(unit, query), standing, tally);
      return { of, money, today: standing.today };
    }
    default:
      return of satisfies never;
  }
}
