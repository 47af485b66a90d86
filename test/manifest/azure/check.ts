import { z } from 'zod';
import { deploy, readTemplate, unusedOrUndeclared, type Template } from '../arm/template.ts';
import { isBuiltIn, runtime } from './azure-itself.ts';
import { botProblems } from './bot.ts';
import { casesOf } from './cases.ts';
import type { Compared } from './compared.ts';
import { declarationProblems } from './declarations.ts';
import { readMade } from './made.ts';
import { nameProblems, secretProblems } from './names.ts';
import type { Needs } from './needs.ts';
import { processProblems } from './process.ts';
import { accessProblems, storeProblems } from './store.ts';
import { watchProblems } from './watch.ts';

const COMPARISONS: readonly ((compared: Compared) => readonly string[])[] = [
  nameProblems,
  storeProblems,
  accessProblems,
  processProblems,
  botProblems,
  watchProblems,
  secretProblems,
];

/** Everything that is wrong with the template by itself, or beside what the code needs: of the first case that fails. */
export function problemsOf(raw: unknown, needs: Needs): readonly string[] {
  let template: Template;
  try {
    template = readTemplate(raw);
  } catch (error) {
    if (error instanceof z.ZodError)
      return error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
    throw error;
  }
  const declared = [...unusedOrUndeclared(template), ...declarationProblems(template)];
  if (declared.length > 0) return declared;
  for (const { name, given } of casesOf(template)) {
    const problems = problemsWith(template, given, needs);
    if (problems.length > 0) return problems.map((problem) => `${name}: ${problem}`);
  }
  return [];
}

/** What is wrong when these parameters are given. */
function problemsWith(
  template: Template,
  given: Readonly<Record<string, unknown>>,
  needs: Needs,
): readonly string[] {
  const deployment = deploy(template, given, runtime, isBuiltIn);
  if (deployment.problems.length > 0) return deployment.problems;
  const made = readMade(deployment);
  if (!('app' in made)) return made;
  const { parameters } = template;
  const compared = { made, deployment, parameters, given: deployment.parameters, needs };
  return COMPARISONS.flatMap((comparison) => comparison(compared));
}
