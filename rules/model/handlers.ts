import { PlacedContainer } from './pod';

const PROBES = ['startupProbe', 'readinessProbe', 'livenessProbe'];
const HOOKS = ['postStart', 'preStop'];

/** Shows the probes of a container, where it has some. */
export function eachProbe({ value }: PlacedContainer, see: (probe: any, field: string) => void): void {
  for (const field of PROBES) {
    if (value[field]) {
      see(value[field], field);
    }
  }
}

/** Shows the probes and hooks of a container, where it has some. */
export function eachHandler(container: PlacedContainer, see: (handler: any, field: string) => void): void {
  eachProbe(container, see);
  const { value } = container;
  if (value.lifecycle) {
    for (const hook of HOOKS) {
      if (value.lifecycle[hook]) {
        see(value.lifecycle[hook], `lifecycle.${hook}`);
      }
    }
  }
}
