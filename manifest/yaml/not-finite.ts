/** How a number that JSON lacks gets into a manifest, and the fix. */
export const NOT_FINITE = {
  why: 'It is not a number of JSON. cdk8s reads some text in YAML as such a number, for example "." and "12e4567".',
  fix: 'Write the text in quotes in the YAML file, or correct the code that computes the number.',
} as const;
