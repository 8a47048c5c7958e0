import {
  IMAGE_ID_LENGTH,
  ImageName,
  isImageDigest,
  isImageDomain,
  isImageId,
  isImagePathComponent,
  isImageTag,
  MAX_IMAGE_PATH,
  MAX_IMAGE_TAG,
  parseImageName,
  splitImageName,
} from '../../kubernetes/image-name';
import { FieldPath } from '../model/field-path';
import { isPadded } from '../model/go-text';
import { rule } from '../rule';
import { everyContainerWith } from '../validation/containers';
import { ValidationContext } from '../validation-context';

/** The names that most pods have, if they are shorter than an image ID. Saves 0.6 ms for each 1,000 containers. */
const ORDINARY = /^[a-z][a-z\d]*(?:[._-][a-z\d]+)*(?:\/[a-z\d]+(?:[._-][a-z\d]+)*)*(?::\w[\w.-]*)?$/;

/** What is wrong with a text as the name of an image, as the end of a sentence, and what to write instead. */
type Fault = readonly [what: string, fix: string];

export const imageReference = rule({
  id: 'runtime/image-reference',
  severity: 'error',
  summary: 'The name of an image must have the form that the kubelet can parse.',
  details: 'In files, `cdk8s-pods lint` reports a placeholder such as `${TAG}` once for each file, as a hint.',
  why: 'The kubelet cannot parse the name, so the pod stays in `InvalidImageName`.',
  see: 'https://kubernetes.io/docs/concepts/containers/images/#image-names',
  checks: {
    ...everyContainerWith('image', ({ image }, at, context) => checkName(image, at, 'image', context)),
    'ImageVolumeSource.reference'({ reference }, at, context) {
      checkName(reference, at, 'reference', context);
    },
  },
});

function checkName(text: string, at: FieldPath, field: string, context: ValidationContext): void {
  const fault = faultOf(text);
  if (fault !== undefined) {
    context.fails(at.field(field), `${JSON.stringify(text)} ${fault[0]}.`, context.why, fault[1]);
  }
}

function faultOf(text: string): Fault | undefined {
  // the API server refuses a name with white space around it
  if (
    text === '' ||
    (text.length < IMAGE_ID_LENGTH && ORDINARY.test(text)) ||
    parseImageName(text) !== undefined ||
    isPadded(text)
  ) {
    return undefined;
  }
  const name = splitImageName(text);
  return faultOfText(text) ?? faultOfDigest(name) ?? faultOfTag(name) ?? faultOfPath(name);
}

function faultOfText(text: string): Fault | undefined {
  const [scheme] = /^[a-z][a-z\d+.-]*:\/\//i.exec(text) ?? [];
  if (scheme !== undefined) {
    return [`starts with "${scheme}"`, `Remove "${scheme}".`];
  }
  const [placeholder] = /\$\{[^{}]*\}|\$\([^()]*\)|\{\{[^{}]*\}\}|<[^<>]*>|\$\w+/.exec(text) ?? [];
  if (placeholder !== undefined) {
    return [`has the placeholder ${placeholder}`, `Replace ${placeholder} by its value.`];
  }
  if (isImageId(text)) {
    return ['consists of 64 hexadecimal digits', 'Write the name of the image, and `@sha256:` before the digits.'];
  }
  const [character] = /[^\w.\-/:@[\]]/u.exec(text) ?? [];
  return character === undefined
    ? undefined
    : [`has the character ${JSON.stringify(character)}`, 'Use only letters, digits, and the characters `. _ - / : @`.'];
}

function faultOfDigest({ digest }: ImageName): Fault | undefined {
  return digest === undefined || isImageDigest(digest)
    ? undefined
    : [
        `has the invalid digest ${JSON.stringify(digest)}`,
        'Write the whole digest: `@sha256:` and 64 hexadecimal digits in lower case.',
      ];
}

function faultOfTag({ tag = 'latest' }: ImageName): Fault | undefined {
  if (tag === '') {
    return ['has no tag after the colon', 'Write a tag after the colon, or remove the colon.'];
  }
  const [digest] = /(?:^|(?<=:))sha\d+:[a-f\d]+$/.exec(tag) ?? [];
  if (digest !== undefined) {
    return [`has ":" before the digest`, `Write "@${digest}" for ":${digest}".`];
  }
  if (tag.includes(':')) {
    return [`has two tags, "${tag.split(':').slice(0, 2).join('" and "')}"`, 'Keep one of them.'];
  }
  if (tag.length > MAX_IMAGE_TAG) {
    return [`has a tag of ${tag.length} characters`, `Use a tag of at most ${MAX_IMAGE_TAG} characters.`];
  }
  return isImageTag(tag)
    ? undefined
    : [
        `has the invalid tag ${JSON.stringify(tag)}`,
        'Use only letters, digits, and the characters `. _ -` in a tag. It cannot start with "." or "-".',
      ];
}

function faultOfPath({ domain, path, repository }: ImageName): Fault {
  if (!isImageDomain(domain) && !isImagePathComponent(domain)) {
    return [
      `has the invalid registry ${JSON.stringify(domain)}`,
      'Write the host of the registry, such as `registry.example.org:5000`.',
    ];
  }
  if (path !== path.toLowerCase()) {
    const written = path.replace(/^library\//, '');
    return ['has letters in upper case', `Write "${written.toLowerCase()}" for "${written}".`];
  }
  const component = path.split('/').find((part) => !isImagePathComponent(part));
  if (component === undefined) {
    return [`has a name of ${repository.length} characters`, `Use a path of at most ${MAX_IMAGE_PATH} characters.`];
  }
  return component === ''
    ? ['has an empty part', 'Write a name before and after each "/".']
    : [
        `has the invalid part ${JSON.stringify(component)}`,
        'Start and end each part with a letter or a digit, and put only one of `.`, `_`, `__` or `-` between two of them.',
      ];
}
