import { rule } from '../rule';

export const volumeClaim = rule({
  id: 'api/volume-claim',
  severity: 'error',
  summary: 'The claim template of an ephemeral volume or a StatefulSet must have valid metadata and a valid spec.',
  see: 'https://kubernetes.io/docs/concepts/storage/ephemeral-volumes/#generic-ephemeral-volumes',
});
