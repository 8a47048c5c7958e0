import * as fs from 'fs';
import * as path from 'path';
import { decode, parse } from '../../manifest/yaml/read';
import { fieldsOf, itemsIn, PlainObject } from '../../util/plain-object';

/** The names of a kustomization file: kustomize reads the first that exists. */
export const KUSTOMIZATION_FILES = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];

/** How many folders above a file can have the kustomization that lists it. */
const LEVELS = 3;

/** Fields that list files: each item is a path, a text with the patch itself, or an object with a `path`. */
const PATCHES = ['patches', 'patchesStrategicMerge', 'patchesJson6902', 'replacements'];
const PLUGINS = ['transformers', 'generators', 'validators', 'configurations', 'crds'];

/** Fields that list objects. */
const OBJECTS = ['resources', 'bases'];

/** Finds the files that kustomizations use as patches and settings, which are not objects. */
export class Kustomizations {
  private readonly patches = new Set<string>();
  private readonly objects = new Set<string>();
  private readonly files = new Set<string>();
  private readonly folders = new Set<string>();

  /** @param files the files to check: kustomizations in their folders, and some levels above, may list them */
  public constructor(files: readonly string[]) {
    for (const file of files) {
      let folder = path.resolve(path.dirname(file));
      for (let level = 0; level <= LEVELS && !this.folders.has(folder); level++) {
        this.folders.add(folder);
        this.read(folder);
        folder = path.dirname(folder);
      }
    }
  }

  /** Whether a file is a kustomization: kustomize reads it, and a cluster does not know its kind. */
  public isKustomization(file: string): boolean {
    return this.files.has(path.resolve(file));
  }

  /** Whether a kustomization uses a file, or a folder above it, and lists it under no field for objects. */
  public isPatch(file: string): boolean {
    const whole = path.resolve(file);
    for (let place = whole; ; place = path.dirname(place)) {
      if (this.objects.has(place)) {
        return false;
      }
      if (this.patches.has(place)) {
        return true;
      }
      if (path.dirname(place) === place) {
        return false;
      }
    }
  }

  private read(folder: string): void {
    const name = KUSTOMIZATION_FILES.find((one) => fs.existsSync(path.join(folder, one)));
    if (name === undefined) {
      return;
    }
    const file = path.join(folder, name);
    const kustomization = readKustomization(file);
    if (kustomization === undefined) {
      return;
    }
    this.files.add(file);
    const add = (places: Set<string>, fields: readonly string[]): void => {
      for (const field of fields) {
        itemsIn(kustomization[field])
          .flatMap(pathsOf)
          .forEach((one) => places.add(path.resolve(folder, one)));
      }
    };
    add(this.patches, [...PATCHES, ...PLUGINS]);
    add(this.objects, OBJECTS);
  }
}

function pathsOf(item: unknown): string[] {
  const own = typeof item === 'string' ? item : fieldsOf(item).path;
  return typeof own === 'string' && !own.includes('\n') ? [own] : [];
}

/** The fields of a kustomization. Undefined if the file is invalid, or for another program: then lint checks the file itself. */
function readKustomization(file: string): PlainObject | undefined {
  try {
    const [document] = parse(decode(fs.readFileSync(file), file), file);
    const fields = fieldsOf(document?.value);
    return String(fields.apiVersion ?? GROUP).startsWith(GROUP) ? fields : undefined;
  } catch {
    return undefined;
  }
}

/** kustomize reads a file without an `apiVersion` as one of its own group. */
const GROUP = 'kustomize.config.k8s.io/';
