import { form, mode, need } from '../validation/fields';
import { Inspection } from '../validation/validation-context';
import { checkLabelSelector } from '../validation/label-selector';
import { notDnsLabel, notDnsSubdomain, notQualifiedName } from '../model/names';
import { notFile } from '../model/paths';
import { Place } from '../model/field-path';
import { checkFields, checkItems } from '../validation/volume-files';

const RULE = 'api/projected-volume';

/**
 * The sources of a projected volume, whose files stand in one folder.
 *
 * @see https://kubernetes.io/docs/concepts/storage/projected-volumes/
 */
export function checkProjected(volume: any, at: Place, pod: Inspection): void {
  mode(RULE, volume, at, pod, 'defaultMode');
  const { sources = [] } = volume;
  const taken = new Set<string>();
  for (let i = 0; i < sources.length; i++) {
    const source = sources[i];
    const place = at.field('sources').item(i);
    let count = 0;
    for (const kind in KINDS) {
      if (source[kind] !== undefined) {
        count++;
        KINDS[kind](source[kind], place.field(kind), pod, (path) => take(path, taken, at, pod));
      }
    }
    if (count > 1) {
      const fix = 'Make each an item of its own.';
      pod.forbidden(RULE, place, 'the source is of more than one kind.', 'An item is one source.', fix);
    }
  }
}

/** Looks at a source, and takes a place for each of its files. */
type ProjectionCheck = (source: any, at: Place, pod: Inspection, take: (path: string) => void) => void;

const KINDS: Readonly<Record<string, ProjectionCheck>> = {
  secret: checkNamed,
  configMap: checkNamed,
  downwardAPI: checkDownwardApi,
  serviceAccountToken: checkToken,
  clusterTrustBundle: checkTrustBundle,
  podCertificate: checkCertificate,
};

function take(path: string, taken: Set<string>, volume: Place, pod: Inspection): void {
  if (taken.has(path)) {
    const why = 'All sources are put into one folder.';
    pod.invalid(RULE, volume, `"${path}" is the path of two files.`, why, 'Give one of the two another path.');
  }
  taken.add(path);
}

function checkNamed(source: any, at: Place, pod: Inspection, claim: (path: string) => void): void {
  need(RULE, source, at, pod, 'name');
  checkItems(source.items, at, pod);
  takeAll(source.items, claim);
}

function checkDownwardApi(source: any, at: Place, pod: Inspection, claim: (path: string) => void): void {
  checkFields(source.items, at, pod);
  takeAll(source.items, claim);
}

function takeAll(items: any[] = [], claim: (path: string) => void): void {
  items.filter(({ path }) => path).forEach(({ path }) => claim(path));
}

function checkToken({ expirationSeconds = 3600, path = '' }: any, at: Place, pod: Inspection): void {
  if (expirationSeconds < 600 || expirationSeconds > 2 ** 32) {
    const why = 'A token lives for ten minutes at least, and for 2³² seconds at most.';
    const place = at.field('expirationSeconds');
    pod.invalid(RULE, place, `${expirationSeconds} seconds are out of range.`, why, 'Write 3600, or leave it out.');
  }
  // the path is said to be the volume's
  const place = () => at.above!.above!.above!.field('path');
  if (path === '') {
    pod.required(RULE, place(), 'the token has no path.', 'It is a file of the volume.', 'Add path: token.');
  } else if (pod.minor >= 28 && notFile(path) !== undefined) {
    pod.invalid(RULE, place(), `"${path}" cannot be the path of the token.`, notFile(path)!, 'Write another path.');
  }
}

