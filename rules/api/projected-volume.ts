import {
  ClusterTrustBundleProjection,
  ConfigMapProjection,
  PodCertificateProjection,
  ProjectedVolumeSource,
  SecretProjection,
  ServiceAccountTokenProjection,
  VolumeProjection,
} from '../../kubernetes/decoded';
import { FieldPath } from '../model/field-path';
import { lowerCase } from '../model/go-text';
import { notDnsLabel, notDnsSubdomain, notQualifiedName } from '../model/names';
import { notFile } from '../model/paths';
import { rule } from '../rule';
import { ValidationContext } from '../validation-context';
import { checkForm, choice, form, mode, need, needForm, orEmpty, range } from '../validation/fields';
import { checkLabelSelector } from '../validation/label-selector';
import { checkAnnotationsSize } from '../validation/labels';
import { checkFields, checkItems, volumeFiles } from './volume-files';

const KEY_TYPES = ['ECDSAP256', 'ECDSAP384', 'ECDSAP521', 'ED25519', 'RSA3072', 'RSA4096'];
const CERTIFICATE_PATHS = ['credentialBundlePath', 'keyPath', 'certificateChainPath'] as const;

export const projectedVolume = rule({
  id: 'api/projected-volume',
  severity: 'error',
  summary: 'The sources of a projected volume must be valid, and their files must have different paths.',
  see: 'https://kubernetes.io/docs/concepts/storage/projected-volumes/',
});

/** Checks the sources of a projected volume. */
export function checkProjected(volume: ProjectedVolumeSource, at: FieldPath, context: ValidationContext): void {
  mode(volume, at, context, 'defaultMode');
  const paths = new Set<string>();
  volume.sources?.forEach((source, i) => {
    checkSource(source, at.field('sources').item(i), context);
    for (const path of pathsOf(source)) {
      if (paths.has(path)) {
        const why = 'All files of the volume are in one folder.';
        context.invalid(at, `two files have the path "${path}".`, why, 'Change one of the two paths.');
      }
      paths.add(path);
    }
  });
}

function checkSource(source: VolumeProjection, at: FieldPath, context: ValidationContext): void {
  const { secret, configMap, downwardAPI, serviceAccountToken, clusterTrustBundle, podCertificate } = source;
  if (secret !== undefined) {
    checkNamed(secret, at.field('secret'), context);
  }
  if (configMap !== undefined) {
    checkNamed(configMap, at.field('configMap'), context);
  }
  if (downwardAPI !== undefined) {
    context.under(volumeFiles, () => checkFields(downwardAPI.items, at.field('downwardAPI'), context));
  }
  if (serviceAccountToken !== undefined) {
    checkToken(serviceAccountToken, at, context);
  }
  if (clusterTrustBundle !== undefined) {
    checkTrustBundle(clusterTrustBundle, at.field('clusterTrustBundle'), context);
  }
  if (podCertificate !== undefined) {
    checkCertificate(podCertificate, at.field('podCertificate'), context);
  }
  if (Object.values(source).filter((one) => one !== undefined).length > 1) {
    context.forbidden(at, 'the source has several types.', 'A source has one type.', 'Add an item for each type.');
  }
}

/** The paths of the files of a source. The server compares all of them except the path of a token. */
function pathsOf({
  secret,
  configMap,
  downwardAPI,
  clusterTrustBundle,
  podCertificate = {},
}: VolumeProjection): string[] {
  const items = [secret, configMap, downwardAPI].flatMap((one) => (one?.items ?? []).map(({ path = '' }) => path));
  const paths = [...items, ...CERTIFICATE_PATHS.map((field) => podCertificate[field] ?? '')].filter(
    (path) => path !== '',
  );
  return clusterTrustBundle === undefined ? paths : [...paths, clusterTrustBundle.path ?? ''];
}

function checkNamed(source: SecretProjection | ConfigMapProjection, at: FieldPath, context: ValidationContext): void {
  need(source, at, context, 'name');
  context.under(volumeFiles, () => checkItems(source.items, at, context));
}

