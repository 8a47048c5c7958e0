import { Secret } from '../../kubernetes/decoded';

/** The values of a Secret as the server stores them: those of `stringData` replace those of `data`. */
export function secretData({ data = {}, stringData = {} }: Secret): Readonly<Record<string, Buffer>> {
  return {
    ...Object.fromEntries(Object.entries(data).map(([key, value]) => [key, Buffer.from(value as string, 'base64')])),
    ...Object.fromEntries(Object.entries(stringData).map(([key, value]) => [key, Buffer.from(value)])),
  };
}