function checkTrustBundle(source: any, at: Place, pod: Inspection, claim: (path: string) => void): void {
  const { name, signerName, labelSelector, path = '' } = source;
  if (name !== undefined && signerName !== undefined) {
    pod.invalid(
      RULE,
      at,
      'there is a name and a signerName.',
      'Bundles are named in one of two ways.',
      'Leave out one.',
    );
  } else if (name !== undefined) {
    need(RULE, source, at, pod, 'name');
    form(RULE, source, at, pod, 'name', notBundleName);
    if (labelSelector !== undefined) {
      const place = at.field('labelSelector');
      pod.invalid(RULE, place, 'one bundle is named.', 'It selects some of a signer’s bundles.', 'Leave it out.');
    }
  } else if (signerName !== undefined) {
    checkSigner(source, at, pod);
    checkLabelSelector(RULE, labelSelector, () => at.field('labelSelector'), pod);
  } else {
    const why = 'It is a bundle by its name, or all those of a signer.';
    pod.required(RULE, at, 'no bundle is named.', why, 'Add name or signerName.');
  }
  need(RULE, source, at, pod, 'path');
  form(RULE, source, at, pod, 'path', notFile);
  claim(path);
}

function notBundleName(name: string): string | undefined {
  return notDnsSubdomain(name.slice(name.lastIndexOf(':') + 1));
}

/** A signer is named by a domain, a slash, and a name. */
function checkSigner(source: any, at: Place, pod: Inspection): void {
  need(RULE, source, at, pod, 'signerName');
  const { signerName: name = '' } = source;
  if (name === '') {
    return;
  }
  const place = () => at.field('signerName');
  const parts = name.split('/');
  const labels = parts[0].split('.');
  const isNamed =
    parts.length === 2 &&
    labels.length > 1 &&
    labels.every((label: string) => notDnsLabel(label) === undefined) &&
    parts[1].split('.').every((label: string) => notDnsSubdomain(label) === undefined);
  if (!isNamed) {
    const why = 'It is a domain and a name, with a slash between.';
    pod.invalid(
      RULE,
      place(),
      `"${name}" is not the name of a signer.`,
      why,
      'Write, for example, example.com/signer.',
    );
  }
  if (parts.length === 2 && (parts[0].length > 253 || name.length > 571)) {
    const why = 'The domain has 253 characters at most, and the whole 571.';
    pod.error(RULE, 'FieldValueTooLong', place(), 'the name is too long.', why, 'Shorten it.');
  }
}

const KEY_TYPES = ['ECDSAP256', 'ECDSAP384', 'ECDSAP521', 'ED25519', 'RSA3072', 'RSA4096'];

function checkCertificate(source: any, at: Place, pod: Inspection, claim: (path: string) => void): void {
  checkSigner(source, at, pod);
  checkUserAnnotations(source.userAnnotations, at, pod);
  const { keyType = '', maxExpirationSeconds: lifetime, signerName = '' } = source;
  if (!KEY_TYPES.includes(keyType)) {
    pod.notSupported(RULE, at.field('keyType'), keyType, KEY_TYPES);
  }
  const isKubernetes = /(^|\.)kubernetes\.io$/.test(signerName.split('/')[0]);
  const longest = isKubernetes ? 86400 : 7862400;
  if (lifetime !== undefined && (lifetime < 3600 || lifetime > longest)) {
    const why = `A certificate of that signer lives from 3600 to ${longest} seconds.`;
    const place = at.field('maxExpirationSeconds');
    pod.invalid(RULE, place, `${lifetime} seconds are out of range.`, why, 'Write 86400, or leave it out.');
  }
  const files = ['credentialBundlePath', 'keyPath', 'certificateChainPath'].filter((field) => source[field]);
  for (const field of files) {
    form(RULE, source, at, pod, field, notFile);
    claim(source[field]);
  }
  if (files.length === 0) {
    const fix = 'Add credentialBundlePath, or keyPath and certificateChainPath.';
    pod.required(RULE, at, 'there is no path.', 'The key and the certificate are files of the volume.', fix);
  }
}

function checkUserAnnotations(annotations: any, at: Place, pod: Inspection): void {
  for (const key in annotations) {
    const isBare = !key.includes('/');
    const why = isBare ? 'It is a domain and a name, with a slash between.' : notQualifiedName(key.toLowerCase());
    if (why !== undefined) {
      const place = at.field('userAnnotations');
      pod.invalid(RULE, place, `"${key}" cannot be the key of an annotation.`, why, 'Rename it.');
    }
  }
}
