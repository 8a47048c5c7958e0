import { RegistryImages } from '../rules/model/registry-images';
import { idle, pod as podOf, Proof, READY } from './proof';

const pod = (image: string): any => podOf('image-missing', { containers: [idle('app', { image })] });

/** A proof of a rule that requires answers of registries. */
export interface RegistryProof extends Proof {
  readonly images: RegistryImages;
}

/** The proofs of the rules that require answers of registries, with these answers. */
export const REGISTRY_PROOFS: RegistryProof[] = [
  {
    name: 'image-missing',
    rule: 'runtime/image-missing',
    bad: [pod('busybox:0.0.1')],
    fails: [/app is waiting\s+(ErrImagePull|ImagePullBackOff)/, /Failed to pull image .*not found/],
    fixed: [pod('busybox:1.36')],
    runs: READY,
    images: new RegistryImages(new Map([['docker.io/library/busybox:0.0.1', { missing: 'tag' }]])),
  },
];

/**
 * The rules that this cluster cannot show: it has one node, no image for another platform, no registry that requires credentials, no
 * metrics and no controller for Ingresses. No proof covers LimitRanges and ResourceQuotas yet.
 * conformance/cluster/schemas.test.ts compares `api/schema` with a server.
 */
export const WITHOUT_PROOF = [
  'api/schema',
  'runtime/image-platform',
  'runtime/pull-secret-type',
  'runtime/autoscaler-request',
  'runtime/backend-port',
  'runtime/not-scalable',
  'runtime/limit-range',
  'runtime/resource-quota',
];
