export { Capture } from './testing/capture';
export { FoundContainer } from './testing/found-container';
export { FoundPod } from './testing/found-pod';
export type { ManifestFinding } from './testing/manifest-finding';
export { Manifests } from './testing/manifests';
export { Match } from './testing/match';
export { Matcher, MatchResult, type Mismatch, type Receiver } from './testing/matcher';
export type { Resource, ResourceFilter, ResourceOf, TypedResource, TypedResources } from './testing/resource';
export { yamlSerializer, type SnapshotSerializer } from './testing/yaml-serializer';

export type { ContainerRole } from './kubernetes/container-role';
