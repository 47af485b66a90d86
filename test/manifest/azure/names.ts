import type { Compared } from './compared.ts';
import { same } from './same.ts';

/** What all resources have in common: where they are, and what they are called, so that two of them fit into a group. */
export function nameProblems({ made, given, deployment }: Compared): string[] {
  const prefix = String(given['name']).toLowerCase();
  const problems = [...same('the name of the app', made.app.name, prefix)];
  for (const { symbol, body, isExisting } of deployment.resources) {
    const { name, location, scope } = body as {
      readonly name: string;
      readonly location?: string;
      readonly scope?: string;
    };
    if (location !== undefined && location !== 'global')
      problems.push(...same(`where ${symbol} is`, location, given['location']));
    const isOfItsOwn = scope !== undefined || isExisting || /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-/.test(name);
    if (!isOfItsOwn && !name.startsWith(prefix)) problems.push(`${symbol} is called ${name}`);
  }
  // Two names are the whole world's.
  for (const name of [made.account.name, made.bot.name])
    if (!/-[0-9a-f]{13}$/.test(name)) problems.push(`somebody else may have called something ${name}`);
  return problems;
}

/** A secret is once in the app's secrets and nowhere else: not in an output, nor in a variable that anybody can read. */
export function secretProblems({ given, deployment, parameters }: Compared): string[] {
  const everything = JSON.stringify([deployment.outputs, deployment.resources]);
  return Object.entries(parameters).flatMap(([name, { type }]) => {
    const value = given[name];
    if (type !== 'securestring' || value === '') return [];
    return same(`how often ${name} is there`, everything.split(String(value)).length - 1, 1);
  });
}
