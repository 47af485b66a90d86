import type { z } from 'zod';
import type { Deployed, Deployment } from '../arm/template.ts';
import * as shapes from './shapes.ts';

type Shaped<S extends z.ZodType> = z.infer<S> & { readonly id: string };

/** Every resource that the template makes, as it must be, by its symbol. */
export interface Made {
  readonly workspace: Shaped<typeof shapes.workspace>;
  readonly identity: Shaped<typeof shapes.identity>;
  readonly account: Shaped<typeof shapes.account>;
  readonly database: Shaped<typeof shapes.database>;
  readonly container: Shaped<typeof shapes.container>;
  readonly storeAccess: Shaped<typeof shapes.storeAccess>;
  /** Both only where the image comes from a registry. */
  readonly registry?: Shaped<typeof shapes.registry>;
  readonly imageAccess?: Shaped<typeof shapes.imageAccess>;
  readonly environment: Shaped<typeof shapes.environment>;
  readonly logs: Shaped<typeof shapes.logs>;
  readonly app: Shaped<typeof shapes.app>;
  readonly bot: Shaped<typeof shapes.bot>;
  readonly teams: Shaped<typeof shapes.teams>;
  readonly people: Shaped<typeof shapes.people>;
  readonly alerts: readonly Shaped<typeof shapes.alert>[];
  readonly noReplica: Shaped<typeof shapes.noReplica>;
  readonly restarts: Shaped<typeof shapes.restarts>;
  readonly workbook: Shaped<typeof shapes.workbook>;
}

const { alert, ...single } = shapes;
const OPTIONAL = new Set(['registry', 'imageAccess']);

/** Every symbol that the template has to have. */
export const SYMBOLS: readonly string[] = [...Object.keys(single), 'alerts'];

/** What a deployment makes; a list of problems when something is not as it must be, is not there, or is not known. */
export function readMade({ resources }: Deployment): Made | readonly string[] {
  const problems: string[] = [];
  const shaped = ({ symbol, body, id }: Deployed, shape: z.ZodType): unknown => {
    const { data, error } = shape.safeParse(body);
    for (const { path, message } of error?.issues ?? [])
      problems.push(`${symbol}.${path.join('.')}: ${message}`);
    return { ...(data as object), id };
  };
  const of = (symbol: string): Deployed[] => resources.filter((resource) => resource.symbol === symbol);
  const made: Record<string, unknown> = { alerts: of('alerts').map((one) => shaped(one, alert)) };
  for (const [symbol, shape] of Object.entries(single)) {
    const [deployed] = of(symbol);
    if (deployed !== undefined) made[symbol] = shaped(deployed, shape);
    else if (!OPTIONAL.has(symbol)) problems.push(`${symbol} is not made`);
  }
  for (const { symbol } of resources)
    if (!SYMBOLS.includes(symbol)) problems.push(`nobody knows what ${symbol} has to be`);
  return problems.length > 0 ? problems : (made as unknown as Made);
}
