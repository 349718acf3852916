import fc from "fast-check";

/** Few names, so that declarations and uses meet. */
const name = fc.constantFrom("a", "b", "c", "d", "e");
/** Never declared by a class, so that no class extends itself (eslint-scope and the language differ there). */
const base = fc.constantFrom("Base", "Root", "Object");

const { expression, statement } = fc.letrec<{
  expression: string;
  pattern: string;
  target: string;
  parameters: string;
  member: string;
  block: string;
  statement: string;
}>((tie) => {
  const expression = tie("expression");
  const statement = tie("statement");
  const pattern = tie("pattern");
  const block = tie("block");

  /** Fills the gaps of a template with generated texts. */
  const text = (strings: TemplateStringsArray, ...gaps: fc.Arbitrary<string>[]): fc.Arbitrary<string> =>
    fc
      .tuple(...gaps)
      .map((values) => strings.map((string, index) => string + (values[index] ?? "")).join(""));
  const maybe = (part: fc.Arbitrary<string>) => fc.oneof(fc.constant(""), part);
  const bindings = fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    name,
    text`[${pattern}, , ...${name}]`,
    text`{ ${name}, p: ${pattern}, [${expression}]: ${pattern}, ...${name} }`,
    text`{ ${name} = ${expression} }`,
    text`[${pattern} = ${expression}]`,
  );
  const targets = fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    name,
    text`(${expression}).p`,
    text`${name}[${expression}]`,
    text`[${tie("target")}, ...${tie("target")}]`,
    text`[${tie("target")} = ${expression}]`,
  );
  const parameters = fc.oneof(
    fc.constant(""),
    name,
    text`${name}, ${pattern} = ${expression}`,
    text`{ ${name} = ${expression} }, ...${pattern}`,
  );
  const member = fc.oneof(
    text`p = ${expression};`,
    text`static p = ${expression};`,
    text`#p = ${expression}; has(o) { return #p in o; }`,
    text`[${expression}](${parameters}) ${block}`,
    text`static { ${statement} }`,
    text`get p() { return ${expression}; }`,
    text`static async *q(${parameters}) { yield ${expression}; await ${expression}; }`,
    text`constructor(${parameters}) { super(${expression}); }`,
  );
  const functions = fc.oneof(
    text`(function ${maybe(name)}(${parameters}) ${block})`,
    text`(function* ${maybe(name)}(${parameters}) { yield* ${expression}; })`,
    text`((${parameters}) => ${block})`,
    text`((${parameters}) => (${expression}))`,
    text`(async ${name} => { await ${expression}; for await (const ${pattern} of ${expression}) ${block} })`,
    text`(class ${maybe(name)} extends ${base} { ${member} ${member} })`,
    text`(class ${maybe(name)} { ${fc.constant("static")} { ${statement} } })`,
    text`({ ${name}, [${expression}]: ${expression}, m(${parameters}) ${block}, get g() ${block}, ...${expression} })`,
  );
  const expressions = fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    name,
    fc.constantFrom("1", "'a'", "/a/u", "this", "null", "[]"),
    text`typeof ${name}`,
    text`typeof ${name}.p`,
    text`(${expression} + ${expression})`,
    text`(${name} ? ${expression} : ${expression})`,
    text`(${name} && ${expression} || ${expression})`,
    text`(${name} ?? ${expression})`,
    text`(${name} = ${expression})`,
    text`(${name} += ${expression})`,
    text`(${name} ??= ${expression})`,
    text`(${name}++, ${expression})`,
    text`([${tie("target")}] = ${expression})`,
    text`({ p: ${tie("target")}, ${name} = ${expression}, ...${tie("target")} } = ${expression})`,
    text`(${expression}).a`,
    text`(${expression})?.[${expression}]`,
    text`${name}.b(${expression}, ...${expression})`,
    text`new ${name}(${expression})`,
    text`${name}${fc.constantFrom("`a`", "`b`")}`,
    text`\`\${${expression}}\``,
    text`[${expression}, , ...${expression}]`,
    text`import(${expression})`,
    text`(${functions})(${expression})`,
    text`eval(${expression})`,
    functions,
  );
  const loops = fc.oneof(
    text`for (let ${pattern} = ${expression}; ${name}; ${expression}) ${block}`,
    text`for (var ${pattern} = ${expression}; ${name}; ) ${block}`,
    text`for (const ${pattern} of ${expression}) ${block}`,
    text`for (var ${pattern} in ${expression}) ${block}`,
    text`for (${tie("target")} of ${expression}) ${block}`,
    text`while (${name}) ${block}`,
    text`do ${block} while (${expression});`,
    text`${name}: for (;;) { break ${name}; }`,
    text`a: { ${statement} break a; }`,
  );
  const statements = fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    text`;${expression};`,
    text`var ${pattern} = ${expression};`,
    text`var ${name};`,
    text`let ${pattern} = ${expression};`,
    text`const ${pattern} = ${expression}, ${pattern} = ${expression};`,
    text`{ using ${name} = ${expression}; ${statement} }`,
    text`function ${name}(${parameters}) ${block}`,
    text`async function* ${name}(${parameters}) ${block}`,
    text`class ${name} extends ${base} { ${member} }`,
    block,
    text`if (${name}) ${block} else ${block}`,
    text`switch (${expression}) { case ${expression}: ${statement} default: ${statement} }`,
    text`try ${block} catch ${block}`,
    text`try ${block} catch (${pattern}) ${block} finally ${block}`,
    text`(function () { return ${expression}; })();`,
    text`(function () { "use strict"; ${statement} })();`,
    loops,
  );
  return {
    expression: expressions,
    pattern: bindings,
    target: targets,
    parameters,
    member,
    block: fc.oneof(text`{ ${statement} ${statement} }`, text`{ ${statement} }`, fc.constant("{}")),
    statement: statements,
  };
});

const moduleStatement = fc.oneof(
  { weight: 6, arbitrary: statement },
  {
    weight: 1,
    arbitrary: fc
      .tuple(name, name, expression)
      .chain(([first, second, value]) =>
        fc.constantFrom(
          `import ${first}, { ${second} } from "x";`,
          `import * as ${first} from "x";`,
          `import { default as ${first}, "x-y" as ${second} } from "x" with { type: "json" };`,
          `export { ${first}, ${second} as "x-y" } from "x";`,
          `export * as ${first} from "x";`,
          `export const ${first} = ${value};`,
          `export default ${value};`,
          `export default function ${first}() { return ${value}; }`,
          `export default class { static p = ${value}; }`,
          `export function ${first}(${second} = ${value}) {}`,
          `await ${value};`,
          `;import.meta.a(${value});`,
        ),
      ),
  },
);

const scriptStatement = fc.oneof(
  { weight: 8, arbitrary: statement },
  {
    weight: 1,
    arbitrary: fc
      .tuple(name, expression, statement)
      .map(([object, value, inner]) => `with (${object}) { ${value}; ${inner} }`),
  },
);

/** Statements of an ES module; together they need not be valid. */
export const moduleStatements = fc.array(moduleStatement, { minLength: 1, maxLength: 6 });

/** Statements of a sloppy script. */
export const scriptStatements = fc.array(scriptStatement, { minLength: 1, maxLength: 6 });
