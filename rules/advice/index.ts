export { credentialInEnv } from './credential-in-env';
export { databaseBesideApp } from './database-beside-app';
export { imageDigest } from './image-digest';
export { nakedPod } from './naked-pod';
export { noReadinessProbe } from './no-readiness-probe';
export { resources } from './resources';
export { twoAppsInPod } from './two-apps-in-pod';