function checkToken(token: ServiceAccountTokenProjection, sourceAt: FieldPath, context: ValidationContext): void {
  range(token, sourceAt.field('serviceAccountToken'), context, 'expirationSeconds', 600, 2 ** 32);
  // the server reports the path as a field of the volume
  const at = sourceAt.above!.above!;
  need(token, at, context, 'path');
  if (context.minor >= 28) {
    form(token, at, context, 'path', orEmpty(notFile));
  }
}

function checkTrustBundle(bundle: ClusterTrustBundleProjection, at: FieldPath, context: ValidationContext): void {
  const { name, signerName, labelSelector } = bundle;
  const why = 'The source is either one bundle by its name, or all bundles of a signer.';
  if (name !== undefined && signerName !== undefined) {
    context.invalid(at, '`name` and `signerName` are both set.', why, 'Remove `name` or `signerName`.');
  } else if (name !== undefined) {
    need(bundle, at, context, 'name');
    form(bundle, at, context, 'name', (text) => notDnsSubdomain(text.slice(text.lastIndexOf(':') + 1)));
    if (labelSelector !== undefined) {
      context.invalid(at.field('labelSelector'), '`name` is set, too.', why, 'Remove `labelSelector`.');
    }
  } else if (signerName !== undefined) {
    checkSigner(bundle, at, context);
    checkLabelSelector(labelSelector, () => at.field('labelSelector'), context);
  } else {
    context.required(at, '`name` and `signerName` are missing.', why, 'Set `name` or `signerName`.');
  }
  needForm(bundle, at, context, 'path', notFile);
}

function checkSigner(source: { readonly signerName?: string }, at: FieldPath, context: ValidationContext): void {
  needForm(source, at, context, 'signerName', notSignerName, 'name of a signer, such as "example.com/signer"');
  const { signerName: name = '' } = source;
  const [domain, ...rest] = name.split('/');
  if (rest.length === 1 && (Buffer.byteLength(domain) > 253 || Buffer.byteLength(name) > 571)) {
    const why = 'The domain can have at most 253 bytes, and the whole name 571.';
    context.error('FieldValueTooLong', at.field('signerName'), '`signerName` is too long.', why, 'Shorten it.');
  }
}

/** Why a text is not the name of a signer: a domain, a slash, and a path. */
function notSignerName(name: string): string | undefined {
  const [domain, path = '', ...rest] = name.split('/');
  const labels = domain.split('.');
  const isName =
    rest.length === 0 &&
    labels.length > 1 &&
    labels.every((label) => notDnsLabel(label) === undefined) &&
    path.split('.').every((label) => notDnsSubdomain(label) === undefined);
  return isName ? undefined : 'It must be DOMAIN/NAME.';
}

function checkCertificate(source: PodCertificateProjection, at: FieldPath, context: ValidationContext): void {
  const { keyType = '', signerName = '', userAnnotations } = source;
  checkSigner(source, at, context);
  for (const key in userAnnotations) {
    checkForm(key, at.field('userAnnotations'), context, notAnnotationWithDomain, 'key of a user annotation');
  }
  checkAnnotationsSize(userAnnotations, at.field('userAnnotations'), context);
  choice({ keyType }, at, context, 'keyType', KEY_TYPES);
  const isKubernetes = /(^|\.)kubernetes\.io$/.test(signerName.split('/')[0]);
  range(source, at, context, 'maxExpirationSeconds', 3600, isKubernetes ? 86400 : 7862400);
  CERTIFICATE_PATHS.forEach((field) => form(source, at, context, field, orEmpty(notFile)));
  if (CERTIFICATE_PATHS.every((field) => !source[field])) {
    const fix = 'Set `credentialBundlePath`, or `keyPath` and `certificateChainPath`.';
    context.required(at, 'the certificate has no path.', 'The volume contains the certificate as files.', fix);
  }
}

function notAnnotationWithDomain(key: string): string | undefined {
  return key.includes('/') ? notQualifiedName(lowerCase(key)) : 'It must be DOMAIN/NAME.';
}
