import {
  ObjectMeta,
  PersistentVolumeClaimSpec,
  PersistentVolumeClaimTemplate,
  TypedLocalObjectReference,
} from '../../kubernetes/decoded';
import { FieldPath } from '../model/field-path';
import { notDnsLabel, notDnsSubdomain } from '../model/names';
import { nano } from '../model/quantity';
import { StructCheck } from '../rule';
import { ValidationContext } from '../validation-context';
import { choice, form, need, orEmpty } from './fields';
import { checkLabelSelector } from './label-selector';
import { checkAnnotations, checkLabels } from './labels';

const ACCESS_MODES = ['ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOnce', 'ReadWriteOncePod'];
export const VOLUME_MODES = ['Block', 'Filesystem'];

/** The metadata that a claim template can have. */
const METADATA: readonly string[] = ['labels', 'annotations'];

/** Checks the claim template of an ephemeral volume. */
export const checkClaimTemplate: StructCheck<PersistentVolumeClaimTemplate> = ({ metadata, spec }, at, context) => {
  checkMetadata(metadata ?? {}, at.field('metadata'), context);
  checkClaimSpec(spec ?? {}, at.field('spec'), context);
};

function checkMetadata(metadata: ObjectMeta, at: FieldPath, context: ValidationContext): void {
  checkLabels(metadata.labels, at, 'labels', 'label', context);
  checkAnnotations(metadata.annotations, at, context);
  for (const [field, value] of Object.entries(metadata)) {
    // the server cannot distinguish 0 from a missing field, except for the grace period
    const isSet = value !== '' && value !== undefined && (value !== 0 || field === 'deletionGracePeriodSeconds');
    if (isSet && !METADATA.includes(field)) {
      // the server spells "uid" otherwise
      const place = at.field(field === 'uid' ? 'uID' : field);
      const why = 'The metadata of a claim template can have only labels and annotations.';
      context.forbidden(place, `\`${field}\` cannot be set here.`, why, `Remove \`${field}\`.`);
    }
  }
}

/** Checks the spec of a claim. */
export function checkClaimSpec(spec: PersistentVolumeClaimSpec, at: FieldPath, context: ValidationContext): void {
  checkAccessModes(spec.accessModes ?? [], 'claim', at.field('accessModes'), context);
  checkLabelSelector(spec.selector, () => at.field('selector'), context);
  checkStorage(spec.resources?.requests?.storage, at.field('resources').key('storage'), context);
  form(spec, at, context, 'storageClassName', orEmpty(notDnsSubdomain));
  choice(spec, at, context, 'volumeMode', VOLUME_MODES);
  checkDataSources(spec, at, context);
  // its feature gate is on by default since 1.34
  if (context.minor >= 34) {
    form(spec, at, context, 'volumeAttributesClassName', orEmpty(notDnsSubdomain));
  }
}

/** @param noun what has the modes: a claim, or a volume */
export function checkAccessModes(
  modes: readonly string[],
  noun: 'claim' | 'volume',
  at: FieldPath,
  context: ValidationContext,
): void {
  if (modes.length === 0) {
    const fix = `Add one of ${ACCESS_MODES.join(', ')}.`;
    context.required(at, 'there is no access mode.', `A ${noun} requires an access mode.`, fix);
  }
  const unknown = modes.filter((mode) => !ACCESS_MODES.includes(mode));
  unknown.forEach((mode) => context.notSupported(at, mode, ACCESS_MODES));
  const others = modes.filter((name) => name !== 'ReadWriteOncePod' && ACCESS_MODES.includes(name));
  if (modes.includes('ReadWriteOncePod') && others.length > 0) {
    const what = `"ReadWriteOncePod" and ${others.join(', ')} cannot be used together.`;
    const why = 'With "ReadWriteOncePod", only one pod can mount the volume.';
    context.forbidden(at, what, why, 'Remove "ReadWriteOncePod", or the other modes.');
  }
}

function checkStorage(storage: number | string | undefined, at: FieldPath, context: ValidationContext): void {
  const [why, fix] = ['A claim requires a size.', 'Set `resources.requests.storage`, for example to 1Gi.'];
  if (storage === undefined) {
    context.required(at, 'the claim requests no storage.', why, fix);
  } else if (nano(storage) <= 0n) {
    context.invalid(at, `${storage} is not more than 0.`, why, fix);
  }
}

function checkDataSources(spec: PersistentVolumeClaimSpec, at: FieldPath, context: ValidationContext): void {
  const { dataSource, dataSourceRef } = spec;
  checkDataSource(dataSource, at.field('dataSource'), context);
  checkDataSource(dataSourceRef, at.field('dataSourceRef'), context);
  if (dataSourceRef !== undefined) {
    form(dataSourceRef, at.field('dataSourceRef'), context, 'namespace', orEmpty(notDnsLabel));
  }
  if (dataSource === undefined || dataSourceRef === undefined) {
    return;
  }
  const differs = (field: 'kind' | 'name'): boolean => (dataSource[field] ?? '') !== (dataSourceRef[field] ?? '');
  const fix = 'Remove `dataSource`.';
  if (dataSourceRef.namespace) {
    const why = 'A `dataSource` is in the namespace of the claim, a `dataSourceRef` with a namespace is not.';
    context.invalid(at, '`dataSource` and `dataSourceRef.namespace` are set.', why, fix);
  } else if (dataSource.apiGroup !== dataSourceRef.apiGroup || differs('kind') || differs('name')) {
    context.invalid(at, '`dataSource` and `dataSourceRef` differ.', 'A claim has one source.', fix);
  }
}

function checkDataSource(
  source: TypedLocalObjectReference | undefined,
  at: FieldPath,
  context: ValidationContext,
): void {
  if (source === undefined) {
    return;
  }
  need(source, at, context, 'name', 'kind');
  if (!source.apiGroup && source.kind !== 'PersistentVolumeClaim') {
    const why = 'Without `apiGroup`, the source must be a PersistentVolumeClaim.';
    context.invalid(at, `"${source.kind ?? ''}" has no \`apiGroup\`.`, why, 'Set `apiGroup`.');
  }
  if (context.minor >= 28) {
    form(source, at, context, 'apiGroup', orEmpty(notDnsSubdomain));
  }
}
