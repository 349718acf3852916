import { forgetAliases } from "./global-aliases";
import { leave } from "./leave";
import { declarationSize, Memory, scopeSize } from "./memory";
import { checkNotExported, declaredIn, entryOf, waiting } from "./names";
import { Notes } from "./notes";
import { dropReferences, References, settle } from "./references";
import { Code } from "./state";

/** How a name was declared, as far as it decides which other declarations may stand beside it. */
export const VARIABLE: i32 = 1;
export const LEXICAL: i32 = 2;
const FUNCTION_NAME: i32 = 3;
export const PARAMETER: i32 = 4;
export const CAUGHT: i32 = 5;
/** Hides nothing and forbids nothing: the own name of a class, a function as sloppy code sees it outside its block. */
export const OWN_NAME: i32 = 6;

// Of a name's entry: how the innermost scope declares it, and when a `var` did so last.
const kindField: usize = 20;
const timeField: usize = 24;

// A scope is its depth, from 1. Its entry: when it was opened, its variable scope, the first use since, its last
// declaration, flags, and where the declarations since start.
const variableScopeField: usize = 4;
const firstReference: usize = 8;
const lastDeclaration: usize = 12;
const hasEarlyUses: usize = 16;
const isStaticBlock: usize = 20;
const isBodyApart: usize = 24;
const firstDeclaration: usize = 28;

/** The scopes that are open. */
class Scopes {
  static depth: i32 = 0;
}

let serial: i32 = 0;
let declarations: usize = 0;

function entryOfScope(scope: i32): usize {
  return Memory.scopes + <usize>scope * scopeSize;
}

/** Opens the scope of the file, which stays open: who declared a name there once need not ask again. */
export function startScopes(): void {
  Scopes.depth = 0;
  References.count = 0;
  References.last = -1;
  serial = 0;
  declarations = Memory.declarations;
  openScope(true);
  startOuterScopes(false, false);
}

/**
 * Opens what stands for the scopes of the code around, to which statements declare names: that of the file, or one of
 * a function and of a block in it.
 */
export function startOuterScopes(isInFunction: bool, isInBlock: bool): void {
  outerScopes = 1;
  Notes.outerDeclarations = 0;
  if (isInFunction) {
    openScope(true);
    outerScopes++;
  }
  if (isInBlock) {
    openScope(false);
    outerScopes++;
  }
}

/** Scopes up to this one belong to the code around. */
let outerScopes: i32 = 1;

/** Ways to declare a name, as the code around is told of them. */
const asVariable: i32 = 1;
const asLexical: i32 = 2;
const asFunction: i32 = 3;
const asPlainFunction: i32 = 4;

function noteOuter(name: i32, way: i32): void {
  const entry = Memory.outerDeclarations + ((<usize>Notes.outerDeclarations) << 3);
  if (entry + 8 > Memory.outerDeclarationsEnd) {
    leave();
    return;
  }
  store<i32>(entry, name);
  store<i32>(entry, way, 4);
  Notes.outerDeclarations++;
}

export function openScope(isVariableScope: bool): void {
  const scope = ++Scopes.depth;
  const entry = entryOfScope(scope);
  store<i32>(entry, ++serial);
  store<i32>(
    entry,
    isVariableScope ? scope : load<i32>(entryOfScope(scope - 1), variableScopeField),
    variableScopeField,
  );
  store<i32>(entry, References.count, firstReference);
  memory.fill(entry + lastDeclaration, 0, firstDeclaration - lastDeclaration);
  store<u32>(entry, <u32>declarations, firstDeclaration);
}

/** The body of a function whose parameters have a scope of their own, with default values. */
export function openBodyApart(): void {
  openScope(true);
  store<i32>(entryOfScope(Scopes.depth), 1, isBodyApart);
}

/** The body of a `catch` with a pattern, which does not see what the body declares. */
export function openCatchBody(): void {
  openScope(false);
  store<i32>(entryOfScope(Scopes.depth), 1, isBodyApart);
}

/** Functions are no variables here, as they are at the top of other functions. */
export function openStaticBlock(): void {
  openScope(true);
  store<i32>(entryOfScope(Scopes.depth), 1, isStaticBlock);
}

