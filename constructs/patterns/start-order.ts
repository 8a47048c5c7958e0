import { Container } from '../../kubernetes/types';
import { aListOf, aString } from '../../util/prop-checks';
import { PropNames } from '../../util/props';
import { PatternOrderProps, PatternSidecarProps, StartOrder } from './pattern';

export const ORDER_PROPS: PropNames<PatternOrderProps> = {
  startsBefore: aListOf(aString),
  startsAfter: aListOf(aString),
};

export const SIDECAR_PROPS: PropNames<PatternSidecarProps> = { ...ORDER_PROPS, sidecarForm: true };

/** The names of containers, for the name of their pattern. */
export function namesOf(containers: readonly Container[]): string {
  return Array.isArray(containers) ? containers.map((container) => container?.name).join(', ') : '';
}

/** The start order that a pattern's props require for its containers. */
export function startOrderOf(names: readonly string[], { startsBefore, startsAfter }: PatternOrderProps): StartOrder[] {
  return names.flatMap((name) => [
    ...(startsBefore ?? []).map((before) => ({ container: name, before })),
    ...(startsAfter ?? []).map((container) => ({ container, before: name })),
  ]);
}
