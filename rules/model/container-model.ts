import { Container, ContainerPort, EnvVar, VolumeMount } from '../../kubernetes/decoded';
import { ContainerRole, containerRole } from '../../kubernetes/container-role';
import type { ImageAnswer } from '../../manifest/registry/client';
import { jsonText } from '../../util/json-text';
import { Argv, argvOf } from './argv';
import { ContainerImage, containerImage } from './container-image';
import { Ending, endingOf } from './ending';
import { knownImage } from './images';
import { Listener, listenersOf } from './listeners';
import { LocalAddress, localAddressesOf } from './localhost';
import { RegistryImages } from './registry-images';
import { RunCommand, RunContent, Script, contentOf, scriptOf } from './script';

/** The lists in which a pod has containers, in the order in which the API server validates them. */
export const CONTAINER_LISTS = ['initContainers', 'containers', 'ephemeralContainers'] as const;

/** A container of a pod: its fields, and what follows from them. What takes a search is computed once. */
export class ContainerModel {
  private cachedImage?: { readonly info: ContainerImage | undefined };
  private cachedArgv?: Argv;
  private cachedScript?: { readonly script: Script | undefined };
  private cachedContent?: RunContent;
  private cachedEnding?: Ending;
  private cachedListeners?: readonly Listener[];
  private cachedAddresses?: readonly LocalAddress[];
  private cachedNumbers?: ReadonlySet<string>;

  public constructor(
    public readonly value: Container,
    public readonly list: (typeof CONTAINER_LISTS)[number],
    /** Its index in the list. */
    public readonly index: number,
    private readonly images?: RegistryImages,
  ) {}

  /** The field path: `spec.containers[0]`. */
  public get path(): string {
    return `spec.${this.list}[${this.index}]`;
  }

  public get role(): ContainerRole {
    return containerRole(this.list, this.value.restartPolicy);
  }

  /** Whether it runs as long as the pod does: only an init container runs to its end. */
  public get staysUp(): boolean {
    return this.role !== 'init container';
  }

  /** The container as messages name it: `container "web"`, or its path if it has no name. */
  public get label(): string {
    return this.value.name ? `container "${this.value.name}"` : this.path;
  }

  /** Whether it requests a resource. A limit without a request is also the request. */
  public requests(resource: string): boolean {
    const { requests, limits } = this.value.resources ?? {};
    return (requests?.[resource] ?? limits?.[resource]) !== undefined;
  }

  public get ports(): readonly ContainerPort[] {
    return this.value.ports ?? [];
  }

  public get env(): readonly EnvVar[] {
    return this.value.env ?? [];
  }

  public get mounts(): readonly VolumeMount[] {
    return this.value.volumeMounts ?? [];
  }

  /** What is known about the image, from its registry or else from the table of known images. */
  public get imageInfo(): ContainerImage | undefined {
    const { image = '' } = this.value;
    this.cachedImage ??= { info: containerImage(image, knownImage(image), this.images?.info(image)) };
    return this.cachedImage.info;
  }

  /** Whether the registry has the image, and for which platforms: undefined if it was not asked. */
  public get imageAnswer(): ImageAnswer | undefined {
    return this.images?.answer(this.value.image ?? '');
  }

  /** The words that it starts, with the values of variables. */
  public get argv(): Argv {
    this.cachedArgv ??= argvOf(this.value, this.imageInfo);
    return this.cachedArgv;
  }

  /** Its script, if it runs a shell with one. */
  public get script(): Script | undefined {
    this.cachedScript ??= { script: scriptOf(this.argv) };
    return this.cachedScript.script;
  }

  /** What its script has, or its only command. */
  public get content(): RunContent {
    this.cachedContent ??= contentOf(this.argv, this.script);
    return this.cachedContent;
  }

  /** The commands that it runs. */
  public get commands(): readonly RunCommand[] {
    return this.content.commands;
  }

  /** Whether its command ends by itself. */
  public get ending(): Ending {
    this.cachedEnding ??= endingOf(this.argv, this.script);
    return this.cachedEnding;
  }

  /** The ports on which it listens, each once. */
  public get listeners(): readonly Listener[] {
    this.cachedListeners ??= listenersOf(this);
    return this.cachedListeners;
  }

  /** The addresses on localhost that its variables and its commands name. */
  public get localAddresses(): readonly LocalAddress[] {
    this.cachedAddresses ??= localAddressesOf(this);
    return this.cachedAddresses;
  }

  /** All numbers in its fields, except in its ports: each may be a port on which it listens. */
  public get numbers(): ReadonlySet<string> {
    this.cachedNumbers ??= new Set(jsonText({ ...this.value, ports: undefined }).match(/\d+/g) ?? []);
    return this.cachedNumbers;
  }
}