export function closeScope(): void {
  const scope = Scopes.depth;
  const entry = entryOfScope(scope);
  if (load<i32>(entry, hasEarlyUses) !== 0) settle(scope, load<i32>(entry, firstReference));
  close(scope);
}

function close(scope: i32): void {
  const entry = entryOfScope(scope);
  undeclare(scope, 0);
  // Nothing in a function declares for the code around it; blocks declare for their function.
  if (load<i32>(entry, variableScopeField) === scope) {
    declarations = <usize>load<u32>(entry, firstDeclaration);
  }
  Scopes.depth = scope - 1;
}

/** The code at hand is that of the file itself, not of a function in it. */
export function isInFile(): bool {
  return load<i32>(entryOfScope(Scopes.depth), variableScopeField) === 1;
}

/** What a statement finds when it starts, so that it can be undone. */
class Mark {
  static references: i32 = 0;
  static outerDeclarations: i32 = 0;
  static privateUses: i32 = 0;
  static globalProperties: i32 = 0;
  static requests: i32 = 0;
  static exportReads: i32 = 0;
  static aliases: i32 = 0;
  static passesOverExports: bool = false;
  static declarations: usize = 0;
  static ofFile: usize = 0;
  static ofSecond: usize = 0;
  static ofThird: usize = 0;
}

export function markScopes(): void {
  Mark.references = References.count;
  Mark.outerDeclarations = Notes.outerDeclarations;
  Mark.privateUses = Notes.privateUses;
  Mark.globalProperties = Notes.globalProperties;
  Mark.requests = Notes.requests;
  Mark.exportReads = Notes.exportReads;
  Mark.aliases = Notes.aliases;
  Mark.passesOverExports = Notes.passesOverExports;
  Mark.declarations = declarations;
  Mark.ofFile = <usize>load<u32>(entryOfScope(1), lastDeclaration);
  if (outerScopes > 1) Mark.ofSecond = <usize>load<u32>(entryOfScope(2), lastDeclaration);
  if (outerScopes > 2) Mark.ofThird = <usize>load<u32>(entryOfScope(3), lastDeclaration);
}

/** Undoes what was declared and used since the mark, wherever the reader stands. */
export function backToMark(): void {
  for (; Scopes.depth > outerScopes; Scopes.depth--) undeclare(Scopes.depth, 0);
  if (outerScopes > 2) undeclare(3, Mark.ofThird);
  if (outerScopes > 1) undeclare(2, Mark.ofSecond);
  undeclare(1, Mark.ofFile);
  dropReferences(Mark.references);
  Notes.outerDeclarations = Mark.outerDeclarations;
  Notes.privateUses = Mark.privateUses;
  Notes.globalProperties = Mark.globalProperties;
  Notes.requests = Mark.requests;
  Notes.exportReads = Mark.exportReads;
  forgetAliases(Mark.aliases);
  Notes.passesOverExports = Mark.passesOverExports;
  declarations = Mark.declarations;
}

/** Closes all scopes but that of the file. The uses that wait stay. */
export function closeOuterScopes(): void {
  while (Scopes.depth > 1) close(Scopes.depth);
}

function undeclare(scope: i32, until: usize): void {
  const entry = entryOfScope(scope);
  let declaration = <usize>load<u32>(entry, lastDeclaration);
  while (declaration !== until && declaration !== 0) {
    const name = entryOf(load<i32>(declaration));
    store<i32>(name, load<i32>(declaration, 4), declaredIn);
    store<i32>(name, load<i32>(declaration, 8), kindField);
    store<i32>(name, load<i32>(declaration, 12), timeField);
    declaration = <usize>load<u32>(declaration, 16);
  }
  store<u32>(entry, <u32>until, lastDeclaration);
}

