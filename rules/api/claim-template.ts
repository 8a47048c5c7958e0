import { choice, form, need } from '../validation/fields';
import { Inspection } from '../validation/validation-context';
import { checkLabelSelector } from '../validation/label-selector';
import { checkAnnotations, checkLabels } from './labels';
import { notDnsLabel, notDnsSubdomain } from '../model/names';
import { Place } from '../model/field-path';
import { nano } from '../model/quantity';

const RULE = 'api/volume-claim';

const ACCESS_MODES = ['ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOnce', 'ReadWriteOncePod'];
const VOLUME_MODES = ['Block', 'Filesystem'];

/**
 * The claim that is made for an ephemeral volume: labels, annotations, and its spec.
 *
 * @see https://kubernetes.io/docs/concepts/storage/ephemeral-volumes/#generic-ephemeral-volumes
 */
export function checkClaimTemplate({ metadata = {}, spec = {} }: any, at: Place, pod: Inspection): void {
  checkMetadata(metadata, at, pod);
  checkClaimSpec(spec, at.field('spec'), pod);
}

/** The name, and all else, is the cluster's to give. */
function checkMetadata(metadata: any, at: Place, pod: Inspection): void {
  checkLabels(metadata.labels, at.field('metadata'), 'labels', 'label', pod, RULE);
  checkAnnotations(metadata.annotations, at.field('metadata'), pod);
  for (const field in metadata) {
    if (field !== 'labels' && field !== 'annotations' && isSet(field, metadata[field])) {
      const why = 'The cluster makes the claim; its metadata can have labels and annotations of yours, and no more.';
      pod.forbidden(
        RULE,
        `${at}.metadata.${SPELT_OTHERWISE[field] ?? field}`,
        `"${field}" cannot be set here.`,
        why,
        'Leave it out.',
      );
    }
  }
}

/** As the API server names them here. */
const SPELT_OTHERWISE: Record<string, string> = { uid: 'uID' };

/** The one number that may be absent there is set by its zero, too. */
function isSet(field: string, value: any): boolean {
  return value !== '' && value !== undefined && (value !== 0 || field === 'deletionGracePeriodSeconds');
}

/** What is claimed. */
export function checkClaimSpec(spec: any, at: Place, pod: Inspection): void {
  checkAccessModes(spec.accessModes, at, pod);
  checkLabelSelector(RULE, spec.selector, () => at.field('selector'), pod);
  checkStorage(spec.resources?.requests?.storage, at, pod);
  if (spec.storageClassName) {
    form(RULE, spec, at, pod, 'storageClassName', notDnsSubdomain);
  }
  choice(RULE, spec, at, pod, 'volumeMode', VOLUME_MODES);
  checkSources(spec, at, pod);
  // its gate is on by default since 1.34
  if (spec.volumeAttributesClassName && pod.minor >= 34) {
    form(RULE, spec, at, pod, 'volumeAttributesClassName', notDnsSubdomain);
  }
}

function checkAccessModes(modes: string[] = [], at: Place, pod: Inspection): void {
  const place = () => at.field('accessModes');
  if (modes.length === 0) {
    const fix = `Add one of ${ACCESS_MODES.join(', ')}.`;
    pod.required(RULE, place(), 'there is none.', 'A claim says how it is to be mounted.', fix);
  }
  for (const mode of modes) {
    if (!ACCESS_MODES.includes(mode)) {
      pod.notSupported(RULE, place(), mode, ACCESS_MODES);
    }
  }
  if (
    modes.includes('ReadWriteOncePod') &&
    modes.some((one) => one !== 'ReadWriteOncePod' && ACCESS_MODES.includes(one))
  ) {
    const what = '"ReadWriteOncePod" stands beside others.';
    pod.forbidden(RULE, place(), what, 'It says that one pod alone mounts it.', 'Leave out the others.');
  }
}

function checkStorage(storage: string | number | undefined, at: Place, pod: Inspection): void {
  const place = () => at.field('resources').key('storage');
  if (storage === undefined) {
    const fix = 'Add resources: {requests: {storage: 1Gi}}.';
    pod.required(RULE, place(), 'no storage is requested.', 'A claim says how much it wants.', fix);
  } else if (nano(storage) <= 0n) {
    pod.invalid(RULE, place(), `${storage} is no storage.`, 'It is more than nothing.', 'Request what is needed.');
  }
}

function checkSources(spec: any, at: Place, pod: Inspection): void {
  const { dataSource, dataSourceRef } = spec;
  checkSource(dataSource, 'dataSource', at, pod);
  checkSource(dataSourceRef, 'dataSourceRef', at, pod);
  if (dataSourceRef?.namespace) {
    form(RULE, dataSourceRef, at.field('dataSourceRef'), pod, 'namespace', notDnsLabel);
  }
  if (dataSource === undefined || dataSourceRef === undefined) {
    return;
  }
  const fix = 'Leave out dataSource.';
  const differs = (field: string): boolean => (dataSource[field] ?? '') !== (dataSourceRef[field] ?? '');
  if (dataSourceRef.namespace) {
    pod.invalid(RULE, at, 'there is a dataSource as well.', 'A dataSource is of the same namespace.', fix);
  } else if (dataSource.apiGroup !== dataSourceRef.apiGroup || ['kind', 'name'].some(differs)) {
    pod.invalid(RULE, at, 'dataSource and dataSourceRef differ.', 'A claim is filled from one source.', fix);
  }
}

function checkSource(source: any, field: string, at: Place, pod: Inspection): void {
  if (source === undefined) {
    return;
  }
  const { apiGroup = '', kind = '' } = source;
  need(RULE, source, at.field(field), pod, 'name', 'kind');
  if (apiGroup === '' && kind !== 'PersistentVolumeClaim') {
    const why = 'Without an apiGroup, it is a PersistentVolumeClaim.';
    pod.invalid(RULE, at.field(field), `"${kind}" is of some apiGroup.`, why, 'Add apiGroup.');
  }
  if (apiGroup !== '' && pod.minor >= 28) {
    form(RULE, source, at.field(field), pod, 'apiGroup', notDnsSubdomain);
  }
}
