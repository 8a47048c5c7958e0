/** The reason why a registry gives no usable answer, as sentences without the registry's name. */
export class Unavailable extends Error {
  /** @param ofRegistry whether the reason applies to all images of the registry: the client does not ask it again */
  public constructor(
    message: string,
    public readonly ofRegistry = false,
  ) {
    super(message);
  }
}
