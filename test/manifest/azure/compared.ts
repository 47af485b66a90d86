import type { Deployment, Template } from '../arm/template.ts';
import type { Made } from './made.ts';
import type { Needs } from './needs.ts';

/** One deployment beside the code. */
export interface Compared {
  readonly made: Made;
  readonly deployment: Deployment;
  readonly parameters: Template['parameters'];
  /** What the parameters are, given or by default. */
  readonly given: Readonly<Record<string, unknown>>;
  readonly needs: Needs;
}
