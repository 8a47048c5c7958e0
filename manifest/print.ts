import { Yaml } from 'cdk8s';

/** Manifests as the text of a YAML file. */
export function print(manifests: any[]): string {
  return Yaml.stringify(...manifests);
}
