/** What a compiled module asks the code around it, by module and name. */
type Imports = Record<string, Record<string, (...values: never[]) => unknown>>;

/** The memory of a compiled module; another buffer each time it has grown. */
export interface CompiledMemory {
  readonly buffer: ArrayBuffer;
}

/** What is used of WebAssembly. The types of Node do not declare it, and those of Bun do, so nothing is global here. */
interface Engine {
  readonly Module: new (code: Uint8Array) => object;
  readonly Instance: new (module: object, imports: Imports) => { readonly exports: object };
  readonly RuntimeError: new (message?: string) => Error;
}

function engine(): Engine | undefined {
  return Reflect.get(globalThis, "WebAssembly");
}

/**
 * Compiles and starts a module; `Exports` is what it is known to export. Null where the engine has no WebAssembly, as
 * under `--jitless`, or no memory for it.
 */
export function instantiate<Exports extends object>(code: Uint8Array, imports: Imports): Exports | null {
  const compiler = engine();
  if (compiler === undefined) return null;
  try {
    return new compiler.Instance(new compiler.Module(code), imports).exports as Exports;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** The compiled code has ended itself. */
export function isTrap(error: unknown): boolean {
  const compiler = engine();
  return compiler !== undefined && error instanceof compiler.RuntimeError;
}
