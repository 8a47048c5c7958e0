import { ObjectMeta } from '../../kubernetes/decoded';
import { maskedPrefix, notDnsLabel, notDnsSubdomain, notPathSegment, notServiceName } from '../model/names';
import { rule, StructCheck } from '../rule';
import { everyObject } from '../validation/every-object';
import { Form, form, orEmpty } from '../validation/fields';
import { words } from '../../util/words';
import { nameOf } from '../validation/object-name';

export const objectName = rule({
  id: 'api/object-name',
  severity: 'error',
  summary: 'An object must have a valid `name` or `generateName`, and a valid `namespace`.',
  see: 'https://kubernetes.io/docs/concepts/overview/working-with-objects/names/',
  checks: {
    ...everyObject(checkNames(notDnsSubdomain)),
    StatefulSet: checkNames(notDnsLabel),

    OtherObject(object, at, context) {
      const { kind = '' } = object;
      // the server answers a request, and stores no object
      if (!/(Review|Binding|Eviction|Scale|Request|Options)$/.test(kind) || kind in FORMS) {
        const isOld = kind === 'Service' && context.minor < 36;
        const check = isOld ? checkNames(notServiceName) : checkNames(FORMS[kind] ?? notDnsSubdomain);
        check(CLUSTER_WIDE.has(kind) ? withoutNamespace(object) : object, at, context);
      }
    },
  },
});

/** The forms of the names of other kinds, if they are no DNS subdomains. */
const FORMS: Readonly<Record<string, Form>> = {
  APIService: notPathSegment,
  ClusterRole: notPathSegment,
  ClusterRoleBinding: notPathSegment,
  ClusterTrustBundle: notClusterTrustBundle,
  IPAddress: notPathSegment,
  Namespace: notDnsLabel,
  PodDisruptionBudget: notPathSegment,
  Role: notPathSegment,
  RoleBinding: notPathSegment,
  Service: notDnsLabel,
  StorageVersion: notPathSegment,
};

/** The kinds whose objects are in no namespace, although they can have the field. */
const CLUSTER_WIDE: ReadonlySet<string> = new Set(
  words(`
    APIService CSIDriver CSINode CertificateSigningRequest ClusterRole ClusterRoleBinding ClusterTrustBundle ComponentStatus
    CustomResourceDefinition DeviceClass DeviceTaintRule FlowSchema IPAddress IngressClass MutatingAdmissionPolicy
    MutatingAdmissionPolicyBinding MutatingWebhookConfiguration Namespace Node PersistentVolume PriorityClass
    PriorityLevelConfiguration ResourceSlice RuntimeClass ServiceCIDR StorageClass StorageVersion StorageVersionMigration
    ValidatingAdmissionPolicy ValidatingAdmissionPolicyBinding ValidatingWebhookConfiguration VolumeAttachment
    VolumeAttributesClass
  `),
);

/** The server ignores the namespace of an object that is in none. */
function withoutNamespace({ metadata = {} }: { readonly metadata?: ObjectMeta }): { readonly metadata: ObjectMeta } {
  return { metadata: { ...metadata, namespace: undefined } };
}

/** The server replaces the colons in the name. */
function notClusterTrustBundle(name: string): string | undefined {
  return notDnsSubdomain(name.replace(/:/g, '.'));
}

function checkNames(nameForm: Form): StructCheck<{ readonly metadata?: ObjectMeta }> {
  const prefixForm = orEmpty((prefix) => nameForm(maskedPrefix(prefix)));
  const [ownForm, namespaceForm] = [orEmpty(nameForm), orEmpty(notDnsLabel)];
  return ({ metadata = {} }, objectAt, context) => {
    const at = objectAt.field('metadata');
    form(metadata, at, context, 'generateName', prefixForm, 'start of a name');
    const name = nameOf(metadata);
    if (name === '') {
      const fix = 'Set `name`, or `generateName` for a generated name.';
      context.required(at.field('name'), 'the object has no name.', 'A name identifies an object.', fix);
    }
    form({ name }, at, context, 'name', ownForm, 'name');
    form(metadata, at, context, 'namespace', namespaceForm, 'namespace');
  };
}
