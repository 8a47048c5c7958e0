import { groupOf } from '../../kubernetes/kinds';
import { fieldsOf, itemsIn, PlainObject, valueAt } from '../../util/plain-object';
import { scaleTargetOf } from './autoscaled';
import { isNamedKind, NamedKind } from './named-objects';
import { namespaceOf } from './selecting-object';

/** A reference in an object of an output to another object. */
export interface OutputReference {
  readonly kind: NamedKind;
  readonly name: string;
  /** The namespace of the other object; empty if it is unknown, or if the kind has no namespaces. */
  readonly namespace: string;
  /** The field path of the name in the object. */
  readonly path: string;
  /** What refers to the other object, as messages name it: `pod`, `Ingress`. */
  readonly from: string;
  /** Whether the reference has a namespace of its own. */
  readonly hasNamespace?: boolean;
}

/** Adds a reference, if the name is a text. */
type Add = (kind: NamedKind, name: unknown, path: string, namespace?: unknown) => void;

/** The references of a kind of objects. */
type Find = (spec: PlainObject, add: Add, object: PlainObject) => void;

const ROUTES = ['GRPCRoute', 'HTTPRoute', 'TCPRoute', 'TLSRoute', 'UDPRoute'];

/** By the group and the kind. */
const FINDS: Readonly<Record<string, Find>> = {
  'autoscaling HorizontalPodAutoscaler': (_, add, object) => {
    const { apiVersion, kind, name } = scaleTargetOf(object) ?? {};
    if (isNamedKind(apiVersion, kind)) {
      add(kind, name, 'spec.scaleTargetRef.name');
    }
  },
  'networking.k8s.io Ingress': ({ ingressClassName }, add, object) => {
    add('IngressClass', ingressClassName, 'spec.ingressClassName');
    backendsOf(object).forEach(({ name, path }) => add('Service', name, `${path}.name`));
  },
  'rbac.authorization.k8s.io RoleBinding': ofBinding,
  'rbac.authorization.k8s.io ClusterRoleBinding': ofBinding,
  'apps StatefulSet': ({ serviceName, volumeClaimTemplates }, add) => {
    add('Service', serviceName, 'spec.serviceName');
    itemsIn(volumeClaimTemplates).forEach((claim, i) => {
      const name = valueAt(claim, ['spec', 'storageClassName']);
      add('StorageClass', name, `spec.volumeClaimTemplates[${i}].spec.storageClassName`);
    });
  },
  ' PersistentVolumeClaim': ({ storageClassName }, add) =>
    add('StorageClass', storageClassName, 'spec.storageClassName'),
  ' ServiceAccount': (_, add, { imagePullSecrets }) =>
    itemsIn(imagePullSecrets).forEach((one, i) => add('Secret', fieldsOf(one).name, `imagePullSecrets[${i}].name`)),
  ...Object.fromEntries(
    ROUTES.map((kind): [string, Find] => [
      `gateway.networking.k8s.io ${kind}`,
      (_, add, object) =>
        backendsOf(object).forEach(({ name, path, namespace }) => add('Service', name, `${path}.name`, namespace)),
    ]),
  ),
};

/** The references of an object, except those of its pods. Each object refers to its Namespace. */
export function objectReferences(object: unknown): OutputReference[] {
  const fields = fieldsOf(object);
  const own = namespaceOf(object);
  const found: OutputReference[] = [];
  const add: Add = (kind, name, path, namespace) => {
    if (typeof name === 'string' && name !== '') {
      const hasNamespace = typeof namespace === 'string';
      found.push({
        kind,
        name,
        path,
        namespace: hasNamespace ? namespace : own,
        from: String(fields.kind),
        hasNamespace,
      });
    }
  };
  add('Namespace', own, 'metadata.namespace');
  FINDS[`${groupIn(fields)} ${String(fields.kind)}`]?.(fieldsOf(fields.spec), add, fields);
  return found;
}

/** A reference of an Ingress or of a route of the Gateway API to a port of a Service. */
export interface Backend {
  readonly name: unknown;
  /** The number or the name of the port; undefined if the reference has none. */
  readonly port: unknown;
  /** The field path of the reference. */
  readonly path: string;
  /** The field path of the port, from `path`. */
  readonly portField: string;
  readonly namespace?: unknown;
}

/** The Services to which an Ingress or a route of the Gateway API leads; none for other objects. */
export function backendsOf(object: unknown): Backend[] {
  const fields = fieldsOf(object);
  const spec = fieldsOf(fields.spec);
  if (groupIn(fields) === 'networking.k8s.io' && fields.kind === 'Ingress') {
    const ofRules = itemsIn(spec.rules).flatMap((rule, i) =>
      itemsIn(valueAt(rule, ['http', 'paths'])).flatMap((path, k) =>
        ofIngress(fieldsOf(path).backend, `spec.rules[${i}].http.paths[${k}].backend.service`),
      ),
    );
    return [...ofIngress(spec.defaultBackend, 'spec.defaultBackend.service'), ...ofRules];
  }
  const isRoute = groupIn(fields) === 'gateway.networking.k8s.io' && ROUTES.includes(String(fields.kind));
  return itemsIn(isRoute ? spec.rules : undefined).flatMap((rule, i) =>
    itemsIn(fieldsOf(rule).backendRefs).flatMap((written, k) => {
      const { group = '', kind = 'Service', name, namespace, port } = fieldsOf(written);
      const path = `spec.rules[${i}].backendRefs[${k}]`;
      return group === '' && kind === 'Service' ? [{ name, namespace, port, path, portField: 'port' }] : [];
    }),
  );
}

function ofIngress(backend: unknown, path: string): Backend[] {
  const { name, port: written } = fieldsOf(fieldsOf(backend).service);
  const port = fieldsOf(written);
  const portField = port.name === undefined ? 'port.number' : 'port.name';
  return name === undefined ? [] : [{ name, port: port.name ?? port.number, path, portField }];
}

function ofBinding(_: PlainObject, add: Add, { roleRef, subjects }: PlainObject): void {
  const { kind, name } = fieldsOf(roleRef);
  if (kind === 'Role' || kind === 'ClusterRole') {
    add(kind, name, 'roleRef.name');
  }
  itemsIn(subjects).forEach((written, i) => {
    const subject = fieldsOf(written);
    if (subject.kind === 'ServiceAccount') {
      add('ServiceAccount', subject.name, `subjects[${i}].name`, subject.namespace);
    }
  });
}

/** The group of an object; empty for the core group. */
function groupIn({ apiVersion }: PlainObject): string {
  return typeof apiVersion === 'string' ? groupOf(apiVersion) : '';
}
