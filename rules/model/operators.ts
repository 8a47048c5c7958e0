import { nameText } from '../../util/json-text';
import { fieldsOf, isPlainObject, itemsIn } from '../../util/plain-object';
import { Selector } from './selecting-object';

/** The API groups of Kubernetes itself: their names have no dot, or end with this. */
const OF_KUBERNETES = /^[^.]*$|^(rbac\.authorization|[a-z]+)\.k8s\.io$/;

/** Kinds of custom resources that select or configure pods, and create none. */
const WITHOUT_PODS = /(Monitor|Route|Rule|Secret|Certificate|Issuer|Policy|Autoscaler|ScaledObject|VirtualService)$/;

/** The custom resources of an output, for which operators may create pods: a `Prometheus`, or a `Cluster` of CloudNativePG. */
export class Operators {
  private readonly groups = new Set<string>();
  /** The names of the resources, and the values of all labels in them. */
  private readonly names = new Set<unknown>();

  public constructor(objects: readonly unknown[]) {
    for (const object of objects) {
      const { apiVersion, kind, metadata } = fieldsOf(object);
      const [group] = nameText(apiVersion).split('/');
      if (!OF_KUBERNETES.test(group) && !WITHOUT_PODS.test(nameText(kind))) {
        this.groups.add(group);
        this.names.add(fieldsOf(metadata).name);
        this.addLabels(object);
      }
    }
  }

  /** Whether an operator may create pods with the labels of a selector: their values often begin with the name of the resource. */
  public mayCreate({ matchLabels, matchExpressions }: Selector): boolean {
    if (this.groups.size === 0) {
      return false;
    }
    const keys = [...Object.keys(matchLabels), ...matchExpressions.map(({ key }) => nameText(key))];
    const values = [...Object.values(matchLabels), ...matchExpressions.flatMap((one) => itemsIn(one.values))];
    return (
      keys.some((key) => this.isOfGroup(key.split('/')[0])) ||
      values.some((value) => parts(nameText(value)).some((part) => this.names.has(part)))
    );
  }

  /** Whether the prefix of a label is of an API group: `cnpg.io` for `postgresql.cnpg.io`. */
  private isOfGroup(prefix: string): boolean {
    return prefix.includes('.') && [...this.groups].some((group) => group.endsWith(prefix) || prefix.endsWith(group));
  }

  private addLabels(value: unknown): void {
    if (Array.isArray(value)) {
      value.forEach((item) => this.addLabels(item));
    } else if (isPlainObject(value)) {
      for (const [key, child] of Object.entries(value)) {
        Object.values(key === 'labels' ? fieldsOf(child) : {}).forEach((label) => this.names.add(label));
        this.addLabels(child);
      }
    }
  }
}

/** A text, its beginnings before a dash, and its parts between dots: `db-rw` has `db`. */
function parts(text: string): string[] {
  const words = text.split('-');
  return [text, ...text.split('.'), ...words.map((_, i) => words.slice(0, i).join('-')).slice(1)];
}
