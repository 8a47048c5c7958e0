import { Earliest } from '../model/first-by';
import { Finding } from '../finding';
import { called, containers, listOf, PlacedContainer, staysUp } from '../model/pod';
import { Listening, listening } from '../model/listening';

const RULE = 'runtime/port-clash';

/**
 * Two containers that listen on one port. They share a network namespace, so the second one to start cannot listen, and mostly ends
 * for it. It is an error where both programs are known to listen there; a port that is only declared is no more than documentation to
 * Kubernetes, so that two declarations of it are warned of, and so is a port of another container that a probe asks: either both listen
 * on it, or the probe learns how the other one is. A port said twice by one container is found as well: server-side apply refuses it.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/pods/#pod-networking
 */
export function portClash(pod: any): Finding[] {
  const all = containers(pod);
  const found: Finding[] = [];
  for (const container of all) {
    if (listOf(container.value.ports).length > 1) {
      saidTwice(container, found);
    }
  }
  if (all.length < 2) {
    return found;
  }
  const owners = new Earliest<Listening>();
  for (const container of all) {
    for (const one of listening(container)) {
      if (isOfAnother(one)) {
        continue;
      }
      const owner = owners.of(...clashing(one));
      if (owner !== undefined) {
        found.push(finding(one, owner));
      }
      if (staysUp(container)) {
        owners.put(one, ...keysOf(one));
      }
    }
  }
  return found;
}

/** Under which keys a port of a container that stays up is found: by its address or any; and for init containers, if it is a sidecar. */
function keysOf({ port, protocol, host, container }: Listening): string[] {
  const keys = [`${port}/${protocol}`, `${port}/${protocol} at ${host ?? ''}`];
  return container.init ? [...keys, ...keys.map((key) => `sidecar ${key}`)] : keys;
}

/** Under which keys the ports before it are that a port clashes with. Of those, an init container that ends meets sidecars alone. */
function clashing({ port, protocol, host, container }: Listening): string[] {
  const key = `${staysUp(container) ? '' : 'sidecar '}${port}/${protocol}`;
  return host === undefined ? [key] : [`${key} at `, `${key} at ${host}`];
}

/** Whether a probe asks a port that its container, which declares some, does not have: that is found as a probe of the wrong port. */
function isOfAnother({ container, isProbed }: Listening): boolean {
  return isProbed === true && listOf(container.value.ports).length > 0;
}

function finding(one: Listening, owner: Listening): Finding {
  const evidence = one.evidence === undefined ? '' : `, ${one.evidence}`;
  return {
    rule: RULE,
    severity: one.certain && owner.certain ? 'error' : 'warning',
    path: `${one.container.path}.${one.field}`,
    what: `${one.port}/${one.protocol}${evidence} ${owner.isProbed ? 'is asked by a probe of' : 'is already bound by'} ${called(owner.container)}.`,
    why: 'Containers of a pod share one network namespace, so only one of them can listen on a port.',
    fix: `Give ${called(one.container)} another port${one.isProbed || owner.isProbed ? ', or the probe the one that is meant' : ''}.`,
  };
}

function saidTwice(container: PlacedContainer, found: Finding[]): void {
  const said = new Set<string>();
  listOf(container.value.ports).forEach((port, i) => {
    const name = `${port?.containerPort}/${port?.protocol ?? 'TCP'}`;
    if (said.has(name) && Number.isInteger(port?.containerPort)) {
      found.push({
        rule: RULE,
        severity: 'warning',
        path: `${container.path}.ports[${i}]`,
        what: `${name} is already said above, in the same container.`,
        why: 'Server-side apply refuses a list that has one port twice.',
        fix: 'Leave one of the two out.',
      });
    }
    said.add(name);
  });
}
