/** A scope that is open, or was: what it declares, and what its declarations hide. */
export class PlainScope {
  readonly parent: PlainScope | null;
  readonly depth: number;
  /** When it was opened. */
  readonly serial: number;
  readonly variableScope: PlainScope;
  readonly firstReference: number;
  /** Names declared here, and what each of them hides. */
  readonly names: number[] = [];
  readonly hidden: (PlainScope | undefined)[] = [];
  readonly hiddenKinds: number[] = [];
  readonly hiddenTimes: number[] = [];
  /** A name was used before it was declared. */
  hasEarlyUses = false;
  /** A direct `eval` in sloppy code here may declare whatever nothing else does. */
  hasDirectEval = false;
  /** Functions are no variables here, as they are at the top of other functions. */
  isStaticBlock = false;
  /** The body of a function whose parameters have a scope of their own, with default values. */
  isBodyApart = false;

  constructor(parent: PlainScope | null, isVariableScope: boolean, serial: number, firstReference: number) {
    this.parent = parent;
    this.depth = parent === null ? 0 : parent.depth + 1;
    this.serial = serial;
    this.variableScope = isVariableScope || parent === null ? this : parent.variableScope;
    this.firstReference = firstReference;
  }
}