function declare(name: i32, kind: i32, scope: i32): void {
  const entry = entryOf(name);
  const declaration = declarations;
  if (declaration + declarationSize > Memory.declarationsEnd) {
    leave();
    return;
  }
  declarations += declarationSize;
  const scopeEntry = entryOfScope(scope);
  store<i32>(declaration, name);
  store<i32>(declaration, load<i32>(entry, declaredIn), 4);
  store<i32>(declaration, load<i32>(entry, kindField), 8);
  store<i32>(declaration, load<i32>(entry, timeField), 12);
  store<u32>(declaration, load<u32>(scopeEntry, lastDeclaration), 16);
  store<u32>(scopeEntry, <u32>declaration, lastDeclaration);
  store<i32>(entry, scope, declaredIn);
  store<i32>(entry, kind, kindField);
  store<i32>(entry, serial, timeField);
  if (load<i32>(entry, waiting) > 0) store<i32>(scopeEntry, 1, hasEarlyUses);
}

/** A declaration in the innermost scope; anything of the same name beside it is left. */
export function declareHere(name: i32, kind: i32): void {
  const scope = Scopes.depth;
  const entry = entryOf(name);
  const known = load<i32>(entry, declaredIn);
  if (scope <= outerScopes) noteOuter(name, asLexical);
  if (known === scope) {
    if (load<i32>(entry, kindField) !== OWN_NAME) leave();
    store<i32>(entry, kind, kindField);
    return;
  }
  if (kind !== PARAMETER && kind !== OWN_NAME) checkBlock(entry, known);
  declare(name, kind, scope);
}

/** What `let` in a block, or a block's function, must not meet: a `var` hoisted through it, a parameter. */
function checkBlock(name: usize, known: i32): void {
  if (known === 0) return;
  const scope = Scopes.depth;
  const entry = entryOfScope(scope);
  if (known === load<i32>(entry, variableScopeField) && load<i32>(name, timeField) >= load<i32>(entry))
    leave();
  if (load<i32>(entry, isBodyApart) !== 0 && known === scope - 1 && load<i32>(name, kindField) === PARAMETER)
    leave();
}

export function declareVariable(name: i32): void {
  const entry = entryOf(name);
  const target = load<i32>(entryOfScope(Scopes.depth), variableScopeField);
  const known = load<i32>(entry, declaredIn);
  if (target <= outerScopes) noteOuter(name, asVariable);
  if (known < target) {
    declare(name, VARIABLE, target);
    return;
  }
  const kind = load<i32>(entry, kindField);
  if (known !== target || kind === LEXICAL) leave();
  store<i32>(entry, serial, timeField);
  if (kind === OWN_NAME) store<i32>(entry, VARIABLE, kindField);
}

/** `isPlain`: neither async nor a generator, which sloppy code also sees outside of the block. */
export function declareFunction(name: i32, isPlain: bool, isStrict: bool): void {
  checkNotExported(name);
  const scope = Scopes.depth;
  const scopeEntry = entryOfScope(scope);
  const variableScope = load<i32>(scopeEntry, variableScopeField);
  const entry = entryOf(name);
  const known = load<i32>(entry, declaredIn);
  const kind = load<i32>(entry, kindField);
  if (scope <= outerScopes) noteOuter(name, isPlain ? asPlainFunction : asFunction);
  if (scope === variableScope) {
    const isLexical = (Code.isModule && scope === 1) || load<i32>(scopeEntry, isStaticBlock) !== 0;
    const own = isLexical ? LEXICAL : FUNCTION_NAME;
    if (known !== scope) declare(name, own, scope);
    else if (kind === LEXICAL || (isLexical && kind !== OWN_NAME)) leave();
    else store<i32>(entry, own, kindField);
    return;
  }
  const isSloppy = isPlain && !isStrict;
  if (known === scope) {
    if (!isSloppy || kind !== FUNCTION_NAME) leave();
    return;
  }
  checkBlock(entry, known);
  if (isSloppy && known !== variableScope) {
    if (known > variableScope) leave();
    if (scope > outerScopes && variableScope <= outerScopes) leave();
    const isParameter =
      load<i32>(entryOfScope(variableScope), isBodyApart) !== 0 &&
      known === variableScope - 1 &&
      kind === PARAMETER;
    if (!isParameter) declare(name, OWN_NAME, variableScope);
  }
  declare(name, isSloppy ? FUNCTION_NAME : LEXICAL, scope);
}
