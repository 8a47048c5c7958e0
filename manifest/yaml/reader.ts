/** The YAML reader, for code that seldom reads YAML. Loading it on demand saves a third of the time that the library needs to load. */
export function reader(): typeof import('./read') {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  return require('./read') as typeof import('./read');
}
