import { Field, SCHEMA } from '../../kubernetes/schema';
import { AppAddition, PatternContribution, StartOrder } from '../patterns/pattern';
import { SharedFiles, SharedFilesEnd } from '../patterns/shared-files';

/** The compiler keeps the fields of a struct complete. */
type FieldsOf<Struct> = { readonly [Name in keyof Struct]-?: Field };

const contribution: FieldsOf<PatternContribution> = {
  initContainers: ['Container[]'],
  sidecars: ['Container[]'],
  sidecarForm: ['string'],
  app: ['AppAddition'],
  volumes: ['Volume[]'],
  files: ['SharedFiles[]'],
  startOrder: ['StartOrder[]'],
};

const addition: FieldsOf<AppAddition> = {
  env: ['EnvVar[]'],
  command: ['string[]'],
  args: ['string[]'],
  envFrom: ['EnvFromSource[]'],
  ports: ['ContainerPort[]'],
  volumeMounts: ['VolumeMount[]'],
};

const startOrder: FieldsOf<StartOrder> = { container: ['string'], before: ['string'] };

const files: FieldsOf<Pick<SharedFiles, 'writers' | 'readers' | 'raw'>> = {
  writers: ['SharedFilesEnd[]'],
  readers: ['SharedFilesEnd[]'],
  raw: ['object'],
};

const end: FieldsOf<Pick<SharedFilesEnd, 'container' | 'raw'>> = { container: ['string'], raw: ['object'] };

const { name, ...mount } = SCHEMA.VolumeMount;

/** The structs that a pattern contributes, described as the schema describes the structs of Kubernetes. */
export const OWN_STRUCTS: Readonly<Record<string, Readonly<Record<string, Field>>>> = {
  PatternContribution: contribution,
  AppAddition: addition,
  StartOrder: startOrder,
  SharedFiles: { ...SCHEMA.Volume, ...files },
  SharedFilesEnd: { ...end, ...mount },
};
