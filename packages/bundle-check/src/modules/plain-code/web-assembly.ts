/** What is used of WebAssembly, which the types of Node do not declare. */
declare global {
  namespace WebAssembly {
    class Module {
      constructor(code: Uint8Array);
    }
    class Instance {
      constructor(module: Module, imports: Record<string, Record<string, (...values: never[]) => unknown>>);
      readonly exports: object;
    }
    class RuntimeError extends Error {}
    interface Memory {
      readonly buffer: ArrayBuffer;
    }
  }
}

/**
 * Compiles and starts a module; `Exports` is what it is known to export. Null where the engine has no WebAssembly, as
 * under `--jitless`, or no memory for it.
 */
export function instantiate<Exports extends object>(
  code: Uint8Array,
  imports: Record<string, Record<string, (...values: never[]) => unknown>>,
): Exports | null {
  if (typeof WebAssembly === "undefined") return null;
  try {
    return new WebAssembly.Instance(new WebAssembly.Module(code), imports).exports as Exports;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** The compiled code has ended itself. */
export function isTrap(error: unknown): boolean {
  return error instanceof WebAssembly.RuntimeError;
}
