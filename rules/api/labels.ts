import { rule } from '../rule';
import { everyObjectAndTemplateWith } from '../validation/every-object';
import { checkAnnotations, checkLabels } from '../validation/labels';

export const labels = rule({
  id: 'api/labels',
  severity: 'error',
  summary: 'Labels must have valid keys and values; annotations must have valid keys, and at most 256 KiB.',
  see: 'https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set',
  checks: {
    ...everyObjectAndTemplateWith('labels', (metadata, _, context) => {
      checkLabels(metadata.labels, context.metadataAt, 'labels', 'label', context);
    }),
    ...everyObjectAndTemplateWith('annotations', (metadata, _, context) => {
      checkAnnotations(metadata.annotations, context.metadataAt, context);
    }),
  },
});
