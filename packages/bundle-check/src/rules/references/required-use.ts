import type { ModuleRequest } from "../../modules/module-facts.js";

/** A use that gives a TypeError when the module does not have what is used. */
export interface RequiredUse {
  readonly request: ModuleRequest;
  /** The export that is called, extended or looked into; null where that is the whole module. */
  readonly name: string | null;
  /** 0-based offset of the use, and its length. */
  readonly offset: number;
  readonly length: number;
  /** What the code calls the module; "" where the request itself is used. */
  readonly variable: string;
  /**
   * `need`: it is called or extended. `look-into`: a member of it is used. `read`: what becomes of it is not looked
   * into. `passed-on`: it becomes an export of this module, and may be a type that a compiler took for a value.
   */
  readonly way: "need" | "look-into" | "read" | "passed-on";
  /** The variable is given to a function that may add to what it is given. */
  readonly isHandedOn: boolean;
}

/** A variable that is given a module, or one export of it. */
export interface Owner {
  readonly request: ModuleRequest;
  readonly member: string | null;
}

/** The names of one function, or of the module itself: how often each is declared, and which are given a module. */
export class NamesOfScope {
  readonly declared = new Map<string, number>();
  readonly owners = new Map<string, Owner>();
}
