import { isObject } from '../model/pod';
import { Culprits } from './offenders';

const NOTHING = {};

/**
 * A pod as the checks look at it: all its containers in one list, and what is not of the right type as if it were not there.
 */
export class PodView {
  readonly annotations: any;
  readonly spec: any;
  readonly volumes: any[];
  /** Init containers, containers, ephemeral containers: the order in which the admission plugin names them. */
  readonly containers: any[] = [];
  private readonly firstContainer: number;
  private readonly firstEphemeral: number;

  constructor(pod: any) {
    this.annotations = objectOf(pod?.metadata?.annotations);
    this.spec = objectOf(pod?.spec);
    this.volumes = Array.isArray(this.spec.volumes) ? this.spec.volumes : [];
    this.firstContainer = this.take(this.spec.initContainers);
    this.firstEphemeral = this.take(this.spec.containers);
    this.take(this.spec.ephemeralContainers);
  }

  /** Whether the pod says that it is one of Windows, where most of what a security context holds has no meaning. */
  isWindows(): boolean {
    return this.spec.os?.name === 'windows';
  }

  /** Whether the pod has users of its own, so that its root is not the node's. */
  hasOwnUsers(): boolean {
    return this.spec.hostUsers === false;
  }

  /** The containers of which something is true. */
  containersWhere(test: (container: any, pod: PodView) => boolean): Culprits | undefined {
    let found: Culprits | undefined;
    for (let i = 0; i < this.containers.length; i++) {
      if (test(this.containers[i], this)) {
        (found ??= new Culprits()).add(this.containers[i], this.pathOf(i), nameOf(this.containers[i]));
      }
    }
    return found;
  }

  /** The security contexts of which something is true: the pod's, and then those of its containers. */
  contextsWhere(test: (context: any, pod: PodView) => boolean): Culprits | undefined {
    let found: Culprits | undefined;
    const own = this.spec.securityContext;
    if (isObject(own) && test(own, this)) {
      (found ??= new Culprits()).add(own, 'spec.securityContext');
    }
    for (let i = 0; i < this.containers.length; i++) {
      const context = this.containers[i].securityContext;
      if (isObject(context) && test(context, this)) {
        (found ??= new Culprits()).add(context, `${this.pathOf(i)}.securityContext`, nameOf(this.containers[i]));
      }
    }
    return found;
  }

  private take(list: any): number {
    if (Array.isArray(list)) {
      for (const container of list) {
        this.containers.push(objectOf(container));
      }
    }
    return this.containers.length;
  }

  private pathOf(i: number): string {
    if (i < this.firstContainer) {
      return `spec.initContainers[${i}]`;
    }
    return i < this.firstEphemeral
      ? `spec.containers[${i - this.firstContainer}]`
      : `spec.ephemeralContainers[${i - this.firstEphemeral}]`;
  }
}

/** The name that the API server would read. */
export function nameOf(thing: any): string {
  return typeof thing?.name === 'string' ? thing.name : '';
}

function objectOf(value: any): any {
  return isObject(value) ? value : NOTHING;
}
