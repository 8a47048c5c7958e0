import { at, withAt } from '../../manifest/kinds';
import { Finding } from '../../rules/finding';
import { compose } from './compose';
import { ToPlain } from './contributions';
import { IPattern } from './pattern';

/** The annotation by which kubectl, too, knows which container is meant where none is named. */
const DEFAULT_CONTAINER = 'kubectl.kubernetes.io/default-container';

/** The kinds whose pods run to their end. */
const COMPLETING = ['Job', 'CronJob'];

/**
 * Puts patterns into the pod template of an object. The object itself is not changed.
 *
 * @param object a plain manifest
 * @param way the way to its template; nothing for a pod
 * @param app the name of the app's container; where none is given it is the one that the template's annotation names, or the first
 * @throws when there is no such container
 */
export function withPatterns(
  object: any,
  way: readonly string[],
  app: string | undefined,
  patterns: IPattern[],
  version: string,
  toPlain: ToPlain,
): { object: any; findings: Finding[] } {
  if (patterns.length === 0) {
    return { object, findings: [] };
  }
  const template = at(object, way);
  const { containers, initContainers, volumes } = template.spec;
  const composed = compose(
    {
      containers,
      app: indexOf(containers, app ?? template.metadata?.annotations?.[DEFAULT_CONTAINER]),
      initContainers: initContainers ?? [],
      volumes: volumes ?? [],
    },
    patterns,
    { version, completes: COMPLETING.includes(object.kind), hardened: (container) => container },
    toPlain,
  );
  const spec = {
    ...template.spec,
    ...(composed.initContainers.length > 0 ? { initContainers: composed.initContainers } : {}),
    containers: composed.containers,
    ...(composed.volumes.length > 0 ? { volumes: composed.volumes } : {}),
  };
  return {
    object: withAt(object, [...way, 'spec'], spec),
    findings: composed.findings,
  };
}

function indexOf(containers: { readonly name?: string }[], app: string | undefined): number {
  const index = app === undefined ? 0 : containers.findIndex(({ name }) => name === app);
  if (index < 0) {
    const names = containers.map(({ name }) => `"${name}"`).join(', ');
    throw new Error(`there is no container "${app}" for the app: there are ${names}. Name one of them.`);
  }
  return index;
}
