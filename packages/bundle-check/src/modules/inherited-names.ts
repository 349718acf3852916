/** What every object has, whatever a module gives it. */
export const ofEveryObject: ReadonlySet<string> = new Set(Object.getOwnPropertyNames(Object.prototype));

/** What every function has besides. */
export const ofEveryFunction: ReadonlySet<string> = new Set([
  ...ofEveryObject,
  ...Object.getOwnPropertyNames(Function.prototype),
]);
